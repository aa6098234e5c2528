public import EDARuntime
internal import Simulation

/// The lab as a property sees it: makes components, lets time pass, counts what was seen.
public final class LabUnderTest<Lab: Bridge> {
  /// Random numbers of this property and seed. Expected values are computed from the same numbers.
  public var random: RandomNumbers

  let seed: Seed
  let starter: any InstanceStarter
  /// Starts the reference solution; nil if there is none at hand.
  let reference: (any InstanceStarter)?
  /// The runs that this property has made, in the order in which they were made.
  private(set) var runs: [LiveRun] = []
  /// The one of them in which something happened last: a failure is about it.
  let latest = LatestRun()
  private(set) var seen: [String: Int] = [:]
  /// Set when a history of a scenario failed, for the report.
  var failedHistory: RecordedRun?

  init(
    seed: Seed, starter: any InstanceStarter, reference: (any InstanceStarter)? = nil
  ) {
    self.seed = seed
    self.starter = starter
    self.reference = reference
    random = seed.generator("property")
  }

  /// A fresh component in a process of its own, with stores of its own.
  public func component(setup: Lab.Setup) throws -> Component<Lab> {
    try world().component("component", setup: setup)
  }

  /// A fresh world: components that are started in it share its stores and its clock.
  public func world() -> LabWorld<Lab> { world(hashVariant: 0) }

  /// A world in whose processes sets and dictionaries are in an order of their own.
  func world(hashVariant: Int) -> LabWorld<Lab> {
    var plan = Plan()
    plan.hashVariant = hashVariant
    return LabWorld(run: addRun(of: plan))
  }

  private func addRun(of plan: Plan) -> LiveRun {
    if runs.count >= CheckBounds.worlds {
      latest.fault = .unbounded("worlds", limit: CheckBounds.worlds)
    }
    let world = World(plan: plan, seed: seed.derive("world \(runs.count)"))
    let run = LiveRun(world: world, words: .of(Lab.self), starter: starter, latest: latest)
    runs.append(run)
    return run
  }

  /// Counts something that was seen, for the property's witness.
  public func saw(_ name: String, _ count: Int = 1) { seen[name, default: 0] += count }

  /// Runs a scenario under faults and returns its history.
  public func history(
    of scenario: Scenario<Lab>, under faults: [NetworkFault] = []
  ) throws -> History<Lab> {
    let plan = try scenario.plan(seed: seed, hasNetworkFaults: !faults.isEmpty)
    var generator = seed.generator("faults of a property")
    let faulty = plan.under(faults.map(\.fault), generator: &generator)
    return try addRun(of: faulty).finish()
  }

  func close() {
    for run in runs { run.performer.close() }
  }
}

extension LabUnderTest where Lab.Setup == NoSetup {
  /// A fresh component in a process of its own.
  public func component() throws -> Component<Lab> { try component(setup: NoSetup()) }
}

extension Scenario {
  /// The seed of the scenario's world in a run of this seed.
  func worldSeed(of seed: Seed) -> Seed { seed.derive("scenario " + name) }

  /// The plan for a seed, as the scenario makes it in a cell of this fault.
  func plan(seed: Seed, under fault: FaultRequest?) throws -> Plan {
    try plan(
      seed: seed, hasNetworkFaults: fault?.isOfNetwork ?? false,
      hasPoison: fault?.isPoison ?? false)
  }

  func plan(
    seed: Seed, hasNetworkFaults: Bool = false, hasPoison: Bool = false
  ) throws -> Plan {
    var draft = ScenarioPlan<Lab>(
      random: seed.generator("scenario " + name), hasNetworkFaults: hasNetworkFaults,
      hasPoison: hasPoison)
    do {
      try build(&draft)
    } catch {
      throw CheckFault(name, at: place, threw: error)
    }
    return draft.plan
  }
}

/// A world under way, with the instances that carry it out.
final class LiveRun {
  var world: World
  let performer: Performer
  private let words: Words
  let latest: LatestRun

  init(world: World, words: Words, starter: any InstanceStarter, latest: LatestRun) {
    self.world = world
    self.words = words
    self.latest = latest
    performer = Performer(starter: starter)
  }

  /// Goes on until `isDone` says so or nothing is left to do. Throws if the component was lost.
  func perform(until isDone: (World) -> Bool = { _ in false }) throws {
    latest.run = self
    if let fault = latest.fault { throw fault }
    try performer.run(&world, until: isDone)
    guard !world.isLost else { throw ComponentLost() }
  }

  /// Everything that a report needs.
  var recorded: RecordedRun {
    RecordedRun(world: world, words: words, output: performer.output, end: performer.end)
  }

  /// Runs to the end.
  func finish<Lab: Bridge>() throws -> History<Lab> {
    defer { performer.close() }
    try perform()
    return History(run: recorded)
  }
}

/// The run in which something happened last.
final class LatestRun {
  weak var run: LiveRun?
  /// Set when the check turns out to have no bound; it ends with the next thing that it does.
  var fault: CheckFault?
  private var callCount = 0

  /// Counts a call that the check makes.
  func countCall() {
    callCount += 1
    if callCount > CheckBounds.calls {
      fault = .unbounded("calls of its own", limit: CheckBounds.calls)
    }
  }
}
