extension StyledLine {
  /// Breaks text into lines.
  ///
  /// Lines end at spaces, after hyphens and between wide characters, never before closing
  /// punctuation and never with a space. Runs of spaces become one. A word that is wider than the
  /// line stands on a line of its own, unbroken. A line feed in a span ends the line there.
  ///
  /// - Parameters:
  ///   - width: Columns of the whole line, indents included.
  ///   - first: What stands before the first line, a bullet for example.
  ///   - rest: What stands before the others; as wide as `first`, so that the indent hangs.
  package static func wrapping(
    _ spans: [Span], width: Int, first: [Span] = [], rest: [Span] = []
  ) -> [StyledLine] {
    var filler = LineFiller(width: width, first: first, rest: rest)
    var chunker = Chunker()
    for span in spans { chunker.add(span) { filler.add($0) } }
    chunker.flush(.none) { filler.add($0) }
    return filler.finish()
  }
}

/// Text without a place to break it, and what follows it.
private struct Chunk {
  enum End {
    case none
    case space(Style)
    case lineBreak
  }

  var spans: [Span] = []
  var width = 0
  var end = End.none
}

/// Cuts spans into chunks.
private struct Chunker {
  private var chunk = Chunk()

  mutating func add(_ span: Span, _ emit: (Chunk) -> Void) {
    if span.plainText != nil { return append(span) }
    var start = span.text.startIndex
    var index = start
    while index < span.text.endIndex {
      let character = span.text[index]
      let next = span.text.index(after: index)
      if character == " " || character == "\n" {
        append(Span(String(span.text[start..<index]), span.style))
        flush(character == "\n" ? .lineBreak : .space(span.style), emit)
        start = next
      } else if next < span.text.endIndex, Chunker.breaks(character, before: span.text[next]) {
        append(Span(String(span.text[start..<next]), span.style))
        flush(.none, emit)
        start = next
      }
      index = next
    }
    append(Span(String(span.text[start...]), span.style))
  }

  mutating func flush(_ end: Chunk.End, _ emit: (Chunk) -> Void) {
    chunk.end = end
    emit(chunk)
    chunk = Chunk()
  }

  private mutating func append(_ span: Span) {
    guard !span.text.isEmpty else { return }
    chunk.spans.append(span)
    chunk.width += span.width
  }

  private static func breaks(_ character: Character, before next: Character) -> Bool {
    if character == "-" { return next.isLetter }
    // A character below this one is never wide; asking Unicode for each letter would be slow.
    guard let scalar = next.unicodeScalars.first, scalar.value >= 0x1100 else { return false }
    return character.cellWidth == 2 && next.cellWidth == 2 && !closing.contains(next)
  }

  private static let closing: Set<Character> = [
    "、", "。", "，", "．", "：", "；", "？", "！", "）", "］", "｝", "」", "』", "】", "〉", "》", "ー",
  ]
}

/// Fills lines with chunks.
private struct LineFiller {
  private let width: Int
  private let rest: [Span]
  private var lines: [StyledLine] = []
  private var spans: [Span]
  private var used: Int
  private var isEmpty = true
  private var pendingSpace: Style?

  init(width: Int, first: [Span], rest: [Span]) {
    self.width = width
    self.rest = rest
    spans = first
    used = first.reduce(0) { $0 + $1.width }
  }

  mutating func add(_ chunk: Chunk) {
    if chunk.width > 0 { place(chunk) }
    switch chunk.end {
    case .none: break
    case .space(let style): if !isEmpty { pendingSpace = pendingSpace ?? style }
    case .lineBreak: endLine()
    }
  }

  private mutating func place(_ chunk: Chunk) {
    let needed = chunk.width + (pendingSpace == nil ? 0 : 1)
    if !isEmpty, used + needed > width { endLine() }
    if let style = pendingSpace { append(Span(" ", style)) }
    for span in chunk.spans { append(span) }
    pendingSpace = nil
    isEmpty = false
  }

  private mutating func append(_ span: Span) {
    used += span.width
    if let last = spans.last, !isEmpty, last.style == span.style, last.plainText == nil,
      span.plainText == nil
    {
      spans[spans.count - 1] = Span(last.text + span.text, span.style)
    } else {
      spans.append(span)
    }
  }

  private mutating func endLine() {
    lines.append(StyledLine(spans))
    spans = rest
    used = rest.reduce(0) { $0 + $1.width }
    isEmpty = true
    pendingSpace = nil
  }

  mutating func finish() -> [StyledLine] {
    if !isEmpty || lines.isEmpty { endLine() }
    return lines
  }
}
