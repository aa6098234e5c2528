internal import Markdown
internal import Terminal

/// Sets a table: columns with wrapped cells on a screen, one sentence for each row in a plain
/// stream and on a screen that is too narrow for columns.
struct TableLayout {
  let header: [[Span]]
  let rows: [[[Span]]]
  let alignments: [Table.Alignment]

  private static let gap = " │ "

  func lines(width: Int) -> [StyledLine] {
    let records = rows.flatMap { record($0, width: min(width, Layout.maximumProseWidth)) }
    guard let widths = columnWidths(in: width) else { return records }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "─┼─")
    let grid =
      row(header, widths) + [StyledLine([Span(rule, .dim)], for: .screen)]
      + rows.flatMap { row($0, widths) }
    return grid + records.map { StyledLine($0.spans, for: .plain) }
  }

  /// A width for each column, at least that of its longest word; `nil` if they do not fit.
  private func columnWidths(in width: Int) -> [Int]? {
    let room = width - TableLayout.gap.cellWidth * (header.count - 1)
    let columns = header.indices.map { column in ([header] + rows).map { $0[column] } }
    var widths = columns.map { cells in min(room, cells.map(TableLayout.width).max() ?? 0) }
    let least = columns.map { cells in cells.map(TableLayout.longestWord).max() ?? 0 }
    guard least.reduce(0, +) <= room else { return nil }
    var excess = widths.reduce(0, +) - room
    while excess > 0 {
      // The widest column gives way, so that narrow ones stay whole.
      let candidates = widths.indices.filter { widths[$0] > least[$0] }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return nil }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private static func width(_ cell: [Span]) -> Int { cell.reduce(0) { $0 + $1.width } }

  private static func longestWord(_ cell: [Span]) -> Int {
    StyledLine.wrapping(cell, width: 1).map(\.width).max() ?? 0
  }

  private func row(_ cells: [[Span]], _ widths: [Int]) -> [StyledLine] {
    let wrapped = zip(cells, widths).map { StyledLine.wrapping($0, width: $1) }
    return (0..<(wrapped.map(\.count).max() ?? 0)).map { index in
      var spans: [Span] = []
      for (column, lines) in wrapped.enumerated() {
        if column > 0 { spans.append(Span(TableLayout.gap, .dim)) }
        let line = index < lines.count ? lines[index] : .empty
        spans += padded(line, to: widths[column], alignments[column])
      }
      return StyledLine(spans, for: .screen)
    }
  }

  private func padded(_ line: StyledLine, to width: Int, _ alignment: Table.Alignment) -> [Span] {
    let missing = max(0, width - line.width)
    let before =
      switch alignment {
      case .none, .left: 0
      case .centre: missing / 2
      case .right: missing
      }
    let spaces = [before, missing - before].map { Span(String(repeating: " ", count: $0)) }
    return [spaces[0]] + line.spans + [spaces[1]]
  }

  /// A row as a sentence: `Broker: Kafka. Order: per partition.`
  private func record(_ cells: [[Span]], width: Int) -> [StyledLine] {
    var spans: [Span] = []
    for (name, cell) in zip(header, cells) where !cell.isEmpty {
      if !spans.isEmpty { spans.append(Span(" ")) }
      spans += name + [Span(": ", .bold)] + cell + [Span(".")]
    }
    return StyledLine.wrapping(spans, width: width)
  }
}
