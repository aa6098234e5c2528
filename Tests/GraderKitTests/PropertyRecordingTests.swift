import EDARuntime
import Results
import Testing

@testable import GraderKit
@testable import Simulation

@Suite("A property's run as a plan")
struct PropertyRecordingTests {
  /// What a property did, and the same done again by its plan alone.
  private func twice(
    _ mistake: Mistake = .none, _ body: (LabUnderTest<Deposits>) throws -> Void
  ) throws -> (live: World, again: World) {
    let lab = LabUnderTest<Deposits>(seed: Seed(number: 5), starter: MemoryStarter(mistake))
    defer { lab.close() }
    try body(lab)
    let live = try #require(lab.latest.run?.world)
    var again = World(plan: live.plan, seed: live.seed)
    try Performer(starter: MemoryStarter(mistake)).run(&again)
    return (live, again)
  }

  private func answers(_ world: World) -> [World.InputAnswer?] {
    world.plan.deliveries.map { world.answer(to: $0.number) }
  }

  @Test("calls, passing time, timers, syncs and files come again, with the same digest")
  func sameDigest() throws {
    let (live, again) = try twice { lab in
      let account = try lab.world().component(
        "desk", setup: NoSetup(), files: ["notes": Array("old ".utf8)])
      try account.call(.deposit(id: "a", amount: 5))
      try account.call(.later(amount: 7, at: Instant(milliseconds: 40)))
      try account.call(.note("one"))
      try account.world.pass(milliseconds: 100)
      try account.call(.balance)
      try account.call(.notes)
    }
    #expect(live.steps.count > 20)
    #expect(again.steps == live.steps)
    #expect(again.times == live.times)
    #expect(again.digest == live.digest)
    #expect(again.files == live.files)
  }

  @Test("crashes between two calls come again, and a crash of what is down is none")
  func crashes() throws {
    let (live, again) = try twice(.forgetsOnCrash) { lab in
      let account = try lab.component()
      try account.crash()
      try account.call(.deposit(id: "a", amount: 5))
      try account.crash()
      try account.crash()
      try account.call(.deposit(id: "a", amount: 5))
      try account.call(.balance)
    }
    #expect(live.answer(to: 3) == .reply(try ValueEncoder.encode(Deposits.Reply.balance(10))))
    #expect(live.plan.crashes.count == live.nodes[0].incarnation - 1)
    #expect(again.digest == live.digest)
    #expect(again.stores == live.stores)
  }

  @Test("what was not synced is lost again in the crash that lost it")
  func lostBytes() throws {
    let (live, again) = try twice { lab in
      let account = try lab.component()
      try account.call(.note("one"))
      try account.world.pass(milliseconds: 50)
      try account.call(.note("two"))
      try account.crash()
      try account.call(.notes)
    }
    #expect(live.files["component/notes"]?.contents == Array("one".utf8))
    #expect(again.digest == live.digest)
  }

  @Test("a crash after a pause comes at once in the plan; every answer is the same")
  func lateCrash() throws {
    let (live, again) = try twice { lab in
      let account = try lab.component()
      try account.call(.deposit(id: "a", amount: 5))
      try account.call(.later(amount: 7, at: Instant(milliseconds: 900)))
      try account.world.pass(milliseconds: 500)
      try account.crash()
      try account.world.pass(milliseconds: 1000)
      try account.call(.balance)
    }
    #expect(live.answer(to: 3) == .reply(try ValueEncoder.encode(Deposits.Reply.balance(5))))
    #expect(answers(again) == answers(live))
    #expect(again.stores == live.stores)
  }

  @Test("two components are asked one after the other, in the order of the property")
  func twoComponents() throws {
    let (live, again) = try twice { lab in
      let world = lab.world()
      let left = try world.component("left", setup: NoSetup())
      let right = try world.component("right", setup: NoSetup())
      // All at one instant, the second node first.
      try right.call(.deposit(id: "a", amount: 5))
      try left.call(.balance)
      try right.call(.deposit(id: "b", amount: 6))
      try left.call(.ids)
      try left.call(.later(amount: 1, at: Instant(milliseconds: 0)))
      try right.call(.balance)
    }
    #expect(answers(again) == answers(live))
    #expect(again.digest == live.digest)
  }

  @Test(
    "a component that is started later is there from the start of the plan; answers are the same")
  func lateComponent() throws {
    let (live, again) = try twice { lab in
      let world = lab.world()
      let left = try world.component("left", setup: NoSetup())
      try left.call(.deposit(id: "a", amount: 5))
      let right = try world.component("right", setup: NoSetup())
      try right.call(.balance)
    }
    #expect(answers(again) == answers(live))
    #expect(again.stores == live.stores)
  }

  @Test("of a shake the run in another order of hashes comes again in that order")
  func shake() throws {
    let (live, again) = try twice { lab in
      try lab.shake((0..<6).map { .deposit(id: "d\($0)", amount: 1) } + [.ids])
    }
    #expect(live.plan.hashVariant == 1)
    #expect(again.digest == live.digest)
  }

  @Test("errors of a component are answers, too, and are not delivered again")
  func errors() throws {
    let (live, again) = try twice(.refusesAll) { lab in
      let account = try lab.component()
      for id in ["a", "b"] { _ = try account.attempt(.deposit(id: id, amount: 1)) }
    }
    #expect(live.answeredCount == 2)
    #expect(again.digest == live.digest)
  }
}

