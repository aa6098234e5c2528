import EDARuntime
import Results
import Testing

@testable import GraderKit
@testable import Simulation

@Suite("Faults as checks ask for them")
struct FaultRequestTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let request: FaultRequest
    let column: FaultClass
    let fault: Fault
    var testDescription: String { "\(fault)" }
  }

  @Test(
    "each request has its column and its fault",
    arguments: [
      Case(request: .drop, column: .drop, fault: .drop(percent: 30)),
      Case(
        request: .duplicate, column: .duplicate,
        fault: .duplicate(percent: 30, withinMilliseconds: 2000)),
      Case(request: .reorder, column: .reorder, fault: .reorder(percent: 30, places: 8)),
      Case(
        request: .reorderAnywhere(percent: 7), column: .reorder,
        fault: .reorder(percent: 7, places: nil)),
      Case(request: .delay, column: .delay, fault: .delay(.uniform(5000))),
      Case(request: .delay(.constant(3)), column: .delay, fault: .delay(.constant(3))),
      Case(request: .delay(.uniform(upTo: 3)), column: .delay, fault: .delay(.uniform(3))),
      Case(
        request: .delay(.exponential(mean: 3)), column: .delay,
        fault: .delay(.exponential(mean: 3))),
      Case(
        request: .dropConfirms(percent: 4), column: .drop,
        fault: .publish(percent: 4, .confirmLost)),
      Case(
        request: .partition, column: .partition, fault: .partition(milliseconds: 10_000, .both)),
      Case(
        request: .partition(milliseconds: 5, .inbound), column: .partition,
        fault: .partition(milliseconds: 5, .inbound)),
      Case(
        request: .partition(milliseconds: 5, .outbound), column: .partition,
        fault: .partition(milliseconds: 5, .outbound)),
      Case(request: .skew, column: .skew, fault: .skew(uptoMilliseconds: 60_000)),
      Case(
        request: .clockStep(uptoMilliseconds: 9), column: .skew,
        fault: .clockStep(uptoMilliseconds: 9)),
      Case(request: .stall, column: .stall, fault: .stall(milliseconds: 10_000)),
    ])
  func requests(example: Case) {
    #expect(example.request.faultClass == example.column)
    #expect(example.request.plan == .faults([example.fault]))
    #expect(example.request.isOfNetwork)
    #expect(!example.request.isPoison)
    #expect(example.request.cost == 1)
  }

  @Test("further faults act in the same cell, which is judged later")
  func combined() {
    let all: [(NetworkFault, Fault)] = [
      (.dropPublished(percent: 1), .publish(percent: 1, .messageLost)),
      (.refusePublished(percent: 2), .publish(percent: 2, .refused)),
      (.dropConfirms(percent: 3), .publish(percent: 3, .confirmLost)),
      (.skew(uptoMilliseconds: 4), .skew(uptoMilliseconds: 4)),
      (.stall(milliseconds: 5), .stall(milliseconds: 5)),
      (.delay(.exponential(mean: 6)), .delay(.exponential(mean: 6))),
    ]
    let request = all.reduce(FaultRequest.partition) { $0.and($1.0) }
    #expect(request.faultClass == .partition)
    #expect(
      request.plan == .faults([.partition(milliseconds: 10_000, .both)] + all.map(\.1)))
    #expect(request.cost == 3)
  }

  @Test(
    "a correct account passes under each fault, also under all of them",
    arguments: [
      FaultRequest.partition, .partition(milliseconds: 3000, .inbound),
      .partition(milliseconds: 3000, .outbound), .skew, .clockStep(uptoMilliseconds: 5000), .stall,
      .reorderAnywhere(percent: 100), .delay(.exponential(mean: 700)), .poison,
      FaultRequest.partition.and(.stall(milliseconds: 900)).and(.drop(percent: 50)).and(
        .duplicate(percent: 50)
      ).and(.skew(uptoMilliseconds: 50)),
    ])
  func correct(fault: FaultRequest) {
    for seed in 1...10 as ClosedRange<UInt64> {
      let outcomes = judge(MemoryStarter(), seed: seed) {
        invariant(
          "I1", of: threeDeposits, under: fault, needs: .witness(deposits: 3), requireSum)
      }
      #expect(outcomes.map(\.verdict) == [.pass, .pass])
      #expect(outcomes[1].fault == fault.faultClass)
    }
  }

  /// Three deposits with two messages in between of which nothing can be made.
  private static let poisoned = Scenario<Deposits>("poisoned") { plan in
    let node = try plan.node("account")
    for number in 1...3 {
      let at = Int64(number) * 1000
      try plan.deliver(.deposit(id: "d\(number)", amount: 20), to: node, atMilliseconds: at)
      guard number < 3 else { return }
      try plan.poison(.deposit(id: "d1", amount: -1), to: node, atMilliseconds: at + 500)
    }
  }

  @Test("poison comes in its own column alone, and what was planned does not count it")
  func poison() {
    let outcomes = judge(MemoryStarter()) {
      invariant(
        "I1", of: Self.poisoned, under: .poison, .drop, .crash(atEveryEffect: true),
        needs: .none
      ) { history in
        try expect(history.planned().count, equals: 3, "planned")
        history.saw("poison", try history.poison().count)
        for call in try history.poison() {
          try expect(call, equals: .deposit(id: "d1", amount: -1), "the poison")
        }
        try expect(history.store().integer("balance"), equals: 60, "the balance")
      }
    }
    #expect(outcomes.map(\.cell) == ["I1", "I1/poison", "I1/drop", "I1/crash"])
    #expect(outcomes.map(\.verdict) == [.pass, .pass, .pass, .pass])
    #expect(outcomes.map { $0.count("poison") } == [0, 2, 0, 0])
  }

  @Test("poison that breaks an account is in its shortest schedule, and is called so")
  func poisonSchedule() throws {
    let judge = explainingJudge(MemoryStarter(.countsTwice)) {
      invariant("I1", of: Self.poisoned, under: .poison, needs: .none) { history in
        let count = Int64(try history.planned().count)
        try expect(history.store().integer("balance"), equals: 20 * count, "the balance")
      }
    }
    let outcomes = judge.outcomes
    #expect(outcomes.map(\.verdict) == [.pass, .fail])
    let lines = try #require(outcomes[1].failure?.schedule?.lines)
    #expect(lines.count == 2)
    #expect(lines.last?.contains(#"POISON deposit(id: "d1", amount: -1)"#) == true)
    let steps = try outcomes[1].recorded.trace.steps
    #expect(steps.filter(\.isFault).map(\.kind) == [.deliver])
  }

  @Test("a scenario can be larger under faults of network, links and clocks, not under poison")
  func size() throws {
    let scenario = Scenario<Deposits>("size") { plan in
      let node = try plan.node("account")
      for number in 0..<(plan.hasNetworkFaults ? 5 : 2) {
        try plan.deliver(.balance, to: node, atMilliseconds: Int64(number))
      }
    }
    let sizes = try [FaultRequest.stall, .skew, .poison, .crash(atEveryByte: true)].map {
      try scenario.plan(seed: Seed(number: 1), under: $0).deliveries.count
    }
    #expect(sizes == [5, 5, 2, 2])
  }
}
