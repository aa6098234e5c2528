public import EDARuntime
internal import Simulation

extension LabUnderTest {
  /// Runs a scenario in every order in which the calls of its nodes can be interleaved, and asks
  /// `body` about each history. Beyond `limit` orders, seeded random ones take the place of the
  /// rest. Returns how many were run.
  @discardableResult
  public func everyInterleaving(
    of scenario: Scenario<Lab>, limit: Int, _ body: @escaping (History<Lab>) throws -> Void
  ) throws -> Int {
    let plan = try scenario.plan(seed: seed)
    var choices: [Int]? = []
    var count = 0
    while let current = choices, count < limit {
      let options = try tryInterleaving(of: plan, current, body)
      choices = Self.following(current, options)
      count += 1
    }
    if choices != nil {
      try randomInterleavings(of: scenario, count: limit / 2, body)
      count += limit / 2
    }
    return count
  }

  /// Runs a scenario in so many seeded random orders of the calls of its nodes, and asks `body`
  /// about each history. A scenario of many short races is covered best by this: each race takes an
  /// order of its own.
  public func randomInterleavings(
    of scenario: Scenario<Lab>, count: Int,
    _ body: @escaping (History<Lab>) throws -> Void
  ) throws {
    let plan = try scenario.plan(seed: seed)
    var generator = seed.generator("interleavings")
    for _ in 0..<count {
      // 840 is divisible by 1 to 8, so that no option is likelier than another.
      let choices = (0..<2000).map { _ in Int.random(in: 0..<840, using: &generator) }
      _ = try tryInterleaving(of: plan, choices, body)
    }
  }

  /// The next choices in depth-first order, nil after the last.
  static func following(_ choices: [Int], _ optionCounts: [Int]) -> [Int]? {
    var taken = choices + Array(repeating: 0, count: max(0, optionCounts.count - choices.count))
    taken = Array(taken.prefix(optionCounts.count))
    while let last = taken.popLast() {
      if last + 1 < optionCounts[taken.count] { return taken + [last + 1] }
    }
    return nil
  }

  private func tryInterleaving(
    of plan: Plan, _ choices: [Int], _ body: @escaping (History<Lab>) throws -> Void
  ) throws -> [Int] {
    var plan = plan
    plan.choices = choices
    let world = World(plan: plan, seed: seed.derive("interleaving"))
    let run = LiveRun(world: world, words: .of(Lab.self), starter: starter, latest: latest)
    do {
      let history: History<Lab> = try run.finish()
      try body(history)
    } catch {
      failedHistory = run.recorded
      failedHistory?.world.plan.choices = run.world.takenChoices
      failedHistory?.retry = Retry(checkedBy: reference) { [seed, starter] plan, other in
        let world = World(plan: plan, seed: seed.derive("interleaving"))
        return try RecordedRun.complete(world, by: other ?? starter, .of(Lab.self)).ending(body)
      }
      run.performer.close()
      throw error
    }
    return run.world.optionCounts
  }

  /// Makes the same calls in two processes whose sets and dictionaries are in different order, and
  /// fails if a reply differs: a component must not depend on that order (curriculum R5). Returns
  /// the replies.
  @discardableResult
  public func shake(
    setup: Lab.Setup, _ calls: [Lab.Call]
  ) throws -> [Lab.Reply] where Lab.Reply: Equatable {
    let first = try component(setup: setup)
    let other = world(hashVariant: 1)
    let second = try other.component("component", setup: setup)
    return try calls.map { call in
      let (a, b) = (try first.call(call), try second.call(call))
      guard a != b else { return a }
      throw CheckFailure(
        "\(Description.of(call)) has two replies, depending on the order of sets and dictionaries",
        expected: Description.of(a), actual: Description.of(b))
    }
  }
}

extension LabUnderTest where Lab.Setup == NoSetup {
  /// Makes the same calls in two processes whose sets and dictionaries are in different order.
  @discardableResult
  public func shake(_ calls: [Lab.Call]) throws -> [Lab.Reply] where Lab.Reply: Equatable {
    try shake(setup: NoSetup(), calls)
  }
}
