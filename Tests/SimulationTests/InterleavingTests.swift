import EDARuntime
import Simulation
import Testing

@Suite("Interleavings")
struct InterleavingTests {
  /// Runs a world under every sequence of choices and returns the orders in which nodes acted.
  private func orders(of plan: Plan, _ behaviour: @escaping Behaviour) -> [[String]] {
    var orders: [[String]] = []
    var choices: [Int]? = []
    while let current = choices, orders.count < 5000 {
      var drive = Drive(plan, behaviour)
      drive.world.plan.choices = current
      drive.run()
      orders.append(drive.lines.filter { $0.contains("<") || $0.contains("->") })
      choices = following(current, drive.world.optionCounts)
    }
    return orders
  }

  private func following(_ choices: [Int], _ counts: [Int]) -> [Int]? {
    var taken = counts.indices.map { $0 < choices.count ? choices[$0] : 0 }
    while let last = taken.popLast() {
      if last + 1 < counts[taken.count] { return taken + [last + 1] }
    }
    return nil
  }

  /// Makes as many calls as the text says.
  private static let calling: Behaviour = { turn in
    for _ in 0..<(Int(turn.text) ?? 0) { _ = try turn.runtime.store().get("k") }
    return .null
  }

  /// In how many ways two sequences of these lengths can be merged.
  private func binomial(_ a: Int, _ b: Int) -> Int {
    a == 0 || b == 0 ? 1 : binomial(a - 1, b) + binomial(a, b - 1)
  }

  @Test(
    "two nodes with one input and k calls each merge in as many ways as there are binomials",
    arguments: [(0, 2), (1, 6), (2, 20), (3, 70), (4, 252)])
  func twoNodes(calls: Int, count: Int) {
    // An input and its k calls are k + 1 actions.
    #expect(binomial(calls + 1, calls + 1) == count)
    let plan = Plan(nodes: ["a", "b"], [("\(calls)", "a", 0), ("\(calls)", "b", 0)])
    let orders = orders(of: plan, Self.calling)
    #expect(orders.count == count)
    #expect(Set(orders).count == count)
  }

  @Test("unequal nodes, three nodes, and inputs at different times are counted as they should be")
  func otherShapes() {
    let unequal = Plan(nodes: ["a", "b"], [("3", "a", 0), ("1", "b", 0)])
    #expect(orders(of: unequal, Self.calling).count == binomial(4, 2))
    let three = Plan(nodes: ["a", "b", "c"], [("0", "a", 0), ("0", "b", 0), ("1", "c", 0)])
    #expect(orders(of: three, Self.calling).count == 12)
    let later = Plan(nodes: ["a", "b"], [("1", "a", 0), ("1", "b", 1)])
    #expect(orders(of: later, Self.calling).count == 1)
  }

  @Test("one node leaves nothing to choose, however many inputs it has")
  func oneNode() {
    var drive = Drive(Plan(("2", 0), ("2", 0)), Self.calling)
    drive.world.plan.choices = [3, 3, 3]
    drive.run()
    #expect(drive.world.optionCounts.isEmpty)
  }

  @Test("a choice beyond the options takes the last one, and choices that are missing the first")
  func clamping() {
    let plan = Plan(nodes: ["a", "b"], [("1", "a", 0), ("1", "b", 0)])
    var drive = Drive(plan, Self.calling)
    drive.world.plan.choices = [9]
    drive.run()
    let order = drive.lines.filter { $0.contains("<") }
    #expect(order == ["0 b < #2/1 \"1\"", "0 a < #1/1 \"1\""])
    #expect(drive.world.optionCounts == [2, 2])
  }
}
