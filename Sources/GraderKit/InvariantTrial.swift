internal import EDARuntime
internal import Simulation

/// An invariant being tried under one class of fault.
final class InvariantTrial<Lab: Bridge>: Trial {
  private let scenario: Scenario<Lab>
  private let fault: FaultRequest?
  private let seed: Seed
  private let starter: any InstanceStarter
  /// Starts the reference solution; nil if there is none at hand.
  private let reference: (any InstanceStarter)?
  /// In so many runs at most is a crash tried.
  private let crashRuns: Int
  private let body: (History<Lab>) throws -> Void
  private(set) var counts: [String: Int] = [:]

  init(
    scenario: Scenario<Lab>, fault: FaultRequest?, seed: Seed, starter: any InstanceStarter,
    reference: (any InstanceStarter)? = nil, crashRuns: Int = .max,
    body: @escaping (History<Lab>) throws -> Void
  ) {
    self.scenario = scenario
    self.fault = fault
    self.seed = seed
    self.starter = starter
    self.reference = reference
    self.crashRuns = crashRuns
    self.body = body
  }

  func close() {}

  func perform() -> TrialEnding {
    do {
      var plan = try scenario.plan(seed: seed, under: fault)
      // The world of a scenario has the same seed in every column, so that columns differ by faults
      // and by what the scenario makes of them.
      switch fault?.plan {
      case nil, .poison: return try attempt(World(plan: plan, seed: worldSeed))
      case .faults(let faults): return try attempt(under: faults, plan)
      case .crashAtEveryCall(let tearingAtEveryByte):
        plan.tearsAtEveryByte = tearingAtEveryByte
        return try sweep(World(plan: plan, seed: worldSeed))
      }
    } catch {
      return .toolFault(ToolFault(error))
    }
  }

  private var worldSeed: Seed { scenario.worldSeed(of: seed) }

  private func attempt(under faults: [Fault], _ plan: Plan) throws -> TrialEnding {
    var generator = seed.generator("faults of scenario " + scenario.name)
    let faulty = plan.under(faults, generator: &generator)
    for (name, number) in faulty.faultCounts { count(name, number) }
    return try attempt(World(plan: faulty, seed: worldSeed))
  }

  /// Runs a world to its end and asks the invariant about its history.
  private func attempt(_ world: World) throws -> TrialEnding {
    try judge(try complete(world))
  }

  private func complete(
    _ world: World, earlierOutput: [Int: String] = [:], by other: (any InstanceStarter)? = nil,
    visiting: ((World) -> Void)? = nil
  ) throws -> RecordedRun {
    var run = try RecordedRun.complete(
      world, by: other ?? starter, .of(Lab.self), visiting: visiting)
    run.output = earlierOutput.merging(run.output) { $1 }
    run.retry = Retry(
      checkedBy: reference, attempt: { try self.attempt($0, by: $1) },
      earliestCrash: { try self.crashes(of: $0) })
    return run
  }

  /// Runs a plan as a scenario's is run, on the component or on another one, and judges it.
  func attempt(_ plan: Plan, by other: (any InstanceStarter)? = nil) throws -> TrialEnding {
    try judge(try complete(World(plan: plan, seed: worldSeed), by: other))
  }

  private func judge(_ run: RecordedRun) throws -> TrialEnding {
    try run.ending { (history: History<Lab>) in
      try body(history)
      for (name, number) in history.seen.counts { count(name, number) }
    }
  }

  func replay(_ world: World) -> (TrialEnding, RecordedRun?) {
    do {
      let run = try complete(world)
      return (try judge(run), run)
    } catch {
      return (.toolFault(ToolFault(error)), nil)
    }
  }

  private func count(_ name: String, _ number: Int) { counts[name, default: 0] += number }
}

extension InvariantTrial {
  /// Runs once, keeping every point at which a crash would leave something new, and goes on from
  /// each with a fresh instance. What is reported, and a sample of the rest, is run again whole,
  /// with a real kill.
  private func sweep(_ world: World) throws -> TrialEnding {
    var points = CrashPoints()
    let base = try complete(world, visiting: { points.visit($0) })
    guard base.world.outcome == .finished else { return .lost(base) }
    count("crash points", points.coveredCount)
    count("distinct crash points", points.candidates.count)
    let chosen = Self.evenly(points.candidates, atMost: crashRuns)
    if chosen.count < points.candidates.count { count("crash points tried", chosen.count) }
    for (index, candidate) in chosen.enumerated() {
      let ending = try attempt(candidate, of: world, base: base, isSample: index % 16 == 7)
      guard case .held = ending else { return ending }
    }
    return .held
  }

  /// So many of them, spread over the whole; the first and the last are among them.
  static func evenly<Element>(_ all: [Element], atMost limit: Int) -> [Element] {
    guard all.count > limit else { return all }
    guard limit > 1 else { return Array(all.prefix(limit)) }
    return (0..<limit).map { all[$0 * (all.count - 1) / (limit - 1)] }
  }

  private func attempt(
    _ candidate: CrashPoints.Candidate, of world: World, base: RecordedRun, isSample: Bool
  ) throws -> TrialEnding {
    var plan = world.plan
    plan.disturbances.append(.crash(candidate.crash))
    let whole = World(plan: plan, seed: world.seed)
    // A copy of a world has no processes: with one node the fresh instance is all there is to
    // start.
    guard world.nodes.count == 1 else { return try attempt(whole) }
    let earlier = base.output.filter { $0.key <= candidate.world.step }
    let run = try complete(candidate.world, earlierOutput: earlier)
    let ending = try judge(run)
    if case .held = ending, !isSample { return ending }
    let again = try complete(whole)
    count("crashes run again whole", 1)
    guard again.world.steps == run.world.steps else { return notRepeatable(again) }
    return ending
  }

  private func crashes(of plan: Plan) throws -> [Crash] {
    var points = CrashPoints()
    _ = try complete(World(plan: plan, seed: worldSeed), visiting: { points.visit($0) })
    return points.candidates.map(\.crash)
  }

  private func notRepeatable(_ run: RecordedRun) -> TrialEnding {
    let failure = CheckFailure(
      "the component did something else when the same run was repeated",
      expected: "the same inputs lead to the same calls and replies",
      actual: "two runs of the same name differ")
    return .broken(failure, run)
  }
}
