internal import Digests
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
  /// Starts the reference solution, which says what is right where a property does not.
  private let reference: (any InstanceStarter)?
  /// Whether failures are shortened and recorded.
  private let explains: Bool
  /// In so many runs is a crash tried, all cells together.
  private let crashRuns: Int

  package init(
    examples: Checks<Lab>, checks: Checks<Lab>, seed: Seed, starter: any InstanceStarter,
    reference: (any InstanceStarter)? = nil, explains: Bool = false, crashRuns: Int = 2000
  ) {
    self.examples = examples
    self.checks = checks
    self.seed = seed
    self.starter = starter
    self.reference = reference
    self.explains = explains
    self.crashRuns = crashRuns
  }

  /// One cell: a check under one class of fault (nil: none).
  package struct Cell {
    let check: Check<Lab>
    package let isExample: Bool
    let fault: FaultRequest?

    package var isFaulty: Bool { fault != nil }

    /// Where the check's author wrote it, `Checks.swift:42`.
    package var place: String { check.place.description }

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
  /// `willJudge` hears of a cell before it is tried. A failure that is going to be shortened is
  /// told to `onFailure` first, as it was found.
  package func run(
    isWanted: (Cell) -> Bool = { _ in true }, willJudge: (Cell) -> Void = { _ in },
    onFailure: (CellOutcome) -> Void = { _ in }, report: (CellOutcome) -> Void
  ) {
    var exhausted = 0
    var budget = Self.shorteningBudget
    for cell in cells where isWanted(cell) {
      guard exhausted < Self.exhaustionLimit else {
        report(skipped(cell))
        continue
      }
      willJudge(cell)
      let outcome = judge(cell, &budget, onFailure)
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

  /// All failures of a lab are shortened within this.
  private static var shorteningBudget: Shortening.Budget {
    Shortening.Budget(runs: 1500, messages: 60_000)
  }

  private func judge(
    _ cell: Cell, _ budget: inout Shortening.Budget, _ onFailure: (CellOutcome) -> Void
  ) -> CellOutcome {
    let trial = trial(of: cell)
    let ending = trial.perform()
    let counts = trial.counts
    defer { trial.close() }
    let found = outcome(of: cell, ending, counts: counts)
    guard explains, let run = ending.run else { return found }
    if run.retry != nil { onFailure(found) }
    let shortest = Shortening.shortest(of: ending, budget: &budget)
    var outcome = outcome(of: cell, shortest?.ending ?? ending, counts: counts)
    let shown = shortest?.ending.run ?? trial.again(ending, run)
    let broken = outcome.failure?.step
    // What is shown need not be the run in which it was noticed.
    let isThere = shortest != nil || shown.hasSameSteps(as: run, upTo: broken ?? 0)
    let recording = recording(
      of: withStates(shown), in: cell, brokenAt: isThere ? broken : nil)
    outcome.recording = recording
    outcome.symptom = found.symptom
    outcome.failure?.schedule = shortest.map { shortest in
      Schedule(
        lines: recording.trace.schedule, lengthBefore: shortest.lengthBefore,
        isMinimal: shortest.isMinimal)
    }
    return outcome
  }

  /// The run with what its components say of their state, if they do the same when it is done once
  /// more.
  private func withStates(_ run: RecordedRun) -> RecordedRun {
    let world = World(plan: run.world.plan, seed: run.world.seed)
    guard !run.world.isLost,
      let again = try? RecordedRun.complete(world, by: starter, run.words, isInspecting: true),
      again.world.steps == run.world.steps
    else { return run }
    var run = run
    run.states = again.states
    return run
  }

  private func trial(of cell: Cell) -> any Trial {
    let cellSeed = seed.derive("check " + cell.name)
    switch cell.check.body {
    case .property(let body):
      return PropertyTrial(
        lab: LabUnderTest<Lab>(seed: cellSeed, starter: starter, reference: reference), body: body)
    case .invariant(let scenario, _, let body):
      return InvariantTrial(
        scenario: scenario, fault: cell.fault, seed: seed, starter: starter, reference: reference,
        crashRuns: crashRunsOfOneCell, body: body)
    }
  }

  /// The same whichever cells are asked for.
  private var crashRunsOfOneCell: Int {
    max(1, crashRuns / max(1, cells.count { $0.fault?.faultClass == .crash }))
  }

  private func recording(
    of run: RecordedRun, in cell: Cell, brokenAt step: Int?
  ) -> Recording {
    Recording(
      cell: cell.name, worldSeed: run.world.seed.description, plan: run.world.plan,
      trace: Trace(
        lab: "", cell: cell.name, seed: seed.description, nodes: run.world.nodes.map(\.name),
        schedule: ScheduleWords.lines(of: run), steps: TraceBuilder(run).steps, brokenAt: step,
        digest: run.world.digest.description))
  }

  /// Does a recorded run again, on the component as it is now. The verdict says whether it still
  /// fails; where only the property itself could say that and no reference is at hand, it passes.
  package func replay(_ cell: Cell, plan: Plan, worldSeed: Seed) -> CellOutcome {
    let trial = trial(of: cell)
    defer { trial.close() }
    let (ending, run) = trial.replay(World(plan: plan, seed: worldSeed))
    var outcome = outcome(of: cell, ending, counts: [:], isReplay: true)
    outcome.recording = run.map { recording(of: $0, in: cell, brokenAt: outcome.failure?.step) }
    return outcome
  }
}

extension Judge {
  /// Runs the scenario of an invariant as it is when nothing goes wrong; nil for a property, which
  /// has none.
  package func rehearse(_ cell: Cell) -> CellOutcome? {
    guard case .invariant(let scenario, _, _) = cell.check.body else { return nil }
    do {
      let plan = try scenario.plan(seed: seed, under: nil)
      return replay(cell, plan: plan, worldSeed: scenario.worldSeed(of: seed))
    } catch {
      return outcome(of: cell, .toolFault(ToolFault(error)), counts: [:])
    }
  }
}

/// A cell being tried.
protocol Trial: AnyObject {
  /// What was seen and counted.
  var counts: [String: Int] { get }
  func perform() -> TrialEnding
  /// Carries out a world in the place of the trial's own.
  func replay(_ world: World) -> (TrialEnding, RecordedRun?)
  func close()
}

extension Trial {
  /// A property's run done again by its plan, as a replay does it: all nodes start at once, and it
  /// goes on to its end, where a property stops at the failure. The run itself if the component
  /// does something else then, or was lost.
  fileprivate func again(_ ending: TrialEnding, _ run: RecordedRun) -> RecordedRun {
    guard case .broken = ending, run.world.plan.isAsked,
      let again = replay(World(plan: run.world.plan, seed: run.world.seed)).1,
      run.world.hasSameAnswers(as: again.world)
    else { return run }
    return again
  }
}

extension RecordedRun {
  /// Whether the first steps are those of the other run.
  fileprivate func hasSameSteps(as other: RecordedRun, upTo count: Int) -> Bool {
    world.steps.prefix(count) == other.world.steps.prefix(count)
  }
}

extension Plan {
  /// Whether a property asked for it, call by call.
  fileprivate var isAsked: Bool { deliveries.contains { $0.origin == .property } }
}

extension World {
  /// Whether the messages of the plan that were answered here were answered there in the same way.
  fileprivate func hasSameAnswers(as other: World) -> Bool {
    plan.deliveries.allSatisfy { delivery in
      answer(to: delivery.number).map { $0 == other.answer(to: delivery.number) } ?? true
    }
  }
}

/// How a trial ended.
enum TrialEnding {
  case held
  case broken(CheckFailure, RecordedRun?)
  case lost(RecordedRun)
  case toolFault(ToolFault)
}

extension Judge {
  private func outcome(
    of cell: Cell, _ ending: TrialEnding, counts: [String: Int], isReplay: Bool = false
  ) -> CellOutcome {
    var outcome = CellOutcome(
      id: cell.check.id, fault: cell.fault?.faultClass ?? .none, isExample: cell.isExample,
      verdict: .pass,
      counts: counts.sorted { $0.key < $1.key }.map { Count(name: $0.key, value: $0.value) })
    switch ending {
    case .held:
      // A part of a scenario need not show what the whole must.
      if !isReplay { requireWitness(of: cell.check, counts, &outcome) }
    case .broken(let failure, let run):
      outcome.verdict = .fail
      outcome.failure = Report.failure(failure, in: run)
      outcome.symptom = Symptom(failure, in: run)
    case .lost(let run):
      outcome.verdict = Report.verdict(of: run)
      outcome.failure = Report.failure(ofLost: run)
      outcome.trapCounters = run.end?.trapCounters ?? []
    case .toolFault(let fault):
      outcome.verdict = .inconclusive
      outcome.toolFault = fault.isOfCheck ? "\(cell.check.place): \(fault.text)" : fault.text
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
