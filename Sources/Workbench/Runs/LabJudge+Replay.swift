internal import Conductor
internal import Course
package import GraderKit
package import Results
internal import Simulation
internal import Toolchain

/// What came of doing a run again.
package struct Replay: Sendable {
  package let record: RunRecord
  /// The run as it went now.
  package let now: Recording?
  package let check: CheckResult
  /// What is not as it was, each in a few words; empty if the names of the runs are equal.
  package let differences: [String]

  /// Whether every step went as it did.
  package var isSame: Bool { now?.trace.digest == record.trace.digest }

  /// The number of the first step that went another way; nil if none did.
  package var firstDifference: Int? {
    guard let now, !isSame else { return nil }
    let pairs = zip(record.trace.steps, now.trace.steps)
    let common = pairs.prefix { $0.isSameEvent(as: $1) }.count
    return common + 1
  }
}

extension TraceStep {
  /// The same thing happened, whatever was printed.
  fileprivate func isSameEvent(as other: TraceStep) -> Bool {
    var (a, b) = (self, other)
    (a.output, b.output, a.state, b.state) = (nil, nil, nil, nil)
    return a == b
  }
}

extension LabJudge {
  /// Does a kept run again on the files of a folder.
  ///
  /// - Throws: `WorkbenchError`; files that cannot be built are thrown as `doesNotBuild`.
  package func replay(
    _ record: RunRecord, folder: String, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Replay {
    let submission = try Submission(folder: folder, declared: lab.manifest.files)
    let request = RunRequest(lab: lab.id, submission: submission, seed: .random)
    var run = try runName(request)
    run.seed = record.run.seed
    let program = try built(submission, isCancelled)
    var order = order(component: program.executable, seed: run.seed, only: [])
    order.replay = CheckerOrder.Replay(record.recording)
    order.reference = try reference(isCancelled: isCancelled)
    let outcome = try only(order, isCancelled)
    let trap = try located(outcome, in: program)
    let check = try judged(
      outcome, cell: outcome.cell, seed: run.seed, location: trap.location, reason: trap.reason)
    return Replay(
      record: record, now: outcome.recording, check: check,
      differences: record.run.differences(from: run))
  }

  /// The one outcome of an order that is about a single run.
  func only(
    _ order: CheckerOrder, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> CellOutcome {
    var found: CellOutcome?
    _ = try checker(isCancelled: isCancelled).run(order, isCancelled: isCancelled) { found = $0 }
    guard let outcome = found else { throw WorkbenchError(.checkerFailed, detail: "no run came") }
    if let fault = outcome.toolFault { throw WorkbenchError(.checkerFailed, detail: fault) }
    return outcome
  }

  /// The cell that an outcome belongs to, with it.
  func judged(
    _ outcome: CellOutcome, cell name: String, seed: String, location: SourceLocation? = nil,
    reason: String? = nil
  ) throws -> CheckResult {
    let assembly = assembly(seed: seed)
    guard let cell = assembly.cells(only: []).first(where: { $0.cell == name }) else {
      throw WorkbenchError(.cellsDiffer, detail: "the lab has no check \(name) any more")
    }
    return assembly.judged(cell, outcome, location: location, reason: reason)
  }
}

extension RunName {
  /// In what another run's name differs, in words.
  fileprivate func differences(from other: RunName) -> [String] {
    var words: [String] = []
    if submission != other.submission { words.append("your files") }
    if labDigest != other.labDigest { words.append("the lab's checks or interface") }
    if kit != other.kit { words.append("edalab itself") }
    if toolchain != other.toolchain {
      words.append("the toolchain (then \(toolchain), now \(other.toolchain))")
    }
    return words
  }
}
