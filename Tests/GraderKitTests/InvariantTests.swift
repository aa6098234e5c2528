import EDARuntime
import GraderKit
import Results
import Simulation
import Testing

@Suite("Invariants under faults")
struct InvariantTests {
  private func sum(under faults: FaultRequest) -> Check<Deposits> {
    invariant("I1", of: threeDeposits, under: faults, needs: .witness(deposits: 3), requireSum)
  }

  private func verdicts(_ mistake: Mistake, under fault: FaultRequest) -> [Verdict] {
    judge(MemoryStarter(mistake)) { sum(under: fault) }.map(\.verdict)
  }

  @Test("a correct account passes without faults and under each of them")
  func correct() {
    let faults: [FaultRequest] = [
      .duplicate(percent: 100), .reorder(percent: 100), .drop, .delay, .crash(atEveryEffect: true),
    ]
    for fault in faults {
      #expect(verdicts(.none, under: fault) == [.pass, .pass], "\(fault.faultClass)")
    }
  }

  @Test("each mistake fails under the fault that shows it, and passes without faults")
  func mistakes() {
    #expect(verdicts(.countsTwice, under: .duplicate(percent: 100)) == [.pass, .fail])
    #expect(verdicts(.countsTwice, under: .crash(atEveryEffect: true)) == [.pass, .fail])
    #expect(verdicts(.marksFirst, under: .duplicate(percent: 100)) == [.pass, .pass])
    #expect(verdicts(.marksFirst, under: .crash(atEveryEffect: true)) == [.pass, .fail])
  }

  @Test("an account that forgets when it crashes passes duplicates and fails crashes")
  func forgetful() throws {
    func outcomes(_ fault: FaultRequest) -> [CellOutcome] {
      judge(MemoryStarter(.forgetsOnCrash)) {
        invariant("I1", of: threeDeposits, under: fault, needs: .none) { history in
          try expect(history.store().integer("balance"), equals: 60, "the balance is the sum")
        }
      }
    }
    #expect(outcomes(.duplicate(percent: 100)).map(\.verdict) == [.pass, .pass])
    let crash = outcomes(.crash(atEveryEffect: true))[1]
    #expect(crash.verdict == .fail)
    #expect(
      crash.failure?.summary
        == "after a crash right after call 2 (commit main {balance = 10}): the balance is the sum")
    #expect(crash.failure?.expected == "60")
    #expect(crash.failure?.actual == "70")
  }

  @Test("the crash sweep finds the mark before the effect and names the call")
  func markBeforeApply() throws {
    let crash = judge(MemoryStarter(.marksFirst)) { sum(under: .crash(atEveryEffect: true)) }[1]
    let failure = try #require(crash.failure)
    #expect(
      failure.summary
        == "after a crash right after call 2 (commit main {seen/d1 = }): "
        + "the balance is the sum of the deposits")
    #expect(failure.expected == "60")
    #expect(failure.actual == "50")
    let place = try #require(failure.timeline.firstIndex { $0.contains("CRASH") })
    #expect(
      Array(failure.timeline[place - 1...place + 3]) == [
        "    4  call 2    commit main {seen/d1 = } → done",
        "    5  CRASH     account, right after call 2 (commit main {seen/d1 = })",
        "    6  unacked   #1 comes again at 2000 ms", "    7  start     account, instance 2",
        #"    8  deliver   2000 ms  #2 deposit(id: "d2", amount: 20)"#,
      ])
    #expect(failure.timeline[13].contains(#"#1 (attempt 2) deposit(id: "d1", amount: 10)"#))
    #expect(failure.step == 24)
  }

  @Test(
    "the sweep counts the points it covers, those that differ, and a sample that is run again whole"
  )
  func counts() throws {
    let outcomes = judge(MemoryStarter()) { sum(under: .crash(atEveryEffect: true)) }
    // Idle at first; per deposit before get, after, before get, after, before commit, after commit,
    // idle.
    #expect(outcomes[1].count("crash points") == 22)
    #expect(outcomes[1].count("distinct crash points") == 10)
    #expect(outcomes[1].count("crashes run again whole") == 1)
    #expect(outcomes[0].counts == [Count(name: "deposits", value: 3)])
    #expect(outcomes[1].count("deposits") == 30)
  }

  @Test("a component that does something else in the same run is found out by the second run")
  func notRepeatable() {
    let starter = MemoryStarter(.none, trouble: .remembersRuns)
    let outcomes = judge(starter) { sum(under: .crash(atEveryEffect: true)) }
    #expect(outcomes.map(\.verdict) == [.pass, .fail])
    #expect(
      outcomes[1].failure?.summary.hasSuffix(
        "the component did something else when the same run was repeated") == true)
  }

  @Test("a component that is lost within a sweep is lost, and the crash that it followed is shown")
  func lostAfterCrash() throws {
    let end = InstanceEnd(reason: .signaled(4), output: "Fatal error")
    let starter = MemoryStarter(.none, trouble: .ends(atCall: 1, end))
    // The instances of the fault-free cell and of the base run are healthy.
    starter.isTroubleOver = { $0 <= 2 }
    let crash = judge(starter) { sum(under: .crash(atEveryEffect: true)) }[1]
    #expect(crash.verdict == .crash)
    #expect(crash.failure?.summary == "the component was ended by signal 4")
    #expect(crash.failure?.output == "Fatal error")
    #expect(crash.failure?.timeline.contains { $0.contains("CRASH") } == true)
  }

  @Test(
    "a reply that is none of the lab's is a violation when it is read, not the tool's fault"
  )
  func foreignReply() throws {
    let starter = MemoryStarter(.none, trouble: .replies(.array([])))
    let outcomes = judge(starter) {
      invariant("I1", of: threeDeposits, needs: .none) { _ = try $0.replies() }
      property("H1", needs: .none) { lab in
        _ = try lab.history(of: threeDeposits).replies()
      }
    }
    #expect(outcomes.map(\.verdict) == [.protocol, .protocol])
    #expect(outcomes.map(\.toolFault) == [nil, nil])
  }

  @Test("a history tells calls, replies, errors, crashes and deliveries")
  func history() throws {
    let outcomes = judge(MemoryStarter(.countsTwice)) {
      property("H1", needs: .none) { lab in
        let history = try lab.history(of: threeDeposits, under: [.duplicate(percent: 100)])
        try expect(history.deliveryCount, equals: 6, "deliveries")
        try expect(history.replies().count, equals: 6, "replies")
        try expect(history.planned().count, equals: 3, "planned calls")
        try expect(history.errorCount + history.crashCount, equals: 0, "errors and crashes")
        try expect(history.store().integer("balance"), equals: 120, "balance")
        try expect(
          history.replies().last?.reply, equals: .balance(120), "the last reply")
      }
      invariant("I1", of: threeDeposits, under: .crash(atEveryEffect: true), needs: .none) {
        history in
        history.saw("crashes", history.crashCount)
      }
    }
    #expect(outcomes.map(\.verdict) == [.pass, .pass, .pass])
    #expect(outcomes[2].count("crashes") == outcomes[2].count("distinct crash points"))
  }

  @Test(
    "a message that is refused each time is given up after five attempts, and the history says so")
  func errors() throws {
    let outcome = try outcome(MemoryStarter(.refusesAll)) {
      invariant("I1", of: threeDeposits, needs: .witness(errors: 15)) { history in
        history.saw("errors", history.errorCount)
        try require(try history.replies().isEmpty, "nothing is answered")
      }
    }
    #expect(outcome.verdict == .pass)
  }
}
