import EDARuntime
import Results
import Testing

@testable import GraderKit
@testable import Simulation

@Suite("The shortest schedule of a failure")
struct ShorteningTests {
  /// Thirty deposits, a second apart, each of another amount.
  private static let many = Scenario<Deposits>("many") { plan in
    let node = try plan.node("account")
    for number in 1...30 {
      try plan.deliver(
        .deposit(id: "d\(number)", amount: Int64(number) * 7), to: node,
        atMilliseconds: Int64(number) * 1000)
    }
  }

  /// The balance is the sum of what was planned, each deposit counted once.
  @Sendable private static func requirePlannedSum(_ history: History<Deposits>) throws {
    var sum: Int64 = 0
    for case .deposit(_, let amount) in try history.planned() { sum += amount }
    try expect(history.store().integer("balance"), equals: sum, "the balance")
  }

  private func judge(
    _ mistake: Mistake, under fault: FaultRequest, reference: MemoryStarter? = MemoryStarter()
  ) -> Judge<Deposits> {
    explainingJudge(MemoryStarter(mistake), reference: reference) {
      invariant(
        "I1", of: Self.many, under: fault, needs: .none, Self.requirePlannedSum)
    }
  }

  /// Fails unless the recorded run fails again, step by step, and every plan with one element less
  /// passes.
  private func expectLocallyMinimal(
    _ outcome: CellOutcome, of judge: Judge<Deposits>, verdict: Verdict,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let recording = try outcome.recorded
    let again = try judge.again(outcome)
    #expect(again.verdict == verdict, sourceLocation: sourceLocation)
    #expect(
      try again.recorded.trace.digest == recording.trace.digest, sourceLocation: sourceLocation)
    #expect(recording.plan.elements.count == outcome.failure?.schedule?.length)
    for element in recording.plan.elements {
      let less = try judge.again(outcome, plan: recording.plan.without([element]))
      #expect(less.verdict == .pass, "\(element)", sourceLocation: sourceLocation)
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let mistake: Mistake
    let fault: FaultRequest
    let verdict: Verdict
    let lines: [String]
    var testDescription: String { "\(mistake) under \(fault.faultClass)" }
  }

  @Test(
    "known mistakes are shown with the few messages and the one fault that they need",
    arguments: [
      Case(
        mistake: .countsTwice, fault: .duplicate(percent: 30), verdict: .fail,
        lines: [
          #"#1 at 0 ms to account: deposit(id: "d1", amount: 1)"#,
          "FAULT #1 arrives once more, 0 ms later",
        ]),
      Case(
        mistake: .endsOnDuplicate(.signaled(4)), fault: .duplicate(percent: 30), verdict: .crash,
        lines: [
          #"#1 at 0 ms to account: deposit(id: "d1", amount: 1)"#,
          "FAULT #1 arrives once more, 0 ms later",
        ]),
      Case(
        mistake: .marksFirst, fault: .crash(atEveryEffect: true), verdict: .fail,
        lines: [
          #"#1 at 0 ms to account: deposit(id: "d1", amount: 1)"#,
          "FAULT account crashes right after call 2 (commit main {seen/d1 = })",
        ]),
      Case(
        mistake: .forgetsOnCrash, fault: .crash(atEveryEffect: true), verdict: .fail,
        lines: [
          #"#1 at 0 ms to account: deposit(id: "d1", amount: 1)"#,
          "FAULT account crashes right after call 2 (commit main {balance = 1})",
        ]),
    ])
  func knownMistakes(example: Case) throws {
    let judge = judge(example.mistake, under: example.fault)
    let outcomes = judge.outcomes
    #expect(outcomes[0].verdict == .pass)
    #expect(outcomes[0].recording == nil)
    let outcome = outcomes[1]
    #expect(outcome.verdict == example.verdict)
    let schedule = try #require(outcome.failure?.schedule)
    #expect(schedule.isMinimal)
    #expect(schedule.lengthBefore > 30)
    #expect(schedule.length <= 12)
    let last = example.lines[1]
    #expect(schedule.lines.count == 2)
    #expect(schedule.lines.last == last || example.fault.faultClass == .duplicate)
    #expect(try outcome.recorded.trace.schedule == schedule.lines)
    try expectLocallyMinimal(outcome, of: judge, verdict: example.verdict)
  }

  @Test("a failure is told at once, as it was found, and then with its shortest schedule")
  func toldTwice() {
    var found: [CellOutcome] = []
    var told: [CellOutcome] = []
    judge(.countsTwice, under: .duplicate(percent: 30)).run(
      onFailure: { found.append($0) }, report: { told.append($0) })
    #expect(found.map(\.cell) == ["I1/duplicate"])
    #expect(found[0].failure?.schedule == nil)
    #expect(found[0].recording == nil)
    #expect(told.map(\.cell) == ["I1", "I1/duplicate"])
    #expect(told[1].failure?.schedule != nil)
    #expect(told[1].counts == found[0].counts)
  }

  @Test("without `explains` nothing is shortened, recorded or run again")
  func plain() {
    let starter = MemoryStarter(.countsTwice)
    let outcome = GraderKitTests.judge(starter) {
      invariant(
        "I1", of: Self.many, under: .duplicate(percent: 100), needs: .none, Self.requirePlannedSum)
    }[1]
    #expect(outcome.verdict == .fail)
    #expect(outcome.recording == nil)
    #expect(outcome.failure?.schedule == nil)
    #expect(starter.startCount == 2)
  }

