import EDARuntime
import GraderKit
import Results
import Simulation
import Testing

@Suite("A property's tools")
struct LabUnderTestTests {
  /// Two nodes on one store get the same deposit at the same time.
  private let race = Scenario<Deposits>("race") { plan in
    for name in ["a", "b"] {
      let node = try plan.node(name)
      try plan.deliver(.deposit(id: "x", amount: 10), to: node, atMilliseconds: 0)
    }
  }

  private func everyOrder(limit: Int) -> Check<Deposits> {
    property("H1", needs: .witness(orders: 1)) { lab in
      let count = try lab.everyInterleaving(of: race, limit: limit) { history in
        try expect(history.store().integer("balance"), equals: 10, "the deposit counts once")
      }
      lab.saw("orders", count)
    }
  }

  @Test("every interleaving finds the race between looking and writing, and shows the order")
  func findsRace() throws {
    let outcome = try outcome(MemoryStarter(.checksThenInserts)) { everyOrder(limit: 10_000) }
    #expect(outcome.verdict == .fail)
    #expect(outcome.failure?.expected == "10")
    #expect(outcome.failure?.actual == "20")
    let lines = outcome.failure?.timeline.filter { $0.contains("get main seen/x → nothing") }
    #expect(lines?.count == 2)
  }

  @Test(
    "an account that looks and writes in one transaction survives every order; they are counted")
  func surviving() throws {
    let outcome = try outcome(MemoryStarter()) { everyOrder(limit: 10_000) }
    #expect(outcome.verdict == .pass)
    // An input and three calls on each side: C(8, 4). Who loses the race tries again when it is
    // alone.
    #expect(outcome.count("orders") == 70)
  }

  @Test("beyond the limit, half as many seeded random orders are run")
  func limited() throws {
    let outcome = try outcome(MemoryStarter()) { everyOrder(limit: 20) }
    #expect(outcome.count("orders") == 30)
  }

  @Test("a shake finds replies that depend on the order of hashes")
  func shake() throws {
    func shaken() -> Check<Deposits> {
      property("H1", needs: .none) { lab in
        let deposits = (0..<8).map { Deposits.Call.deposit(id: "d\($0)", amount: 1) }
        try lab.shake(deposits + [.ids])
      }
    }
    #expect(try outcome(MemoryStarter()) { shaken() }.verdict == .pass)
    let outcome = try outcome(MemoryStarter(.dependsOnHashOrder)) { shaken() }
    #expect(outcome.verdict == .fail)
    #expect(
      outcome.failure?.summary
        == "ids has two replies, depending on the order of sets and dictionaries")
    #expect(outcome.failure?.expected != outcome.failure?.actual)
  }

  @Test("components of one world share stores and clock; components of two share nothing")
  func worlds() throws {
    let outcome = try outcome(MemoryStarter()) {
      property("H1", needs: .none) { lab in
        let world = lab.world()
        let a = try world.component("a", setup: NoSetup())
        let b = try world.component("b", setup: NoSetup())
        let other = try lab.component()
        try a.call(.deposit(id: "x", amount: 3))
        try b.expect(.balance, equals: .balance(3))
        try other.expect(.balance, equals: .balance(0))
        try expect(world.store().keys(prefix: "s"), equals: ["seen/x"], "keys")
        try expect(world.store().integer("absent"), equals: 0, "an absent number")
        try expect(world.store().text("balance"), equals: "3", "the balance as text")
        try expect(world.store().bytes("seen/x"), equals: [], "a mark has no bytes")
        try expect(world.store("other").count(), equals: 0, "another store")
      }
    }
    #expect(outcome.failure == nil)
  }

  @Test("time that passes lets timers fire at their own time, in order, also before a crash")
  func passingTime() throws {
    let outcome = try outcome(MemoryStarter()) {
      property("H1", needs: .none) { lab in
        let account = try lab.component()
        try account.call(.later(amount: 5, at: Instant(milliseconds: 40)))
        try account.call(.later(amount: 7, at: Instant(milliseconds: 30)))
        try account.world.pass(milliseconds: 35)
        try expect(account.world.now, equals: Instant(milliseconds: 35), "the time")
        try expect(
          account.world.store().keys(prefix: "seen/"), equals: ["seen/timer@30"], "what fired")
        try account.world.pass(milliseconds: 1000)
        try expect(account.world.store().count(prefix: "seen/timer@40"), equals: 1, "the second")
        try account.expect(.balance, equals: .balance(12))
        try account.call(.later(amount: 9, at: Instant(milliseconds: 2000)))
        try account.crash()
        try account.world.pass(milliseconds: 5000)
        try account.expect(.balance, equals: .balance(12))
      }
    }
    #expect(outcome.failure == nil)
  }

  @Test("a crash loses memory and keeps the store")
  func crash() throws {
    func check() -> Check<Deposits> {
      property("H1", needs: .none) { lab in
        let account = try lab.component()
        try account.call(.deposit(id: "x", amount: 3))
        try account.crash()
        try account.expect(.deposit(id: "x", amount: 3), equals: .balance(3))
      }
    }
    #expect(try outcome(MemoryStarter()) { check() }.verdict == .pass)
    let outcome = try outcome(MemoryStarter(.forgetsOnCrash)) { check() }
    #expect(outcome.failure?.actual == "balance(6)")
    // The crash is a part of what the property does: it is told by the schedule, not as the cause.
    #expect(outcome.failure?.summary.hasPrefix("deposit(") == true)
    #expect(outcome.failure?.timeline.contains { $0.contains("CRASH") } == true)
  }

  @Test("what the component printed at its last step stands in the report")
  func output() throws {
    let starter = MemoryStarter()
    starter.printed = "hello\n"
    let outcome = try outcome(starter) {
      property("H1", needs: .none) { lab in
        try lab.component().call(.balance)
        throw CheckFailure("stop")
      }
    }
    #expect(outcome.failure?.output == "hello\n")
  }

  @Test("the cost in store operations is counted, and can be taken between two moments")
  func storeWork() throws {
    let outcome = try outcome(MemoryStarter()) {
      property("H1", needs: .none) { lab in
        let work = try lab.history(of: threeDeposits).storeWork
        try expect(work.calls, equals: 9, "two gets and a commit for each deposit")
        try expect(work.keys, equals: 12, "two keys read and two written for each")
        try expect(work - work, equals: work - work, "nothing")
        try expect((work - work).calls, equals: 0, "calls between a moment and itself")
      }
    }
    #expect(outcome.failure == nil)
  }

  @Test("require and expect say what they were told, and nothing if they hold")
  func requirements() throws {
    try require(true, "never said")
    try expect(1, equals: 1, "never said")
    #expect(throws: CheckFailure.self) { try require(false, "said") }
    let outcome = try outcome(MemoryStarter()) {
      property("H1", needs: .none) { _ in try expect([1: "a"], equals: [2: "b"], "maps") }
    }
    #expect(outcome.failure?.summary == "maps")
    #expect(outcome.failure?.expected == #"[2: "b"]"#)
    #expect(outcome.failure?.actual == #"[1: "a"]"#)
    #expect(outcome.failure?.timeline == [])
    #expect(outcome.failure?.step == nil)
  }
}
