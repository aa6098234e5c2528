/// Reads a table out of the source lines of a paragraph, which is what libcmark makes of one.
///
/// The rules are those of GitHub's tables, except that a `|` inside a code span does not end a
/// cell.
enum TableReader {
  /// The table that the lines of a paragraph spell, or `nil` if they spell none.
  ///
  /// - Parameter column: The column, from 1, at which the paragraph starts in its first line; what
  ///   stands before it belongs to the containers around it.
  static func table(in lines: [Substring], column: Int) -> Table? {
    guard lines.count >= 2 else { return nil }
    let rows = lines.map { cells(in: withoutContainers($0, column: column)) }
    let alignments = rows[1].compactMap(alignment)
    guard alignments.count == rows[1].count, alignments.count == rows[0].count,
      lines[1].contains("|")
    else { return nil }
    return Table(
      alignments: alignments, header: rows[0].map(inlines),
      rows: rows.dropFirst(2).map { fitted($0, to: alignments.count).map(inlines) })
  }

  private static func withoutContainers(_ line: Substring, column: Int) -> Substring {
    line.dropFirst(line.prefix(column - 1).prefix { " \t>-*+0123456789.)".contains($0) }.count)
  }

  private static func fitted(_ cells: [String], to count: Int) -> [String] {
    Array(cells.prefix(count)) + Array(repeating: "", count: max(0, count - cells.count))
  }

  private static func alignment(_ cell: String) -> Table.Alignment? {
    let isLeft = cell.hasPrefix(":")
    let isRight = cell.count > 1 && cell.hasSuffix(":")
    let dashes = cell.dropFirst(isLeft ? 1 : 0).dropLast(isRight ? 1 : 0)
    guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return nil }
    if isLeft { return isRight ? .centre : .left }
    return isRight ? .right : Table.Alignment.none
  }

  /// The cells of a row, trimmed, with `\|` read as `|`.
  static func cells(in line: Substring) -> [String] {
    var splitter = CellSplitter(trimmed(line))
    var cells = splitter.split()
    if cells.first == "" { cells.removeFirst() }
    if cells.last == "" { cells.removeLast() }
    return cells
  }

  private static func inlines(_ cell: String) -> [Inline] {
    guard !cell.isEmpty else { return [] }
    // Behind a word, no text can start a list, a heading or any other block.
    let blocks = try? CommonMark.parse("x " + cell) { root in
      var builder = TreeBuilder(lines: [])
      return try builder.build(root)
    }
    guard case .paragraph(let content)? = blocks?.first?.kind, case .text(let head)? = content.first
    else { return [.text(cell)] }
    let rest = String(head.dropFirst(2))
    return (rest.isEmpty ? [] : [.text(rest)]) + content.dropFirst()
  }

  fileprivate static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    let end = start.reversed().drop { $0 == " " || $0 == "\t" }
    return String(end.reversed())
  }
}

/// Cuts a row at every `|` that is neither escaped nor inside a code span.
private struct CellSplitter {
  private let characters: [Character]
  private var cells: [String] = []
  private var cell = ""
  private var index = 0

  init(_ row: String) { characters = Array(row) }

  mutating func split() -> [String] {
    while index < characters.count { step() }
    finishCell()
    return cells
  }

  private mutating func step() {
    let next = index + 1 < characters.count ? characters[index + 1] : nil
    switch characters[index] {
    case "\\" where next == "|":
      cell.append("|")
      index += 2
    case "\\" where next != nil:
      take(2)
    case "|":
      finishCell()
      index += 1
    case "`":
      take(codeSpanLength())
    default:
      take(1)
    }
  }

  private mutating func take(_ count: Int) {
    cell.append(contentsOf: characters[index..<(index + count)])
    index += count
  }

  private mutating func finishCell() {
    cells.append(TableReader.trimmed(cell[...]))
    cell = ""
  }

  /// The length of the code span that starts here, or of its opening ticks if it never ends.
  private func codeSpanLength() -> Int {
    let open = ticks(at: index)
    var position = index + open
    while position < characters.count {
      let run = ticks(at: position)
      if run == open { return position + run - index }
      position += max(run, 1)
    }
    return open
  }

  private func ticks(at position: Int) -> Int {
    characters[position...].prefix { $0 == "`" }.count
  }
}
