internal import Markdown
internal import Terminal

/// Sets one block after the other, and remembers the links that it numbered.
struct Composer {
  let readFence: Layout.FenceReader
  private var inlines = InlineComposer()

  init(readFence: @escaping Layout.FenceReader) { self.readFence = readFence }

  mutating func lines(for block: Block, width: Int) -> [StyledLine] {
    let prose = min(width, Layout.maximumProseWidth)
    switch block.kind {
    case .heading(let level, let content): return heading(level, content, width: prose)
    case .paragraph(let content): return paragraph(content, width: prose)
    case .list(let list): return self.list(list, width: width)
    case .quote(let blocks): return quote(blocks, width: width)
    case .code(let info, let text): return code(info: info, text: text, width: width)
    case .table(let table): return self.table(table, width: width)
    case .thematicBreak:
      return [Composer.rule(width: prose), StyledLine([Span("---")], for: .plain)]
    case .html: return []
    }
  }

  /// The targets that were numbered since the last call, one a line.
  mutating func takeLinkTargets() -> [StyledLine] {
    inlines.takeTargets().map { number, target in
      StyledLine([Span("[\(number)] ", .dim), Span(target, .dim)])
    }
  }

  private mutating func blocks(_ blocks: [Block], width: Int, isTight: Bool) -> [StyledLine] {
    var groups: [[StyledLine]] = []
    for block in blocks { groups.append(lines(for: block, width: width)) }
    return isTight ? Array(groups.joined()) : Layout.separated(groups)
  }

  private mutating func heading(_ level: Int, _ content: [Inline], width: Int) -> [StyledLine] {
    let marks = String(repeating: "#", count: level) + " "
    let style = Style(isBold: true, isItalic: level > 2)
    let lines = StyledLine.wrapping(
      inlines.spans(content, style), width: width, first: [Span("", plain: marks)])
    guard level == 1 else { return lines }
    return lines + [Composer.rule(width: lines.map(\.width).max() ?? 0)]
  }

  private static func rule(width: Int) -> StyledLine {
    StyledLine([Span(String(repeating: "─", count: width), .dim)], for: .screen)
  }

  private mutating func paragraph(_ content: [Inline], width: Int) -> [StyledLine] {
    let spans = inlines.spans(content)
    return spans.isEmpty ? [] : StyledLine.wrapping(spans, width: width)
  }

  private mutating func quote(_ blocks: [Block], width: Int) -> [StyledLine] {
    let bar = Span("│ ", .dim, plain: "> ")
    return self.blocks(blocks, width: width - bar.width, isTight: false)
      .map { $0.indented(by: [bar]) }
  }

  private mutating func list(_ list: List, width: Int) -> [StyledLine] {
    var groups: [[StyledLine]] = []
    for (index, item) in list.items.enumerated() {
      let mark = list.start.map { Span("\($0 + index). ") } ?? Span("• ", plain: "- ")
      let lines = blocks(item.blocks, width: width - mark.width, isTight: list.isTight)
      groups.append(Composer.marked(lines.isEmpty ? [.empty] : lines, with: mark))
    }
    return list.isTight ? Array(groups.joined()) : Layout.separated(groups)
  }

  /// Lines behind a mark: the first line of each audience has it, the others its width in spaces.
  private static func marked(_ lines: [StyledLine], with mark: Span) -> [StyledLine] {
    let indent = Span(String(repeating: " ", count: mark.width))
    var isMarkedOnScreen = false
    var isMarkedInPlain = false
    return lines.map { line in
      let needsMark =
        line.audience == .plain ? !isMarkedInPlain : !isMarkedOnScreen
      isMarkedOnScreen = isMarkedOnScreen || line.audience != .plain
      isMarkedInPlain = isMarkedInPlain || line.audience != .screen
      return line.indented(by: [needsMark ? mark : indent])
    }
  }

  private mutating func code(info: String, text: String, width: Int) -> [StyledLine] {
    if let blocks = readFence(info, text) {
      return self.blocks(blocks, width: width, isTight: false)
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let shown = lines.last == "" ? lines.dropLast() : lines[...]
    let isDrawing = ["picture", "mermaid"].contains(info.prefix { $0 != " " })
    return shown.flatMap { CodeLine.lines($0, width: width, isDrawing: isDrawing) }
  }

  private mutating func table(_ table: Table, width: Int) -> [StyledLine] {
    var cells = table.rows.map { _ in [[Span]]() }
    let header = table.header.map { inlines.spans($0, .bold) }
    for (index, row) in table.rows.enumerated() { cells[index] = row.map { inlines.spans($0) } }
    return TableLayout(header: header, rows: cells, alignments: table.alignments).lines(
      width: width)
  }
}

/// Sets one line of code.
private enum CodeLine {
  private static let indent = Span("    ")
  /// How much deeper than the line what goes on below it stands.
  private static let hang = 6

  /// The line. Code goes on below where the screen ends, and has its lines whole in the plain
  /// stream. A drawing is cut with a mark, and has no plain line: the lesson describes it in words
  /// beside it.
  static func lines(_ text: String, width: Int, isDrawing: Bool) -> [StyledLine] {
    let text = text.cleaned
    let room = width - indent.width
    guard text.cellWidth > room else {
      return [StyledLine([indent, Span(text)], for: isDrawing ? .screen : .everyone)]
    }
    if isDrawing {
      let shown = String(text.head(room - 1))
      return [StyledLine([indent, Span(shown), Span("…", .dim)], for: .screen)]
    }
    return folded(text, to: room).map { StyledLine([indent, Span($0)], for: .screen) }
      + [StyledLine([indent, Span(text)], for: .plain)]
  }

  /// The line in several that are code, too: broken at spaces, the comment at its end by itself.
  private static func folded(_ text: String, to room: Int) -> [String] {
    let depth = text.prefix { $0 == " " }.count + hang
    let lead = String(repeating: " ", count: depth < room / 2 ? depth : 0)
    guard let mark = text.firstRange(of: "// ") else { return folded(text[...], lead, to: room) }
    var start = mark.lowerBound
    while start > text.startIndex, text[text.index(before: start)] == "/" {
      start = text.index(before: start)
    }
    let code = text[..<start]
    let isAlone = code.allSatisfy { $0 == " " }
    let before = (isAlone ? String(code) : lead) + text[start..<mark.upperBound]
    return (isAlone ? [] : folded(code, lead, to: room))
      + folded(text[mark.upperBound...], before, to: room, isRest: true)
  }

  private static func folded(
    _ text: Substring, _ lead: String, to room: Int, isRest: Bool = false
  ) -> [String] {
    var lines: [String] = []
    var rest = text
    var start = isRest ? lead : ""
    while (start + rest).cellWidth > room {
      let fitting = rest.head(room - start.cellWidth)
      let head = fitting.isEmpty ? rest.prefix(1) : fitting
      let isBroken = head.endIndex < rest.endIndex && rest[head.endIndex] == " "
      // Without a space that follows a word the line is broken where the screen ends.
      let space = isBroken ? head.endIndex : head.lastIndex(of: " ")
      let end = space.flatMap { rest[..<$0].allSatisfy { $0 == " " } ? nil : $0 } ?? head.endIndex
      lines.append(start + rest[..<end])
      rest = rest[end...].drop { $0 == " " }
      start = lead
    }
    return rest.allSatisfy { $0 == " " } ? lines : lines + [start + rest]
  }
}

extension StringProtocol {
  /// The longest beginning of at most so many cells.
  fileprivate func head(_ room: Int) -> SubSequence {
    var used = 0
    return prefix { character in
      used += character.cellWidth
      return used <= room
    }
  }
}
