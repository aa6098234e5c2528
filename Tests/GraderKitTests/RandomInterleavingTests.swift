import GraderKit
import Results
import Testing

/// Twelve deposits, each at both accounts in the same millisecond.
private let races = Scenario<Deposits>("races") { plan in
  let accounts = [try plan.node("left"), try plan.node("right")]
  for number in 1...12 {
    for account in accounts {
      try plan.deliver(
        .deposit(id: "d\(number)", amount: 1), to: account,
        atMilliseconds: Int64(number) * 1000)
    }
  }
}

/// Judges an account by the balance that two random orders of the races leave.
private func outcome(_ mistake: Mistake, runs: Int = 2) throws -> CellOutcome {
  try outcome(MemoryStarter(mistake)) {
    property("H1", needs: .witness(runs: 1)) { lab in
      try lab.randomInterleavings(of: races, count: runs) { history in
        lab.saw("runs")
        try expect(history.store().integer("balance"), equals: 12, "the balance")
      }
    }
  }
}

@Suite("Random interleavings")
struct RandomInterleavingTests {
  @Test("an account that looks and inserts in one transaction holds in every order")
  func holds() throws {
    let outcome = try outcome(.none)
    #expect(outcome.verdict == .pass)
    #expect(outcome.count("runs") == 2)
  }

  @Test("one run of many races catches an account that looks first and inserts later")
  func catchesTheRace() throws {
    #expect(try outcome(.checksThenInserts, runs: 1).verdict == .fail)
  }

  @Test("no runs show nothing")
  func noRuns() throws {
    #expect(try outcome(.none, runs: 0).verdict == .inconclusive)
  }
}
