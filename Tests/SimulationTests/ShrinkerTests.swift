import EDARuntime
import Testing

@testable import Simulation

@Suite("The search for the shortest schedule")
struct ShrinkerTests {
  /// Twenty messages, a second apart, and every kind of disturbance.
  private static let long: Plan = {
    var plan = Plan(nodes: ["a", "b"], [])
    for number in 1...20 {
      plan.deliver(
        .array([.string("m\(number)"), .integer(Int64(number) * 100)]),
        to: number % 2 == 0 ? "a" : "b", at: .at(Int64(number) * 1000))
    }
    plan.disturbances = [
      .duplicate(InputName(3), laterByMilliseconds: 700), .swap(InputName(4), InputName(5)),
      .loss(InputName(6)), .delay(InputName(17), byMilliseconds: 900),
      .crash(Crash(node: "a", point: .after(call: 2, of: InputName(8)), survivor: 2)),
      .cut(Cut("a", from: .at(100), until: .at(5100))), .publish(3, .confirmLost),
      .clock(node: "b", at: .at(7), byMilliseconds: -4000),
      .stall(Stall("b", .at(.at(9)), milliseconds: 333)),
    ]
    plan.choices = [1, 0, 1, 1]
    return plan
  }()

  private struct Search {
    var best: Plan
    var tries: Int
    var isMinimal: Bool
  }

  /// Searches to the end, or gives up after more tries than any search may take.
  private func search(
    _ plan: Plan, keeping: Set<Int> = [], limit: Int = 20_000, fails: (Plan) -> Bool
  ) -> Search {
    var shrinker = Shrinker(plan, keeping: keeping)
    while shrinker.triedCount < limit, let candidate = shrinker.next() {
      shrinker.tell(fails: fails(candidate))
    }
    return Search(
      best: shrinker.best, tries: shrinker.triedCount, isMinimal: shrinker.isMinimal)
  }

  private func numbers(_ plan: Plan) -> [Int] { plan.deliveries.map(\.number) }

  @Test("two messages and a fault among many are found, and nothing else is left")
  func knownMinimum() {
    let found = search(Self.long) { plan in
      numbers(plan).contains(3) && numbers(plan).contains(17)
        && plan.disturbances.contains { if case .loss(InputName(6)) = $0 { true } else { false } }
    }
    #expect(numbers(found.best) == [3, 17])
    #expect(found.best.disturbances == [.loss(InputName(6))])
    #expect(found.best.choices == [])
    #expect(found.best.length == 3)
    #expect(found.isMinimal)
    #expect(found.tries < 200)
  }

  @Test("each message and each fault that alone matters is found alone", arguments: 0..<32)
  func single(index: Int) {
    let elements = Self.long.elements
    #expect(elements.count == 32)
    let wanted = Self.long.without(Set(elements).subtracting([elements[index]]))
    let found = search(Self.long) { plan in contains(plan, wanted) }
    #expect(found.best.length == 1)
    #expect(contains(found.best, wanted))
    #expect(found.isMinimal)
  }

  /// Whether a plan has the messages, the kinds of disturbances and the choices of another.
  private func contains(_ plan: Plan, _ other: Plan) -> Bool {
    let kinds = plan.disturbances.map(kind)
    return Set(numbers(other)).isSubset(of: numbers(plan))
      && other.disturbances.allSatisfy { kinds.contains(kind($0)) }
      && other.choices.indices.allSatisfy {
        other.choices[$0] == 0
          || $0 < plan.choices.count && plan.choices[$0] == other.choices[$0]
      }
  }

  private func kind(_ disturbance: Disturbance) -> String {
    String("\(disturbance)".prefix { $0 != "(" })
  }

  /// A predicate over sets of elements that is drawn from a seed. Simplifications keep the
  /// elements.
  private struct Drawn {
    let plan: Plan
    let seed: UInt64
    let isMonotone: Bool
    private let needed: [Set<Plan.Element>]

    init(_ plan: Plan, seed: UInt64, isMonotone: Bool) {
      (self.plan, self.seed, self.isMonotone) = (plan, seed, isMonotone)
      var random = RandomNumbers(seed: seed)
      needed = (0..<3).map { _ in
        let count = Int.random(in: 1...4, using: &random)
        return Set((0..<count).compactMap { _ in plan.elements.randomElement(using: &random) })
      }
    }

    func fails(_ candidate: Plan) -> Bool {
      let left = Set(
        plan.elements.filter { element in
          guard case .message(let number) = element else { return false }
          return candidate.deliveries.contains { $0.number == number }
        })
      guard !isMonotone else { return needed.contains { $0.isSubset(of: left) } }
      // Any set at all can fail or pass; the whole fails.
      let sum = left.reduce(UInt64(seed)) { sum, element in
        guard case .message(let number) = element else { return sum }
        var mixer = SplitMix64(state: seed &+ UInt64(number))
        return sum ^ mixer.next()
      }
      return left.count == plan.deliveries.count || sum % 3 == 0
    }
  }

