internal import Course
internal import GraderKit
internal import Results

/// Puts together what the checker found and what `grader.yaml` says of a cell: the one place where
/// outcomes become points.
struct CellAssembly {
  let manifest: GraderManifest
  let labNumber: String
  let seed: String
  let isPracticeSeed: Bool
  let mistakes: KnownMistakes

  /// The cells of the lab that a run is asked for, each with its possible points.
  func cells(only: [String]) -> [CheckResult] {
    var all: [CheckResult] = []
    for check in manifest.checks {
      for cell in check.cells {
        let fault = Results.FaultClass(cell.fault)
        all.append(result(of: check, fault: fault, millipoints: cell.millipoints))
      }
    }
    guard !only.isEmpty else { return all }
    return all.filter { only.contains($0.cell) || only.contains($0.id) }
  }

  private func result(
    of check: GraderManifest.Check, fault: Results.FaultClass, millipoints: Int
  ) -> CheckResult {
    CheckResult(
      id: check.id, kind: check.kind == .example ? .example : .property, fault: fault,
      title: check.title, sentence: check.sentence, isKey: check.isKey, verdict: .skipped,
      earnedMillipoints: 0,
      possibleMillipoints: millipoints)
  }

  /// A cell with its outcome. `earlier` are the cells that were judged before it, each with whether
  /// it failed; nil if they are not known.
  func judged(
    _ cell: CheckResult, _ outcome: CellOutcome, location: SourceLocation?, reason: String?,
    after earlier: [String: Bool]? = nil
  ) -> CheckResult {
    var result = cell
    result.verdict = outcome.verdict
    result.counts = outcome.counts
    result.earnedMillipoints = outcome.verdict == .pass ? cell.possibleMillipoints : 0
    guard var failure = outcome.failure else { return result }
    failure.location = location
    if let reason { failure.summary = "the component trapped: \(reason)" }
    failure.misconception = earlier.flatMap { question(cell, outcome, after: $0) }
    failure.replay = replay(cell)
    result.failure = failure
    return result
  }

  /// The belief behind the most similar known mistake, asked and not told; nil when unsure.
  private func question(
    _ cell: CheckResult, _ outcome: CellOutcome, after earlier: [String: Bool]
  ) -> String? {
    guard let symptom = outcome.symptom else { return nil }
    let belief = mistakes.belief(behind: symptom, in: cell.cell, after: earlier) { name in
      manifest.wrong.first { $0.name == name }?.misconception
    }
    return belief.map { "Does your code rest on this? “\($0)”" }
  }

  private func replay(_ cell: CheckResult) -> String {
    let seedFlag = isPracticeSeed ? "" : " --seed \(seed)"
    return "edalab check \(labNumber) --only \(cell.cell)\(seedFlag)"
  }
}

extension Results.FaultClass {
  /// The manifest's word for the same class.
  init(_ fault: Course.FaultClass) {
    self = Results.FaultClass(rawValue: fault.rawValue) ?? .none
  }
}
