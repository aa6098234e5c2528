import EDARuntime
import Results
import Testing

@testable import GraderKit
@testable import Simulation

@Suite("Traces")
struct TraceBuilderTests {
  /// Three messages of which the first meets with each of these.
  private func run(
    _ disturbances: [Disturbance], _ mistake: Mistake = .none
  ) throws -> RecordedRun {
    var plan = try threeDeposits.plan(seed: Seed(number: 1))
    plan.disturbances = disturbances
    var world = World(plan: plan, seed: Seed(number: 1))
    let performer = Performer(starter: MemoryStarter(mistake))
    try performer.run(&world)
    return RecordedRun(
      world: world, words: .of(Deposits.self), output: performer.output, end: performer.end)
  }

  private func texts(_ disturbances: [Disturbance], _ kinds: TraceStep.Kind...) throws -> [String] {
    try TraceBuilder(run(disturbances)).steps.filter { kinds.contains($0.kind) }.map(\.text)
  }

  private func at(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }

  @Test("steps are numbered from 1, have their instants, and only what the plan did is a fault")
  func numbers() throws {
    let run = try run([.crash(Crash(node: "account", point: .after(call: 3, of: InputName(2))))])
    let steps = TraceBuilder(run).steps
    #expect(steps.map(\.number) == Array(1...run.world.steps.count))
    #expect(steps.map(\.at) == run.world.times.map(\.milliseconds))
    #expect(steps.filter(\.isFault).map(\.kind) == [.crash])
    #expect(steps.map(\.cause) == Causes.of(run.world.steps))
    #expect(
      steps.first { $0.kind == .deliver && $0.attempt == 2 }?.text
        == #"deposit(id: "d2", amount: 20)"#)
    let commit = try #require(steps.first { !$0.writes.isEmpty })
    #expect(
      commit.writes == [
        TraceWrite(store: "main", key: "seen/d1", value: ""),
        TraceWrite(store: "main", key: "balance", value: "10"),
      ])
    #expect(TraceBuilder(run).steps(in: 3..<5) == Array(steps[3..<5]))
  }

  @Test("each disturbance has its words in the trace")
  func disturbances() throws {
    #expect(
      try texts([.cut(Cut("account", from: at(500), until: at(1500)))], .cut, .heal, .lose)
        == [
          "between account and the network until 1500 ms", "cannot get through until 1500 ms",
          "between account and the network",
        ])
    #expect(
      try texts(
        [.cut(Cut("account", from: at(500), until: at(1500), direction: .outbound))], .cut, .lose,
        .redeliver)
        == [
          "from account to the network until 1500 ms", "the answer does not get through",
          "at 2000 ms",
        ])
    #expect(
      try texts([.stall(Stall("account", .at(at(1500)), milliseconds: 100))], .stall, .resume)
        == ["does nothing until 1600 ms", "goes on"])
    #expect(
      try texts(
        [
          .clock(node: "account", at: at(1), byMilliseconds: 5),
          .clock(node: "account", at: at(2), byMilliseconds: -6),
        ], .clock)
        == [
          "the clock is set forward by 5 ms", "the clock is set back by 6 ms",
        ])
  }

  @Test("a crash is placed in words, before and after a call, at first and between inputs")
  func places() throws {
    let points: [(CrashPoint, String)] = [
      (.idle(after: nil), "before its first input"),
      (.idle(after: InputName(2)), "after it answered #2, before its next input"),
      (.before(call: 1, of: InputName(2)), "right before call 4"),
      (.after(call: 1, of: InputName(2)), "right after call 4 (get main balance)"),
    ]
    for (point, text) in points {
      let crash = Disturbance.crash(Crash(node: "account", point: point))
      #expect(try texts([crash], .crash) == [text])
      #expect(try ScheduleWords.lines(of: run([crash])).last == "FAULT account crashes \(text)")
    }
    #expect(
      TraceBuilder.place(.idle(after: InputName(-3)), calls: 1, in: []) == "between two inputs")
    let never = Crash(node: "account", point: .after(call: 9, of: InputName(1)))
    #expect(
      try ScheduleWords.lines(of: run([.crash(never)])).last
        == "FAULT account crashes where the run did not come to")
  }

  @Test("a schedule has a line for each message and each fault, in words")
  func schedule() throws {
    let cut = Cut("account", from: at(5), until: at(9), other: "b", direction: .inbound)
    let networkCut = "no link between account and the network from 5 ms until 9 ms"
    let disturbances: [(Disturbance, String)] = [
      (.duplicate(InputName(1), laterByMilliseconds: 3), "#1 arrives once more, 3 ms later"),
      (.swap(InputName(1), InputName(2)), "#1 and #2 arrive at each other's time"),
      (.loss(InputName(1, attempt: 2)), "#1 (attempt 2) is lost, and comes again later"),
      (.delay(InputName(3), byMilliseconds: 4), "#3 is late by 4 ms"),
      (
        .cut(cut),
        "no link from b to account from 5 ms until 9 ms; calls between the two nodes fail"
      ), (.cut(Cut("account", from: at(5), until: at(9))), networkCut),
      (
        .publish(2, .messageLost),
        "published message 2: the message is lost on its way to the broker"
      ),
      (.publish(2, .confirmLost), "published message 2: the message arrives, its confirm is lost"),
      (.publish(2, .refused), "published message 2: the broker refuses the message"),
      (
        .clock(node: "account", at: at(7), byMilliseconds: -4),
        "the clock of account is set back by 4 ms at 7 ms"
      ),
      (
        .stall(Stall("account", .at(at(7)), milliseconds: 4)),
        "account does nothing for 4 ms from 7 ms"
      ),
      (
        .stall(Stall("account", .point(.idle(after: InputName(1))), milliseconds: 4)),
        "account does nothing for 4 ms, in the middle of an input"
      ),
    ]
    let lines = try ScheduleWords.lines(of: run(disturbances.map(\.0)))
    #expect(lines.prefix(1) == [#"#1 at 1000 ms to account: deposit(id: "d1", amount: 10)"#])
    #expect(Array(lines.dropFirst(3)) == disturbances.map { "FAULT " + $0.1 })
    var turns = try run([])
    turns.world.plan.choices = [0, 1]
    #expect(ScheduleWords.lines(of: turns).last == "the nodes take turns as drawn")
    turns.world.plan.choices = [0, 0]
    #expect(ScheduleWords.lines(of: turns).count == 3)
  }

  @Test("runs that went the same way have one digest, and one that did not has another")
  func digests() throws {
    let loss = [Disturbance.loss(InputName(1))]
    #expect(try run(loss).world.digest == run(loss).world.digest)
    #expect(try run(loss).world.digest != run([]).world.digest)
    #expect(try run(loss).world.digest != run(loss, .countsTwice).world.digest)
    let outcomes = (1...2).map { _ in
      explainingJudge(MemoryStarter(.countsTwice)) {
        invariant(
          "I1", of: threeDeposits, under: .duplicate(percent: 100), needs: .none, requireSum)
      }.outcomes[1]
    }
    #expect(outcomes[0] == outcomes[1])
    #expect(try outcomes[0].recorded.trace.digest.count == 64)
  }
}