@Suite("The shortest calls of a property")
struct PropertyShorteningTests {
  /// Thirty deposits with time between them, one of them again, and then the balance.
  private let long: Check<Deposits> = property("H1", needs: .none) { lab in
    let account = try lab.component()
    for number in 1...30 {
      try account.call(.deposit(id: "d\(number)", amount: Int64(number)))
      if number % 10 == 0 { try account.world.pass(milliseconds: 1000) }
    }
    try account.call(.deposit(id: "d17", amount: 17))
    try account.call(.balance)
    try account.call(.deposit(id: "d30", amount: 30))
    try account.expect(.balance, equals: .balance(465))
  }

  @Test("a wrong answer is shortened against the reference to the calls that lead to it")
  func shortened() throws {
    let judge = explainingJudge(MemoryStarter(.countsTwice)) { long }
    let outcome = try judge.outcomes.only
    let schedule = try #require(outcome.failure?.schedule)
    #expect(schedule.lengthBefore == 34)
    #expect(schedule.length == 3)
    #expect(schedule.isMinimal)
    #expect(schedule.lines.last?.hasSuffix("balance") == true)
    #expect(outcome.failure?.summary == "balance returned something else")
    #expect(outcome.failure?.expected == "balance(1)")
    #expect(outcome.failure?.actual == "balance(2)")
    let again = try judge.again(outcome)
    #expect(again.verdict == .fail)
    #expect(try again.recorded.trace.digest == outcome.recorded.trace.digest)
    let plan = try outcome.recorded.plan
    for element in plan.elements where element != plan.elements.last {
      #expect(try judge.again(outcome, plan: plan.without([element])).verdict == .pass)
    }
  }

  @Test("the crash that a property makes stays in its shortest schedule, and the rest goes")
  func crash() throws {
    let judge = explainingJudge(MemoryStarter(.forgetsOnCrash)) {
      property("H1", needs: .none) { lab in
        let account = try lab.component()
        for number in 1...9 {
          try account.call(.deposit(id: "d\(number)", amount: 2))
          if number % 4 == 0 { try account.crash() }
        }
        try account.expect(.deposit(id: "d3", amount: 2), equals: .balance(18))
      }
    }
    let outcome = try judge.outcomes.only
    let schedule = try #require(outcome.failure?.schedule)
    #expect(schedule.lengthBefore == 12)
    #expect(schedule.length <= 4)
    #expect(schedule.lines.count { $0.hasPrefix("FAULT component crashes") } == 1)
    #expect(try judge.again(outcome).verdict == .fail)
  }

  @Test("a component that ends is shortened without a reference")
  func lost() throws {
    let judge = explainingJudge(
      MemoryStarter(.endsOnDuplicate(.signaled(4))), reference: nil
    ) { long }
    let outcome = try judge.outcomes.only
    #expect(outcome.verdict == .crash)
    #expect(outcome.failure?.schedule?.length == 2)
    #expect(try judge.again(outcome).verdict == .crash)
  }

  @Test(
    "without a reference a wrong answer is recorded as it is, and done again it is the same run")
  func noReference() throws {
    let judge = explainingJudge(MemoryStarter(.countsTwice), reference: nil) {
      property("H1", needs: .none) { lab in
        let world = lab.world()
        let left = try world.component("left", setup: NoSetup())
        // Fires after the property has failed.
        try left.call(.later(amount: 4, at: Instant(milliseconds: 5000)))
        let right = try world.component("right", setup: NoSetup())
        try right.expect(.balance, equals: .balance(9))
      }
    }
    let outcome = try judge.outcomes.only
    #expect(outcome.verdict == .fail)
    #expect(outcome.failure?.schedule == nil)
    #expect(outcome.failure?.actual == "balance(0)")
    let again = try judge.again(outcome)
    // Only the property could say that it is wrong.
    #expect(again.verdict == .pass)
    #expect(try again.recorded.trace.digest == outcome.recorded.trace.digest)
  }

  @Test("a reference that answers in the same way shows that the failure is not in the last answer")
  func sameAnswers() throws {
    let judge = explainingJudge(MemoryStarter()) {
      property("H1", needs: .none) { lab in
        try lab.component().call(.balance)
        throw CheckFailure("something about the whole")
      }
    }
    let outcome = try judge.outcomes.only
    #expect(outcome.verdict == .fail)
    #expect(outcome.failure?.summary == "something about the whole")
    #expect(outcome.failure?.schedule == nil)
    #expect(outcome.failure?.step == 4)
    #expect(try outcome.recorded.trace.brokenAt == 4)
  }

  struct Confused: Error {}

  @Test(
    "a check or a scenario that throws is the tool's fault, is not recorded, and nobody's failure"
  )
  func toolFaults() throws {
    let broken = Scenario<Deposits>("broken") { _ in throw Confused() }
    let outcomes = explainingJudge(MemoryStarter(.countsTwice)) {
      invariant("I1", of: broken, under: .drop, .crash(atEveryEffect: true), needs: .none) { _ in }
      invariant(
        "I2", of: threeDeposits, under: .duplicate, .crash(atEveryEffect: true), needs: .none
      ) { _ in throw Confused() }
      property("H1", needs: .none) { lab in
        try lab.component().call(.balance)
        throw Confused()
      }
      property("H2", needs: .none) { lab in
        try lab.everyInterleaving(of: threeDeposits, limit: 3) { _ in throw Confused() }
      }
    }.outcomes
    #expect(outcomes.count == 8)
    for outcome in outcomes {
      #expect(outcome.verdict == .inconclusive)
      #expect(outcome.toolFault?.hasSuffix("threw Confused()") == true)
      #expect(outcome.failure == nil)
      #expect(outcome.recording == nil)
    }
  }
}
