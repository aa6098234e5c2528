package import EDARuntime
internal import Results
package import Simulation

/// Judges one component by the checks of its lab: a pure function of the checks, the seed and what
/// the component answers.
package struct Judge<Lab: Bridge> {
  /// After so many checks that ran out of time or space, the rest is skipped: they would, too.
  private static var exhaustionLimit: Int { 2 }

  private let examples: Checks<Lab>
  private let checks: Checks<Lab>
  private let seed: Seed
  private let starter: any InstanceStarter

  package init(
    examples: Checks<Lab>, checks: Checks<Lab>, seed: Seed, starter: any InstanceStarter
  ) {
    self.examples = examples
    self.checks = checks
    self.seed = seed
    self.starter = starter
  }

  /// One cell: a check under one class of fault (nil: none).
  package struct Cell {
    let check: Check<Lab>
    package let isExample: Bool
    let fault: FaultRequest?

    package var isFaulty: Bool { fault != nil }

    package var name: String {
      guard let fault else { return check.id }
      return "\(check.id)/\(fault.faultClass.rawValue)"
    }
  }

  /// Every cell in the order in which it is judged: examples, then hidden checks without faults,
  /// then faults by their cost.
  package var cells: [Cell] {
    let plain =
      examples.all.map { Cell(check: $0, isExample: true, fault: nil) }
      + checks.all.map { Cell(check: $0, isExample: false, fault: nil) }
    let faulty = checks.all.flatMap { check -> [Cell] in
      guard case .invariant(_, let faults, _) = check.body else { return [] }
      return faults.map { Cell(check: check, isExample: false, fault: $0) }
    }
    return plain
      + faulty.enumerated().sorted {
        ($0.element.fault?.cost ?? 0, $0.offset) < ($1.element.fault?.cost ?? 0, $1.offset)
      }.map(\.element)
  }

  /// Judges the cells that `isWanted` selects and tells each outcome as soon as it is known.
  package func run(
    isWanted: (Cell) -> Bool = { _ in true }, report: (CellOutcome) -> Void
  ) {
    var exhausted = 0
    for cell in cells where isWanted(cell) {
      guard exhausted < Self.exhaustionLimit else {
        report(skipped(cell))
        continue
      }
      let outcome = judge(cell)
      if outcome.verdict == .timeout || outcome.verdict == .limit { exhausted += 1 }
      report(outcome)
    }
  }

  private func skipped(_ cell: Cell) -> CellOutcome {
    CellOutcome(
      id: cell.check.id, fault: cell.fault?.faultClass ?? .none, isExample: cell.isExample,
      verdict: .skipped,
      failure: Failure(
        summary: "not run: \(Self.exhaustionLimit) checks have already used up a limit"))
  }

  private func judge(_ cell: Cell) -> CellOutcome {
    let cellSeed = seed.derive("check " + cell.name)
    let trial: any Trial =
      switch cell.check.body {
      case .property(let body):
        PropertyTrial(
          lab: LabUnderTest<Lab>(seed: cellSeed, starter: starter), body: body)
      case .invariant(let scenario, _, let body):
        InvariantTrial(
          scenario: scenario, fault: cell.fault, seed: seed, starter: starter, body: body)
      }
    let ending = trial.perform()
    trial.close()
    return outcome(of: cell, ending, counts: trial.counts)
  }
}

/// A cell being tried.
protocol Trial: AnyObject {
  /// What was seen and counted.
  var counts: [String: Int] { get }
  func perform() -> TrialEnding
  func close()
}

/// How a trial ended.
enum TrialEnding {
  case held
  case broken(CheckFailure, RecordedRun?)
  case lost(RecordedRun)
  case toolFault(String)
}

extension Judge {
  private func outcome(
    of cell: Cell, _ ending: TrialEnding, counts: [String: Int]
  ) -> CellOutcome {
    var outcome = CellOutcome(
      id: cell.check.id, fault: cell.fault?.faultClass ?? .none, isExample: cell.isExample,
      verdict: .pass,
      counts: counts.sorted { $0.key < $1.key }.map { Count(name: $0.key, value: $0.value) })
    switch ending {
    case .held: requireWitness(of: cell.check, counts, &outcome)
    case .broken(let failure, let run):
      outcome.verdict = .fail
      outcome.failure = Report.failure(failure, in: run)
    case .lost(let run):
      outcome.verdict = Report.verdict(of: run)
      outcome.failure = Report.failure(ofLost: run)
      outcome.trapCounters = run.end?.trapCounters ?? []
    case .toolFault(let text):
      outcome.verdict = .inconclusive
      outcome.toolFault = text
    }
    return outcome
  }

  private func requireWitness(
    of check: Check<Lab>, _ counts: [String: Int], _ outcome: inout CellOutcome
  ) {
    let seen = counts[check.witness.name] ?? 0
    guard seen < check.witness.least else { return }
    outcome.verdict = .inconclusive
    outcome.failure = Failure(
      summary: "nothing was wrong, but too little was seen to say that the property holds",
      expected: "\(check.witness.name): at least \(check.witness.least)",
      actual: "\(check.witness.name): \(seen)")
  }
}
