public import EDARuntime
internal import Simulation

extension LabUnderTest {
  /// Runs a scenario in every order in which the calls of its nodes can be interleaved, and asks `body`
  /// about each history. Beyond `limit` orders, seeded random ones take the place of the rest. Returns
  /// how many were run.
  @discardableResult
  public func everyInterleaving(
    of scenario: Scenario<Lab>, limit: Int, _ body: (History<Lab>) throws -> Void
  ) throws -> Int {
    let (plan, _) = try scenario.plan(seed: seed)
    var choices: [Int]? = []
    var count = 0
    while let current = choices, count < limit {
      let options = try tryInterleaving(of: plan, current, body)
      choices = Self.following(current, options)
      count += 1
    }
    if choices != nil {
      var generator = seed.generator("interleavings")
      for _ in 0..<limit / 2 {
        // 840 is divisible by 1 to 8, so that no option is likelier than another.
        let random = (0..<400).map { _ in Int.random(in: 0..<840, using: &generator) }
        _ = try tryInterleaving(of: plan, random, body)
        count += 1
      }
    }
    return count
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
    of plan: Plan, _ choices: [Int], _ body: (History<Lab>) throws -> Void
  ) throws -> [Int] {
    var world = World(plan: plan, seed: seed.derive("interleaving"))
    world.choices = choices
    let run = LiveRun(world: world, words: .of(Lab.self), starter: starter, latest: latest)
    do {
      let history: History<Lab> = try run.finish()
      try body(history)
    } catch {
      failedHistory = run.recorded
      run.performer.close()
      throw error
    }
    return run.world.optionCounts
  }

  /// Makes the same calls in two processes whose sets and dictionaries are in different order, and fails
  /// if a reply differs: a component must not depend on that order (curriculum R5).
  public func shake(setup: Lab.Setup, _ calls: [Lab.Call]) throws where Lab.Reply: Equatable {
    let first = try component(setup: setup)
    let other = world()
    other.run.world.hashVariant = 1
    let second = try other.component("component", setup: setup)
    for call in calls {
      let (a, b) = (try first.call(call), try second.call(call))
      guard a != b else { continue }
      throw CheckFailure(
        "\(Description.of(call)) has two replies, depending on the order of sets and dictionaries",
        expected: Description.of(a), actual: Description.of(b))
    }
  }
}

extension LabUnderTest where Lab.Setup == NoSetup {
  /// Makes the same calls in two processes whose sets and dictionaries are in different order.
  public func shake(_ calls: [Lab.Call]) throws where Lab.Reply: Equatable {
    try shake(setup: NoSetup(), calls)
  }
}
