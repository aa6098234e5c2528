import EDARuntime
import Results
import Testing

@testable import GraderKit
@testable import Simulation

@Suite("What looking for the shortest schedule may cost")
struct ShorteningBudgetTests {
  private static let plan: Plan = {
    var plan = Plan()
    plan.addNode("account", setup: .null)
    for number in 1...100 {
      plan.deliver(.integer(0), to: "account", at: Instant(milliseconds: Int64(number)))
    }
    plan.disturbances = (1...50).map { .publish($0, .messageLost) }
    return plan
  }()

  /// A failure of the plan, done again by a predicate in the place of a component.
  private func broken(
    _ plan: Plan = plan, tries: Tries, fails: @escaping (Plan) throws -> TrialEnding?
  ) -> TrialEnding {
    func run(_ plan: Plan) -> RecordedRun {
      RecordedRun(
        world: World(plan: plan, seed: Seed(number: 1)), words: .of(Deposits.self), output: [:],
        end: nil)
    }
    var first = run(plan)
    first.retry = Retry { plan in
      tries.count += 1
      return try fails(plan) ?? .broken(CheckFailure("no"), run(plan))
    }
    return .broken(CheckFailure("no"), first)
  }

  private final class Tries { var count = 0 }

  private static let everything = Shortening.Budget(runs: 1500, messages: 60_000)

  @Test("within its budget it finds the shortest schedule, and says what that took")
  func found() throws {
    let tries = Tries()
    var budget = Self.everything
    let ending = broken(tries: tries) { $0.deliveries.contains { $0.number == 42 } ? nil : .held }
    let shortest = try #require(Shortening.shortest(of: ending, budget: &budget))
    #expect(shortest.plan.deliveries.map(\.number) == [42])
    #expect(shortest.plan.disturbances == [])
    #expect(shortest.lengthBefore == 150)
    #expect(shortest.isMinimal)
    #expect(budget.runs + tries.count == 1500)
    #expect(budget.messages < 60_000)
  }

  @Test("the budget of runs and the budget of messages end the search, with the best until then")
  func spent() throws {
    // The shortest plan that is tried here has 50 elements.
    for (runs, messages, most) in [(9, 60_000, 9), (1500, 700, 15), (1, 1, 1)] {
      let tries = Tries()
      var budget = Shortening.Budget(runs: runs, messages: messages)
      let ending = broken(tries: tries) { $0.deliveries.count > 60 ? nil : .held }
      let shortest = try #require(Shortening.shortest(of: ending, budget: &budget))
      #expect(tries.count <= most)
      #expect(!shortest.isMinimal)
      #expect(shortest.plan.deliveries.count > 60)
      #expect(budget.runs == runs - tries.count)
      var none = budget
      none.runs = 0
      #expect(Shortening.shortest(of: ending, budget: &none) == nil)
      #expect(none.runs == 0)
    }
  }

  @Test("one cell uses at most its own part of the budget")
  func ofOneCell() {
    let tries = Tries()
    var budget = Self.everything
    // Every element is needed but one at the end: many tries, none of which helps.
    let ending = broken(tries: tries) { $0.length >= 150 ? nil : .held }
    _ = Shortening.shortest(of: ending, budget: &budget)
    #expect(tries.count <= 400)
    #expect(60_000 - budget.messages <= 20_000 + 150)
    #expect(tries.count > 50)
  }

  @Test("what does not fail again, cannot be run, or has no way to be run is not shortened")
  func notAgain() {
    struct Broken: Error {}
    var budget = Self.everything
    let held = broken(tries: Tries()) { _ in .held }
    #expect(Shortening.shortest(of: held, budget: &budget) == nil)
    let thrown = broken(tries: Tries()) { _ in throw Broken() }
    #expect(Shortening.shortest(of: thrown, budget: &budget) == nil)
    let tool = broken(tries: Tries()) { _ in .toolFault(ToolFault(CheckFault("no"))) }
    #expect(Shortening.shortest(of: tool, budget: &budget) == nil)
    #expect(Shortening.shortest(of: .held, budget: &budget) == nil)
    #expect(Shortening.shortest(of: .broken(CheckFailure("no"), nil), budget: &budget) == nil)
    var run = RecordedRun(
      world: World(plan: Self.plan, seed: Seed(number: 1)), words: .of(Deposits.self), output: [:],
      end: nil)
    #expect(Shortening.shortest(of: .broken(CheckFailure("no"), run), budget: &budget) == nil)
    run.retry = Retry { _ in .lost(run) }
    // A component that ends is another failure than a property that is broken.
    #expect(Shortening.shortest(of: .broken(CheckFailure("no"), run), budget: &budget) == nil)
  }

  @Test("faults of messages that nobody published go at once")
  func neverActed() throws {
    var first: Plan?
    var budget = Self.everything
    let ending = broken(tries: Tries()) { plan in
      if plan != Self.plan { first = first ?? plan }
      return plan.deliveries.count >= 100 ? nil : .held
    }
    let shortest = try #require(Shortening.shortest(of: ending, budget: &budget))
    #expect(first?.disturbances == [])
    #expect(shortest.plan.disturbances == [])
  }

  @Test("a crash is moved to the first point that breaks it, and then less may be needed before it")
  func movedCrash() throws {
    func crash(_ call: Int, of input: Int) -> Crash {
      Crash(node: "account", point: .after(call: call, of: InputName(input)))
    }
    var plan = Plan()
    plan.addNode("account", setup: .null)
    for number in 1...3 {
      plan.deliver(.integer(0), to: "account", at: Instant(milliseconds: Int64(number)))
    }
    plan.disturbances = [.crash(crash(2, of: 3))]
    func fails(_ plan: Plan) -> Bool {
      let numbers = plan.deliveries.map(\.number)
      switch plan.crashes.first {
      case crash(2, of: 3): return numbers == [1, 2, 3]
      case crash(1, of: 2): return numbers.contains(2)
      default: return false
      }
    }
    var ending = broken(plan, tries: Tries()) { fails($0) ? nil : .held }
    guard case .broken(let failure, var run?) = ending else { return }
    run.retry?.earliestCrash = { quiet in
      #expect(quiet.crashes.isEmpty)
      return [crash(1, of: 1), crash(1, of: 2), crash(2, of: 3)]
    }
    ending = .broken(failure, run)
    var budget = Self.everything
    let shortest = try #require(Shortening.shortest(of: ending, budget: &budget))
    #expect(shortest.plan.crashes == [crash(1, of: 2)])
    #expect(shortest.plan.deliveries.map(\.number) == [2])
    #expect(shortest.isMinimal)
  }

  @Test("all failures of a lab share one budget: those that come last are reported as they are")
  func shared() {
    let tries = Tries()
    var budget = Self.everything
    let ending = broken(tries: tries) { $0.length >= 150 ? nil : .held }
    let found = (1...5).map { _ in Shortening.shortest(of: ending, budget: &budget) != nil }
    #expect(found.first == true)
    #expect(found.last == false)
    #expect(budget.isSpent)
    #expect(tries.count + budget.runs == 1500)
    #expect(budget.messages > -1000)
  }
}