  @Test(
    "what is found is locally minimal: without any one of its elements it passes",
    arguments: 1...60)
  func locallyMinimal(seed: UInt64) {
    var messages = Self.long
    (messages.disturbances, messages.choices) = ([], [])
    for isMonotone in [true, false] {
      let drawn = Drawn(messages, seed: seed, isMonotone: isMonotone)
      let found = search(messages, fails: drawn.fails)
      #expect(found.isMinimal)
      #expect(drawn.fails(found.best))
      for element in found.best.elements {
        #expect(!drawn.fails(found.best.without([element])), "\(seed) \(isMonotone) \(element)")
      }
    }
  }

  @Test("what must be kept is kept, in every candidate")
  func keeping() {
    var shrinker = Shrinker(Self.long, keeping: [5, 20])
    var isAlwaysThere = true
    while let candidate = shrinker.next() {
      isAlwaysThere = isAlwaysThere && Set(numbers(candidate)).isSuperset(of: [5, 20])
      shrinker.tell(fails: true)
    }
    #expect(isAlwaysThere)
    #expect(numbers(shrinker.best) == [5, 20])
    #expect(shrinker.best.disturbances == [])
  }

  @Test("if everything fails nothing is left; if nothing fails nothing is taken; both end soon")
  func extremes() {
    let all = search(Self.long) { _ in true }
    #expect(all.best.length == 0)
    #expect(all.isMinimal)
    #expect(all.tries <= 40)
    let none = search(Self.long) { _ in false }
    #expect(none.best == Self.long)
    #expect(none.isMinimal)
    // Halves, quarters and so on, and each of 32 for itself.
    #expect(none.tries <= 2 * 32)
    let empty = search(Plan()) { _ in true }
    #expect(empty.tries == 0)
    #expect(empty.isMinimal)
  }

  @Test("a search ends within a bound, also if what fails is arbitrary", arguments: 1...30)
  func bounded(seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    let limit = 32 * 32 + 12 * 64 * 2
    let found = search(Self.long) { _ in Int.random(in: 0..<4, using: &random) == 0 }
    #expect(found.isMinimal)
    #expect(found.tries < limit)
  }

  @Test(
    "messages come earlier, and numbers, clocks and pauses get smaller, as far as it still fails"
  )
  func values() {
    let kept: Set<Int> = [2, 9]
    let found = search(Self.long, keeping: kept) { plan in
      plan.deliveries.allSatisfy { delivery in
        guard case .call(.array(let parts)) = delivery.input, case .integer(let number) = parts[1]
        else { return false }
        return number >= 30
      }
        && plan.disturbances.contains { disturbance in
          guard case .clock(_, _, let shift) = disturbance else { return false }
          return shift <= -60
        }
        && plan.disturbances.contains { disturbance in
          guard case .stall(let stall) = disturbance else { return false }
          return stall.milliseconds >= 1
        }
        && plan.disturbances.contains { disturbance in
          guard case .crash = disturbance else { return false }
          return true
        }
    }
    #expect(found.best.deliveries.map(\.at) == [.start, .start])
    let numbers = found.best.deliveries.map { delivery -> Int64 in
      guard case .call(.array(let parts)) = delivery.input, case .integer(let number) = parts[1]
      else { return 0 }
      return number
    }
    // Halved as often as that still fails: the next half would not.
    #expect(numbers == [50, 56])
    #expect(
      found.best.disturbances == [
        .crash(Crash(node: "a", point: .after(call: 2, of: InputName(8)))),
        .clock(node: "b", at: .at(7), byMilliseconds: -62),
        .stall(Stall("b", .at(.at(9)), milliseconds: 1)),
      ])
  }

  @Test("a plan that is still long is not simplified: it would take too many runs")
  func longPlans() {
    let found = search(Self.long, keeping: Set(1...13)) { plan in plan.deliveries.count >= 13 }
    #expect(found.best.deliveries.map(\.at) == (1...13).map { .at($0 * 1000) })
    #expect(found.isMinimal)
  }

  @Test("every simplification keeps the elements, and none leads back")
  func simplifications() {
    func weight(_ plan: Plan) -> Int64 {
      plan.deliveries.reduce(0) { sum, delivery in
        guard case .call(.array(let parts)) = delivery.input, case .integer(let number) = parts[1]
        else { return sum }
        return sum + delivery.at.milliseconds + number
      }
    }
    let simpler = Self.long.simplifications
    #expect(simpler.count > 40)
    for plan in simpler {
      #expect(plan.elements == Self.long.elements)
      #expect(plan != Self.long)
      #expect(weight(plan) < weight(Self.long) || plan.disturbances != Self.long.disturbances)
    }
  }

  @Test("a choice that is taken out becomes the first option, and the others keep their places")
  func choices() {
    let found = search(Self.long) { plan in plan.choices.count > 2 && plan.choices[2] == 1 }
    #expect(found.best.choices == [0, 0, 1])
    #expect(found.best.length == 1)
  }

  @Test("being told twice, or without a plan to try, changes nothing")
  func toldTooOften() {
    var shrinker = Shrinker(Self.long)
    shrinker.tell(fails: true)
    #expect(shrinker.best == Self.long)
    #expect(shrinker.triedCount == 0)
    _ = shrinker.next()
    shrinker.tell(fails: false)
    shrinker.tell(fails: true)
    #expect(shrinker.best == Self.long)
    #expect(shrinker.triedCount == 1)
  }
}
