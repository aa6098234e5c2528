package import Results

/// The fault matrix of a result for people: checks down, faults across, a word in each cell.
package enum MatrixTable {
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

  /// A matrix that is at hand.
  static func lines(_ matrix: FaultMatrix, width: Int, isLinear: Bool) -> [ReportLine] {
    lines(matrix, max(width, 40), isLinear, .unicode)
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
    guard let layout = MatrixLayout(matrix, width: width, characters) else { return nil }
    guard !matrix.rows.isEmpty else { return [] }
    let heads = matrix.faults.map(\.rawValue)
    let rows = matrix.rows.map {
      ReportLine($0.kindOfLine, layout.line($0.id, $0.name, $0.words(characters)))
    }
    return [ReportLine(.heading, layout.line("check", "", heads))] + rows
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
  /// The title, and whether the check is a key.
  var name: String { isKey ? "\(title) (key)" : title }

  /// What stands in its cells.
  func words(_ characters: Diagram.Characters) -> [String] {
    let absent = characters == .unicode ? "–" : "-"
    return cells.map { $0?.cellWord ?? absent }
  }

  /// The worst of its cells gives the row its kind.
  fileprivate var kindOfLine: ReportLine.Kind {
    if cells.contains(where: { $0?.isWrong == true }) { return .fail }
    return cells.contains { $0 != nil && $0 != .pass } ? .note : .pass
  }
}
