internal import EDARuntime
internal import Simulation

/// A run that is over, for histories and reports.
struct RecordedRun {
  var world: World
  let words: Words
  var output: [Int: String]
  let end: InstanceEnd?
  /// What components said of their state at a step, as JSON; empty unless they were asked.
  var states: [Int: String] = [:]
  /// How it can be done again with another plan, if that can be judged.
  var retry: Retry?

  /// Carries a world out to its end. `visit` sees each point at which an instance could be crashed.
  static func complete(
    _ world: World, by starter: any InstanceStarter, _ words: Words,
    isInspecting: Bool = false, visiting visit: ((World) -> Void)? = nil
  ) throws -> RecordedRun {
    var world = world
    let performer = Performer(starter: starter, isInspecting: isInspecting)
    defer { performer.close() }
    try performer.run(&world, visiting: visit)
    return RecordedRun(
      world: world, words: words, output: performer.output, end: performer.end,
      states: performer.states)
  }

  /// The same run, ended by a reply that its call cannot have.
  var violated: RecordedRun {
    var run = self
    let node = world.nodes.first?.name ?? ""
    run.world.receiveViolation(
      FrameViolation(.unknownMessage, "a reply that its call cannot have"), from: node)
    return run
  }

  /// How it ends if this is asked about its history.
  func ending<Lab: Bridge>(_ body: (History<Lab>) throws -> Void) throws -> TrialEnding {
    guard world.outcome == .finished else { return .lost(self) }
    do {
      try body(History(run: self))
      return .held
    } catch let failure as CheckFailure {
      return .broken(failure, self)
    } catch is ForeignReply {
      return .lost(violated)
    }
  }
}
