import EDARuntime
import GraderKit
import Results
import Simulation
import Testing

@Suite("The judge")
struct JudgeTests {
  /// One deposit, and the balance after it.
  private func deposit(needs least: Int = 1) -> Check<Deposits> {
    property("H1", needs: .witness(deposits: least)) { lab in
      let account = try lab.component()
      try account.expect(.deposit(id: "a", amount: 5), equals: .balance(5))
      lab.saw("deposits")
      try account.expect(.balance, equals: .balance(5))
    }
  }

  @Test("a property that held and saw its witness passes, and says what it counted")
  func pass() throws {
    let outcome = try outcome(MemoryStarter()) { deposit() }
    #expect(
      outcome
        == CellOutcome(
          id: "H1", fault: .none, isExample: false, verdict: .pass,
          counts: [Count(name: "deposits", value: 1)]))
  }

  @Test("a property that saw too little is inconclusive, whatever held")
  func inconclusive() throws {
    let outcome = try outcome(MemoryStarter()) { deposit(needs: 2) }
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.failure?.expected == "deposits: at least 2")
    #expect(outcome.failure?.actual == "deposits: 1")
    #expect(outcome.toolFault == nil)
  }

  @Test("a component that refuses everything does not pass a property which only forbids")
  func refusesAll() throws {
    let outcome = try outcome(MemoryStarter(.refusesAll)) {
      property("H1", needs: .witness(deposits: 1)) { lab in
        let account = try lab.component()
        if case .reply = try account.attempt(.deposit(id: "a", amount: 1)) { lab.saw("deposits") }
        try account.expect(.balance, equals: .balance(0))
      }
    }
    #expect(outcome.verdict == .inconclusive)
  }

  @Test("a wrong reply fails, with what was expected, what came, the step and the timeline")
  func fail() throws {
    let outcome = try outcome(MemoryStarter()) {
      property("H1", needs: .none) { lab in
        let account = try lab.component()
        try account.expect(.deposit(id: "a", amount: 5), equals: .balance(6))
      }
    }
    #expect(outcome.verdict == .fail)
    let failure = try #require(outcome.failure)
    #expect(failure.summary == #"deposit(id: "a", amount: 5) returned something else"#)
    #expect(failure.expected == "balance(6)")
    #expect(failure.actual == "balance(5)")
    #expect(failure.step == 6)
    #expect(
      failure.timeline == [
        "    1  start     component, instance 1",
        #"    2  deliver   0 ms  #1 deposit(id: "a", amount: 5)"#,
        "    3  call 1    get main balance → nothing", "    4  call 2    get main seen/a → nothing",
        "    5  call 3    commit main {seen/a = , balance = 5} → done",
        "    6  reply     #1 balance(5)",
      ])
  }

  @Test("the lab's error, another error and an unfinished part fail in words of their own")
  func errors() throws {
    let cases: [(Mistake, String, String)] = [
      (.refusesAll, "a reply", #"the error Refused(reason: "closed")"#),
      (.throwsAnything, "a reply", "the error Unlucky()"),
      (
        .isUnfinished, "an implementation of `deposit`",
        "the starter's placeholder, which throws `Unfinished(\"deposit\")`"
      ),
    ]
    for (mistake, expected, actual) in cases {
      let outcome = try outcome(MemoryStarter(mistake)) { deposit() }
      #expect(outcome.verdict == .fail)
      #expect(outcome.failure?.expected == expected)
      #expect(outcome.failure?.actual == actual)
    }
  }

  @Test("an expected error passes; another error, or none, fails")
  func expectedErrors() throws {
    func check(_ reason: String) -> Check<Deposits> {
      property("H1", needs: .none) { lab in
        try lab.component().expect(
          .deposit(id: "a", amount: 1), throws: Deposits.Refused(reason: reason))
      }
    }
    #expect(try outcome(MemoryStarter(.refusesAll)) { check("closed") }.verdict == .pass)
    let other = try outcome(MemoryStarter(.refusesAll)) { check("full") }
    #expect(other.failure?.expected == #"the error Refused(reason: "full")"#)
    #expect(other.failure?.actual == #"the error Refused(reason: "closed")"#)
    let none = try outcome(MemoryStarter()) { check("full") }
    #expect(none.failure?.actual == "balance(1)")
    #expect(none.verdict == .fail)
  }

  struct Ending: Sendable, CustomTestStringConvertible {
    let reason: InstanceEnd.Reason
    let verdict: Verdict
    let summary: String
    var testDescription: String { summary }
  }

  @Test(
    "an instance that ends by itself is a crash, a timeout or a limit, by its reason",
    arguments: [
      Ending(
        reason: .signaled(4), verdict: .crash, summary: "the component was ended by signal 4"),
      Ending(
        reason: .left(status: 7), verdict: .crash,
        summary: "the component left (exit status 7) before the scenario ended"),
      Ending(
        reason: .cpuLimit(seconds: 2), verdict: .timeout,
        summary: "the CPU limit of 2 s ran out"),
      Ending(
        reason: .wallLimit(seconds: 9), verdict: .timeout,
        summary: "the wall-clock limit of 9 s ran out: the component waits for something"),
      Ending(
        reason: .memoryLimit(mebibytes: 64), verdict: .limit,
        summary: "the memory limit of 64 MiB was exceeded"),
      Ending(
        reason: .outputLimit(mebibytes: 1), verdict: .limit,
        summary: "the output limit of 1 MiB was exceeded"),
      Ending(
        reason: .processLimit, verdict: .limit,
        summary: "the component tried to start a process, and none is allowed"),
    ])
  func endings(ending: Ending) throws {
    let end = InstanceEnd(reason: ending.reason, trapCounters: ["4a0"], output: "last words")
    for call in 1...3 {
      let starter = MemoryStarter(trouble: .ends(atCall: call, end))
      let outcome = try outcome(starter) { deposit() }
      #expect(outcome.verdict == ending.verdict)
      #expect(outcome.failure?.summary == ending.summary)
      #expect(outcome.failure?.output == "last words")
      #expect(outcome.trapCounters == ["4a0"])
      #expect(outcome.failure?.timeline.count == call + 1)
    }
  }

  @Test(
    "what is not the protocol is told apart from a crash: bad frames, foreign epochs, odd replies")
  func protocolViolations() throws {
    let troubles: [(MemoryStarter.Trouble, String)] = [
      (.answers(request: 2, .violation(FrameViolation(.tooLong, "5 bytes"))), "tooLong: 5 bytes"),
      (
        .answers(request: 1, .response(.hello(epoch: "0"))),
        "the response carries the epoch of another instance"
      ),
      (
        .replies(.object([JSONMember("pass", .bool(true))])),
        "unknownMessage: a reply that this call cannot have"
      ),
    ]
    for (trouble, detail) in troubles {
      let outcome = try outcome(MemoryStarter(trouble: trouble)) { deposit() }
      #expect(outcome.verdict == .protocol)
      #expect(
        outcome.failure?.summary == "what the component sent is not the protocol: \(detail)")
    }
  }

  @Test(
    "a lost component is reported by its own world, not by the first or the last one",
    arguments: [1, 2])
  func twoWorlds(unhealthy: Int) throws {
    let end = InstanceEnd(reason: .cpuLimit(seconds: 3))
    let starter = MemoryStarter(trouble: .ends(atCall: 1, end))
    starter.isTroubleOver = { $0 != unhealthy }
    let outcome = try outcome(starter) {
      property("H1", needs: .none) { lab in
        let components = [try lab.component(), try lab.component()]
        for component in components { try component.call(.balance) }
      }
    }
    #expect(outcome.verdict == .timeout)
    #expect(outcome.failure?.timeline.count == 2)
  }

  struct Confused: Error {}

  @Test("a check that throws something of its own, or finds no instance, is the tool's fault")
  func toolFaults() throws {
    let thrown = try outcome(MemoryStarter()) {
      property("H1", needs: .none) { _ in throw Confused() }
    }
    #expect(thrown.verdict == .inconclusive)
    #expect(thrown.toolFault == "JudgeTests.swift:197: the check threw Confused()")
    let noStart = try outcome(MemoryStarter(trouble: .noStart)) { deposit() }
    #expect(noStart.toolFault == "the component could not be started: NoInstance()")
    let scenario = try outcome(MemoryStarter()) {
      invariant("H2", of: threeDeposits, needs: .none) { _ in throw Confused() }
    }
    #expect(scenario.toolFault == "JudgeTests.swift:204: the check threw Confused()")
    #expect(scenario.failure == nil)
  }

  private func balance(_ id: String) -> Check<Deposits> {
    property(id, needs: .none) { lab in try lab.component().call(.balance) }
  }

  @Test("after two checks that used up a limit the rest is skipped and starts nothing")
  func skipping() {
    let starter = MemoryStarter(
      trouble: .ends(atCall: 1, InstanceEnd(reason: .cpuLimit(seconds: 1))))
    let outcomes = judge(starter) {
      balance("H1")
      balance("H2")
      balance("H3")
      balance("H4")
    }
    #expect(outcomes.map(\.verdict) == [.timeout, .timeout, .skipped, .skipped])
    #expect(starter.startCount == 2)
    #expect(
      outcomes[3].failure?.summary == "not run: 2 checks have already used up a limit")
  }

  @Test("crashes do not count as used-up limits")
  func crashesAreNotSkipped() {
    let starter = MemoryStarter(trouble: .ends(atCall: 1, InstanceEnd(reason: .signaled(4))))
    let outcomes = judge(starter) {
      balance("H1")
      balance("H2")
      balance("H3")
    }
    #expect(outcomes.map(\.verdict) == [.crash, .crash, .crash])
  }

  @Test(
    "examples come first, then hidden checks without faults, then faults, crashes last"
  )
  func order() {
    let first: Check<Deposits> = example("E1") { _ in }
    let outcomes = judge(MemoryStarter(), examples: [first]) {
      invariant(
        "I1", of: threeDeposits, under: .crash(atEveryEffect: true), .duplicate, .drop,
        needs: .none, requireSum)
      property("H1", needs: .none) { _ in }
      invariant("I2", of: threeDeposits, under: .reorder, needs: .none, requireSum)
    }
    #expect(
      outcomes.map(\.cell)
        == ["E1", "I1", "H1", "I2", "I1/duplicate", "I1/drop", "I2/reorder", "I1/crash"])
    #expect(outcomes.map(\.isExample) == [true] + Array(repeating: false, count: 7))
    #expect(outcomes.allSatisfy { $0.verdict == .pass })
  }

  @Test("only the cells that are wanted are judged, and each is told at once")
  func selection() {
    let visible = Checks(Deposits.self) { example("E1") { _ in } }
    let hidden = Checks(Deposits.self) {
      invariant("I1", of: threeDeposits, under: .drop, needs: .none, requireSum)
    }
    let judge = Judge(
      examples: visible, checks: hidden, seed: Seed(number: 1), starter: MemoryStarter())
    #expect(judge.cells.map(\.name) == ["E1", "I1", "I1/drop"])
    var told: [String] = []
    judge.run(isWanted: { $0.name != "I1" }, report: { told.append($0.cell) })
    #expect(told == ["E1", "I1/drop"])
  }

  @Test(
    "the same checks, seed and component give the same outcomes; random numbers follow the seed")
  func repeatable() throws {
    func drawn(_ seed: UInt64) throws -> [CellOutcome] {
      judge(MemoryStarter(), seed: seed) {
        property("H1", needs: .none) { lab in
          lab.saw("drawn", Int.random(in: 0..<1_000_000, using: &lab.random))
        }
        invariant(
          "I1", of: threeDeposits, under: .delay, .crash(atEveryEffect: true), needs: .none,
          requireSum)
      }
    }
    #expect(try drawn(1) == drawn(1))
    #expect(try drawn(1)[0] != drawn(2)[0])
  }

  @Test("every instance that was started is ended")
  func cleanUp() {
    let starter = MemoryStarter()
    _ = judge(starter) {
      deposit()
      invariant(
        "I1", of: threeDeposits, under: .drop, .crash(atEveryEffect: true), needs: .none, requireSum
      )
      property("H2", needs: .none) { lab in
        let account = try lab.component()
        try account.call(.balance)
        try account.crash()
        throw CheckFailure("stop")
      }
    }
    #expect(starter.startCount > 10)
    #expect(starter.killCount == starter.startCount)
  }
}
