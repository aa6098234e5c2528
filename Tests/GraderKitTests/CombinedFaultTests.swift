import EDARuntime
import GraderKit
import Results
import Simulation
import Testing

@Suite("Several faults at once, and scenarios that grow with them")
struct CombinedFaultTests {
  /// Three deposits, or thirty where the network makes faults.
  private static let growing = Scenario<Deposits>("growing") { plan in
    let node = try plan.node("account")
    for number in 1...(plan.hasNetworkFaults ? 30 : 3) {
      try plan.deliver(
        .deposit(id: "d\(number)", amount: 1), to: node, atMilliseconds: Int64(number) * 1000)
    }
  }

  /// Whether the deposits of a history arrive in the order of their numbers, copies left out.
  private static func isInOrder(_ history: History<Deposits>) throws -> Bool {
    var seen: [String] = []
    for case .deposit(let id, _) in try history.replies().map(\.call) where !seen.contains(id) {
      seen.append(id)
    }
    return try seen
      == history.planned().compactMap { call in
        guard case .deposit(let id, _) = call else { return nil }
        return id
      }
  }

  private func cell(under fault: FaultRequest) -> CellOutcome {
    judge(MemoryStarter()) {
      invariant("I1", of: Self.growing, under: fault, needs: .none) { history in
        history.saw("disorder", try Self.isInOrder(history) ? 0 : 1)
      }
    }[1]
  }

  @Test("a further fault acts in the same cell, whose column is that of the first")
  func both() {
    let one = cell(under: .duplicate(percent: 100))
    #expect(one.count("deliveries") == 60)
    #expect(one.count("disorder") == 0)
    let two = cell(under: .duplicate(percent: 100).and(.reorder(percent: 50)))
    #expect(two.cell == "I1/duplicate")
    #expect(two.count("deliveries") == 60)
    #expect(two.count("disorder") == 1)
    let other = cell(under: .reorder(percent: 50).and(.duplicate(percent: 100)))
    #expect(other.cell == "I1/reorder")
    #expect(other.count("deliveries") == 60)
  }

  @Test("an account that counts twice fails the cell, a correct one passes it")
  func verdicts() {
    func verdict(_ mistake: Mistake) -> Verdict {
      judge(MemoryStarter(mistake)) {
        invariant(
          "I1", of: threeDeposits, under: .reorder.and(.duplicate(percent: 100)),
          needs: .witness(deposits: 3), requireSum)
      }[1].verdict
    }
    #expect(verdict(.none) == .pass)
    #expect(verdict(.countsTwice) == .fail)
  }

  @Test("a cell of several faults is judged after those of one, and after crashes")
  func order() {
    let outcomes = judge(MemoryStarter()) {
      invariant(
        "I1", of: threeDeposits, under: .drop.and(.delay(uptoMilliseconds: 10)), .delay,
        .crash(atEveryEffect: true), needs: .none, requireSum)
    }
    #expect(outcomes.map(\.cell) == ["I1", "I1/delay", "I1/crash", "I1/drop"])
  }

  @Test("a scenario knows whether the network makes faults; crashes are none of the network's")
  func growth() throws {
    @Sendable func size(_ history: History<Deposits>) throws -> Int {
      try history.planned().count
    }
    let outcomes = judge(MemoryStarter()) {
      invariant("I1", of: Self.growing, under: .delay, .crash(atEveryEffect: true), needs: .none) {
        try require([3, 30].contains(try size($0)), "three or thirty")
        $0.saw("large", try size($0) == 30 ? 1 : 0)
        $0.saw("small", try size($0) == 3 ? 1 : 0)
      }
      property("H1", needs: .none) { lab in
        try expect(try size(lab.history(of: Self.growing)), equals: 3, "without faults")
        let faulty = try lab.history(of: Self.growing, under: [.drop(percent: 10)])
        try expect(try size(faulty), equals: 30, "under faults")
        try lab.randomInterleavings(of: Self.growing, count: 1) { history in
          try expect(try size(history), equals: 3, "in another order")
        }
      }
    }
    #expect(outcomes.map(\.cell) == ["I1", "H1", "I1/delay", "I1/crash"])
    #expect(outcomes.map(\.verdict) == [.pass, .pass, .pass, .pass])
    #expect(outcomes.map { $0.count("large") } == [0, nil, 1, 0])
    #expect(outcomes[0].count("small") == 1)
    #expect(outcomes[3].count("small") == outcomes[3].count("distinct crash points"))
  }
}
