package import Results

/// The fault matrix of a result for people: checks down, faults across, a word in each cell.
package enum MatrixTable {
  /// How many columns a check's title gets at least, if it needs them.
  private static let leastTitle = 16

  /// The table and the sentence that sums it up; the linear form where the table does not fit.
  ///
  /// - Parameters:
  ///   - width: in columns; no line is wider, but for a width below 40 that of 40 is used.
  ///   - isLinear: each check in sentences, for screen readers and pipes.
  package static func lines(
    _ result: LabResult, width: Int = 80, isLinear: Bool = false,
    characters: Diagram.Characters = .unicode
  ) -> [ReportLine] {
    lines(FaultMatrix(result.checks), max(width, 40), isLinear, characters)
  }

  /// The same for a sealed run: the verdicts are all that a matrix shows.
  package static func lines(
    _ result: SealedResult, width: Int = 80, isLinear: Bool = false,
    characters: Diagram.Characters = .unicode
  ) -> [ReportLine] {
    let checks = ReportSource(result).checks
    return lines(FaultMatrix(checks), max(width, 40), isLinear, characters)
  }

  /// Under which faults the component is right, in one sentence.
  package static func sentence(_ result: LabResult) -> String {
    FaultMatrix(result.checks).sentence
  }

  /// The same for a sealed run.
  package static func sentence(_ result: SealedResult) -> String {
    FaultMatrix(ReportSource(result).checks).sentence
  }

  private static func lines(
    _ matrix: FaultMatrix, _ width: Int, _ isLinear: Bool, _ characters: Diagram.Characters
  ) -> [ReportLine] {
    let table = isLinear ? nil : table(matrix, width, characters)
    let rows = table ?? linear(matrix, width, characters)
    let isRight = matrix.rows.allSatisfy { $0.cells.allSatisfy { $0 == nil || $0 == .pass } }
    let kind: ReportLine.Kind = matrix.rows.isEmpty ? .note : isRight ? .pass : .fail
    let sum = matrix.sentence.wrapped(to: width, hang: 0)
    return rows + sum.map { ReportLine(kind, $0) }
  }

  /// Nil if the columns leave too little for the titles.
  private static func table(
    _ matrix: FaultMatrix, _ width: Int, _ characters: Diagram.Characters
  ) -> [ReportLine]? {
    let absent = characters == .unicode ? "–" : "-"
    let words = matrix.rows.map { $0.cells.map { $0?.cellWord ?? absent } }
    let heads = matrix.faults.map(\.rawValue)
    let columns = heads.indices.map { index in
      words.map { $0[index].columns }.reduce(heads[index].columns, max)
    }
    let ids = matrix.rows.map(\.id.columns).reduce(5, max)
    let titles = matrix.rows.map { characters.write($0.name) }
    let longest = titles.map(\.columns).reduce(0, max)
    let room = width - ids - 2 - columns.reduce(0) { $0 + $1 + 2 }
    guard room >= min(longest, leastTitle) else { return nil }
    func line(_ id: String, _ title: String, _ cells: [String]) -> String {
      let title = characters.shorten(title, to: min(room, longest))
      let cells = zip(cells, columns).map { "  " + $0.padded(to: $1) }.joined()
      let start = characters.write(id).padded(to: ids) + "  " + title.padded(to: min(room, longest))
      return (start + cells).withoutTrailingSpaces
    }
    let rows = matrix.rows.indices.map { index in
      ReportLine(
        matrix.rows[index].kindOfLine, line(matrix.rows[index].id, titles[index], words[index]))
    }
    return rows.isEmpty ? [] : [ReportLine(.heading, line("check", "", heads))] + rows
  }

  private static func linear(
    _ matrix: FaultMatrix, _ width: Int, _ characters: Diagram.Characters
  ) -> [ReportLine] {
    matrix.rows.flatMap { row in
      let cells = zip(matrix.faults, row.cells).compactMap { fault, verdict in
        verdict.map { "\($0.cellWord) \(fault.phrase)" }
      }
      let text = characters.write("\(row.id), \(row.name): " + cells.joined(separator: "; "))
      return text.wrapped(to: width, hang: 2).map { ReportLine(row.kindOfLine, $0) }
    }
  }
}

extension FaultMatrix.Row {
  fileprivate var name: String { isKey ? "\(title) (key)" : title }

  /// The worst of its cells gives the row its kind.
  fileprivate var kindOfLine: ReportLine.Kind {
    if cells.contains(where: { $0?.isWrong == true }) { return .fail }
    return cells.contains { $0 != nil && $0 != .pass } ? .note : .pass
  }
}
