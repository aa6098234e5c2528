internal import Conductor
package import Course
internal import Digests
package import GraderKit
package import Results
package import Simulation
internal import Toolchain

/// The judge turned round: one of a lab's wrong solutions runs, the player picks what goes wrong,
/// and wins when its mistake shows.
package struct BreakGame: Sendable {
  /// A wrong solution that faults can break. Its name would give it away.
  package struct Opponent: Sendable {
    /// The property that it breaks under faults.
    package let check: String
    /// The property as a sentence.
    package let sentence: String
    /// The faults that the property has to bear.
    package let faults: Set<Results.FaultClass>
    /// What its author believed: told when it is beaten.
    package let belief: String
    fileprivate let name: String
  }

  /// What came of a player's faults.
  package struct Round: Sendable {
    package let check: CheckResult
    package let run: RunName
    package let recording: Recording
    /// Whether a right solution bears the same faults: else nothing was shown.
    package let isFair: Bool
    /// The faults that the run did not come to, as their places in the list.
    package let missed: [Int]

    /// Whether the opponent is beaten.
    package var isWon: Bool { check.verdict != .pass && isFair }
  }

  private let judge: LabJudge

  package init(bench: Bench, lab: Lab) throws {
    judge = try LabJudge(bench: bench, lab: lab)
  }

  /// The lab's opponents. Their order is always the same and says nothing.
  package var opponents: [Opponent] {
    judge.manifest.wrong.compactMap(opponent).sorted {
      SHA256.digest($0.name).hex < SHA256.digest($1.name).hex
    }
  }

  private func opponent(_ wrong: GraderManifest.Wrong) -> Opponent? {
    // Whoever is wrong while nothing goes wrong is no opponent.
    let cell = wrong.rejectedBy.first { cell in
      cell.fault != nil && !judge.mistakes.fails(wrong.name, cell.check)
    }
    guard let cell, !wrong.isMemorised, let check = judge.manifest.check(cell.check) else {
      return nil
    }
    let faults = check.faultMillipoints.keys.map { Results.FaultClass($0) }
    return Opponent(
      check: check.id, sentence: check.sentence, faults: Set(faults),
      belief: wrong.misconception, name: wrong.name)
  }

  /// The opponent at work while nothing goes wrong.
  package func rehearsal(
    of opponent: Opponent, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Recording {
    let program = try judge.built(try submission(opponent), isCancelled).executable
    let outcome = try run(program, CheckerOrder.Replay(scenarioOf: opponent.check), isCancelled)
    guard let recording = outcome.recording else {
      throw WorkbenchError(.checkerFailed, detail: "\(opponent.check) left no run")
    }
    return recording
  }

  /// The same run, in which these things go wrong.
  package func play(
    _ disturbances: [Disturbance], against opponent: Opponent, in rehearsal: Recording,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Round {
    var recording = rehearsal
    recording.plan.disturbances = disturbances
    let replay = CheckerOrder.Replay(recording)
    let submission = try submission(opponent)
    let program = try judge.built(submission, isCancelled).executable
    let outcome = try run(program, replay, isCancelled)
    guard let played = outcome.recording,
      let right = try judge.reference(isCancelled: isCancelled)
    else { throw WorkbenchError(.checkerFailed, detail: "\(opponent.check) left no run") }
    let reference = try run(right, replay, isCancelled)
    var name = try judge.runName(
      RunRequest(lab: judge.lab.id, submission: submission, seed: .random))
    name.seed = RunRequest.practiceSeed.description
    return Round(
      check: try judge.judged(outcome, cell: opponent.check, seed: name.seed), run: name,
      recording: played, isFair: reference.verdict == .pass,
      missed: Self.missed(disturbances, played.trace))
  }

  private func submission(_ opponent: Opponent) throws -> Submission {
    let submissions = judge.bench.index.submissions(of: judge.lab)
    guard let stored = submissions.submission(.wrong, opponent.name) else {
      throw WorkbenchError(.labInvalid, detail: "wrong/\(opponent.name) is missing")
    }
    return try Submission(stored, in: submissions)
  }

  private func run(
    _ program: String, _ replay: CheckerOrder.Replay,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> CellOutcome {
    var order = judge.order(
      component: program, seed: RunRequest.practiceSeed.description, only: [])
    order.replay = replay
    return try judge.only(order, isCancelled)
  }

  /// Crashes that never came.
  private static func missed(_ disturbances: [Disturbance], _ trace: Trace) -> [Int] {
    var crashes = trace.steps.count { $0.kind == .crash }
    return disturbances.indices.filter { index in
      guard case .crash = disturbances[index] else { return false }
      crashes -= 1
      return crashes < 0
    }
  }
}
