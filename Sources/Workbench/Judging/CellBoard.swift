internal import GraderKit
internal import Results

/// The cells of a run, filled in as the checker judges them. What the checker judges and what
/// `grader.yaml` gives points for must be the same.
struct CellBoard {
  private var cells: [CheckResult]
  private var missing: Set<String>
  /// The cells that were judged so far, each with whether it did not pass.
  private(set) var judgedCells: [String: Bool] = [:]

  init(cells: [CheckResult]) {
    self.cells = cells
    missing = Set(cells.map(\.cell))
  }

  /// The cell that an outcome belongs to, as far as it is known.
  func cell(of outcome: CellOutcome) -> CheckResult? {
    cells.first { $0.cell == outcome.cell }
  }

  /// Puts an outcome in its place and returns the cell.
  mutating func enter(
    _ outcome: CellOutcome, judged: (CheckResult) -> CheckResult
  ) throws -> CheckResult {
    guard let place = cells.firstIndex(where: { $0.cell == outcome.cell }) else {
      throw WorkbenchError(
        .cellsDiffer,
        detail: "Checks.swift judges \(outcome.cell), and grader.yaml does not name it")
    }
    if let fault = outcome.toolFault {
      throw WorkbenchError(.checkerFailed, detail: "\(outcome.cell): \(fault)")
    }
    missing.remove(outcome.cell)
    cells[place] = judged(cells[place])
    judgedCells[outcome.cell] = outcome.verdict != .pass
    return cells[place]
  }

  /// All cells; throws if one was never judged.
  func complete() throws -> [CheckResult] {
    if let forgotten = missing.min() {
      throw WorkbenchError(
        .cellsDiffer, detail: "grader.yaml names \(forgotten), and Checks.swift does not judge it")
    }
    return cells
  }
}
