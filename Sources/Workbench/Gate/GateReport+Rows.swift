internal import Course
internal import Foundation
internal import GraderKit
internal import Results
internal import Synchronization

extension GateReport {
  /// The checks must judge what `grader.yaml` gives points for, and the other way round.
  mutating func compareCells(judged: [String]) {
    for cell in judged where !cells.contains(cell) {
      problems.append("Checks.swift judges \(cell), and grader.yaml does not name it")
    }
    for cell in cells where !judged.contains(cell) {
      problems.append("grader.yaml names \(cell), and no check judges it")
    }
    for name in Set(judged).filter({ name in judged.count { $0 == name } > 1 }).sorted() {
      problems.append("two checks are named \(name)")
    }
  }

  /// Judges all trials, two at a time, and keeps their order.
  mutating func addRows(
    _ trials: [GateTrial], _ progress: @Sendable (String) -> Void
  ) throws {
    let results = Mutex<[Int: Result<(Row, [String]), any Error>]>([:])
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < trials.count else { return }
        let result = Result { try Self.row(trials[index]) }
        results.withLock { $0[index] = result }
        progress("\(trials[index].group)/\(trials[index].name)")
      }
    }
    let all = results.withLock { $0 }
    for index in trials.indices {
      guard let (row, complaints) = try all[index]?.get() else { continue }
      rows.append(row)
      problems += complaints
    }
  }

  private static func row(_ trial: GateTrial) throws -> (Row, [String]) {
    let outcomes = try trial.perform()
    let complaints = trial.complaints(about: outcomes.map(\.result))
    var broken: [Broken] = []
    for check in outcomes.flatMap(\.result.checks) where check.verdict != .pass {
      guard !broken.contains(where: { $0.cell == check.cell }) else { continue }
      broken.append(Broken(cell: check.cell, verdict: check.verdict.rawValue))
    }
    var expected: [String] = []
    if case .rejected(let cells, _, _) = trial.expectation { expected = cells }
    let row = Row(
      group: trial.group, name: trial.name, broken: broken,
      status: outcomes.first?.result.status.rawValue ?? "", expected: expected,
      isAsExpected: complaints.isEmpty, cpuMilliseconds: outcomes.first?.cpuMilliseconds ?? 0,
      symptoms: outcomes.first?.symptoms.mapValues(\.text) ?? [:])
    return (row, complaints)
  }

  /// A property that rejects no wrong submission has not been shown to find anything.
  mutating func requireKillers(of manifest: GraderManifest) {
    for check in manifest.checks where check.kind != .example {
      let kills = rows.contains { row in
        row.group == "wrong"
          && row.broken.contains { $0.cell == check.id || $0.cell.hasPrefix(check.id + "/") }
      }
      if !kills { warnings.append("\(check.id) rejects none of the wrong submissions") }
    }
  }

  /// What a learner's failure is compared with must be how the wrong submissions fail now.
  mutating func compareMistakes(with written: KnownMistakes, isDraft: Bool) {
    guard written != knownMistakes else { return }
    let text =
      "\(Lab.knownMistakes) does not say how the wrong submissions fail now; "
      + "edalab lab check \(lab) --fix writes it"
    if isDraft { warnings.append(text) } else { problems.append(text) }
  }

  /// The kill matrix: a row for each submission, a column for each cell.
  package var table: [String] {
    let width = (rows.map { $0.group.count + $0.name.count + 1 }.max() ?? 0) + 2
    return rows.map { row in
      let name = "\(row.group)/\(row.name)"
      let padding = String(repeating: " ", count: max(1, width - name.count))
      let mark = row.isAsExpected ? "ok " : "BAD"
      let whole =
        row.status == RunStatus.notGradable.rawValue ? "is not gradable" : "passes everything"
      let broken =
        row.broken.isEmpty
        ? whole
        : row.broken.map { cell in
          row.expected.contains { $0 == cell.cell || cell.cell.hasPrefix($0 + "/") }
            ? "[\(cell.cell)]" : cell.cell
        }.joined(separator: " ")
      return "\(mark)  \(name)\(padding)\(broken)"
    }
  }
}