  @Test(
    "a check that expects what only the whole scenario gives is not shortened"
  )
  func absoluteCheck() throws {
    let judge = explainingJudge(MemoryStarter(.countsTwice)) {
      invariant(
        "I1", of: threeDeposits, under: .duplicate(percent: 100), needs: .none, requireSum)
    }
    let outcome = judge.outcomes[1]
    let schedule = try #require(outcome.failure?.schedule)
    // All three deposits, one of them twice.
    #expect(schedule.length == 4)
    #expect(schedule.lines.count { $0.hasPrefix("FAULT") } == 1)
    #expect(outcome.failure?.actual != "0")
  }

  @Test("a run that cannot be done again is reported as it was found")
  func notRepeatable() throws {
    let seven = JSONValue.object([
      JSONMember("balance", .object([JSONMember("_0", .integer(7))]))
    ])
    let starter = MemoryStarter(trouble: .replies(seven))
    starter.isTroubleOver = { $0 > 1 }
    let judge = explainingJudge(starter) {
      invariant("I1", of: threeDeposits, needs: .none) { history in
        for (_, reply) in try history.replies() { try require(reply != .balance(7), "no seven") }
      }
    }
    let outcome = try judge.outcomes.only
    #expect(outcome.verdict == .fail)
    #expect(outcome.failure?.summary == "no seven")
    #expect(outcome.failure?.schedule == nil)
    #expect(try outcome.recorded.plan.length == 3)
    // Once as it was found, once more to shorten it, and once to ask for its state.
    #expect(starter.startCount == 3)
  }

  @Test(
    "what used up a limit is recorded and not run again",
    arguments: [
      InstanceEnd.Reason.cpuLimit(seconds: 1), .wallLimit(seconds: 1), .memoryLimit(mebibytes: 1),
    ])
  func timeouts(reason: InstanceEnd.Reason) throws {
    let starter = MemoryStarter(.endsOnDuplicate(reason))
    let outcome = explainingJudge(starter) {
      invariant(
        "I1", of: Self.many, under: .duplicate(percent: 100), needs: .none, Self.requirePlannedSum)
    }.outcomes[1]
    #expect([.timeout, .limit].contains(outcome.verdict))
    #expect(outcome.failure?.schedule == nil)
    #expect(try outcome.recorded.trace.steps.isEmpty == false)
    #expect(starter.startCount == 2)
  }

  struct Confused: Error {}

  @Test(
    "a check that throws on a shorter plan is not taken for a failure, nor for the tool's fault")
  func throwsWhileShortening() throws {
    let judge = explainingJudge(MemoryStarter(.countsTwice)) {
      invariant("I1", of: Self.many, under: .duplicate(percent: 50), needs: .none) { history in
        guard try history.planned().count >= 9 else { throw Confused() }
        try Self.requirePlannedSum(history)
      }
    }
    let outcome = judge.outcomes[1]
    #expect(outcome.verdict == .fail)
    #expect(outcome.toolFault == nil)
    #expect(outcome.failure?.schedule?.lines.count { $0.hasPrefix("#") } == 9)
    #expect(outcome.failure?.schedule?.length == 10)
    let less = try outcome.recorded.plan.without([.message(30)])
      .without([try #require(outcome.recorded.plan.elements.first)])
    let replayed = try judge.again(outcome, plan: less)
    #expect(replayed.toolFault?.hasSuffix("the check threw Confused()") == true)
    #expect(replayed.verdict == .inconclusive)
    #expect(replayed.failure == nil)
  }

  @Test(
    "an interleaving that breaks an account is shortened to few deposits and the turns they need")
  func interleaving() throws {
    let races = Scenario<Deposits>("races") { plan in
      let accounts = [try plan.node("left"), try plan.node("right")]
      for number in 1...8 {
        for account in accounts {
          try plan.deliver(
            .deposit(id: "d\(number)", amount: 3), to: account,
            atMilliseconds: Int64(number) * 1000)
        }
      }
    }
    let starter = MemoryStarter(.checksThenInserts)
    let outcome = try explainingJudge(starter) {
      property("H1", needs: .none) { lab in
        try lab.randomInterleavings(of: races, count: 2, Self.requireOnceEach)
      }
    }.outcomes.only
    let schedule = try #require(outcome.failure?.schedule)
    #expect(schedule.isMinimal)
    let plan = try outcome.recorded.plan
    // A deposit that is taken out can take its choices from the others: two need not be reached.
    #expect([2, 4].contains(plan.deliveries.count))
    #expect(plan.length <= 12)
    #expect(schedule.lengthBefore > 16)
    #expect(plan.choices.contains { $0 != 0 })
    #expect(schedule.lines.last?.hasPrefix("the nodes take turns") == true)
    #expect(try isBroken(plan, outcome, .checksThenInserts))
    #expect(try !isBroken(plan, outcome, .none))
    for element in plan.elements {
      #expect(try !isBroken(plan.without([element]), outcome, .checksThenInserts), "\(element)")
    }
  }

  /// Each deposit that was planned counts once, however many nodes it reaches.
  @Sendable private static func requireOnceEach(_ history: History<Deposits>) throws {
    var amounts: [String: Int64] = [:]
    for case .deposit(let id, let amount) in try history.planned() { amounts[id] = amount }
    guard Set(amounts.values).count <= 1, let amount = amounts.values.first else { return }
    try expect(
      history.store().integer("balance"), equals: Int64(amounts.count) * amount, "once each")
  }

  private func isBroken(_ plan: Plan, _ outcome: CellOutcome, _ mistake: Mistake) throws -> Bool {
    let seed = try #require(Seed(hexadecimal: try outcome.recorded.worldSeed))
    var world = World(plan: plan, seed: seed)
    try Performer(starter: MemoryStarter(mistake)).run(&world)
    let run = RecordedRun(world: world, words: .of(Deposits.self), output: [:], end: nil)
    do {
      try Self.requireOnceEach(History<Deposits>(run: run))
      return false
    } catch is CheckFailure {
      return true
    }
  }
}
