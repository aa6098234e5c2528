import EDARuntime
import Testing

@testable import Simulation

@Suite("The measures of faults")
struct FaultMeasureTests {
  private static let plan = Plan(
    nodes: ["a", "b", "c"],
    (0..<300).map { ("m\($0)", ["a", "b", "c"][$0 % 3], Int64(1000 + $0 * 10)) })

  private func added(_ fault: Fault, seed: UInt64 = 5) -> [Disturbance] {
    var generator = RandomNumbers(seed: seed)
    let plan = Self.plan.under([fault], generator: &generator)
    #expect(plan.deliveries == Self.plan.deliveries)
    return plan.disturbances
  }

  private static let all: [Fault] = [
    .duplicate(percent: 30, withinMilliseconds: 500), .reorder(percent: 30, places: 5),
    .reorder(percent: 30, places: nil), .drop(percent: 30), .delay(.uniform(100)),
    .delay(.exponential(mean: 100)), .publish(percent: 30, .confirmLost),
    .publish(percent: 30, .messageLost), .publish(percent: 30, .refused),
    .partition(milliseconds: 50, .both), .partition(milliseconds: 50, .inbound),
    .partition(milliseconds: 50, .outbound), .skew(uptoMilliseconds: 500),
    .clockStep(uptoMilliseconds: 500), .stall(milliseconds: 50),
  ]

  @Test("every fault is a function of plan and generator, and does something", arguments: all)
  func pure(fault: Fault) {
    #expect(added(fault) == added(fault))
    #expect(added(fault) != added(fault, seed: 6))
    #expect(!added(fault).isEmpty)
    var generator = RandomNumbers(seed: 1)
    // No message is there, and the run is over as soon as it has begun.
    let empty = Plan(nodes: ["a"], []).under([fault], generator: &generator)
    #expect(Drive.of(empty, repeating).world.outcome == .finished)
    #expect(empty.arrivals.isEmpty)
  }

  @Test("reordered anywhere, messages go further than a few places, and keep the set of times")
  func reorderAnywhere() {
    func late(_ places: Int?) -> [Int64] {
      var generator = RandomNumbers(seed: 3)
      let plan = Self.plan.under([.reorder(percent: 40, places: places)], generator: &generator)
      #expect(plan.arrivals.map(\.at).sorted() == Self.plan.deliveries.map(\.at))
      return zip(plan.arrivals, Self.plan.deliveries).map { $0.at.milliseconds(since: $1.at) }
    }
    #expect(late(nil).count { abs($0) > 500 } > 60)
    #expect(late(nil).contains { $0 > 2000 })
    #expect(late(8).allSatisfy { $0 <= 80 })
  }

  private func drawn(_ latency: Fault.Latency, count: Int = 20_000, seed: UInt64 = 9) -> [Int64] {
    var generator = RandomNumbers(seed: seed)
    return (0..<count).map { _ in latency.draw(&generator) }
  }

  private func mean(_ values: [Int64]) -> Double {
    Double(values.reduce(0, +)) / Double(values.count)
  }

  @Test("a constant latency is always the same, and none of a negative one")
  func constant() {
    #expect(Set(drawn(.constant(7), count: 50)) == [7])
    #expect(Set(drawn(.constant(-7), count: 50)) == [0])
    #expect(added(.delay(.constant(7))).count == 300)
    #expect(
      added(.delay(.constant(7))).allSatisfy {
        if case .delay(_, byMilliseconds: 7) = $0 { true } else { false }
      })
    #expect(added(.delay(.constant(0))).isEmpty)
  }

  @Test("a uniform latency takes all values up to its measure, each about as often")
  func uniform() {
    let values = drawn(.uniform(9))
    #expect(Set(values) == Set(0...9))
    for value in 0...9 as ClosedRange<Int64> {
      #expect((1800...2200).contains(values.count { $0 == value }))
    }
    #expect(Set(drawn(.uniform(-1), count: 50)) == [0])
  }

  @Test("an exponential latency has its mean, its shape and its bound")
  func exponential() {
    let values = drawn(.exponential(mean: 1000))
    // The deviation of the mean of so many is 7.
    #expect(abs(mean(values) - 1000) < 30)
    #expect(values.allSatisfy { (0...10_000).contains($0) })
    // Of so many, these parts are beyond the half mean, the mean, twice and four times the mean.
    for (limit, part) in [(500, 0.6065), (1000, 0.3679), (2000, 0.1353), (4000, 0.0183)] {
      let beyond = Double(values.count { $0 > Int64(limit) }) / Double(values.count)
      #expect(abs(beyond - part) < 0.015, "\(limit): \(beyond)")
    }
    #expect(Set(drawn(.exponential(mean: 0), count: 50)) == [0])
  }

  @Test("latencies are the same on every machine: these numbers were drawn once and stand")
  func sameEverywhere() {
    // They were computed a second time by another program, from the generator's definition.
    #expect(
      drawn(.exponential(mean: 1000), count: 8, seed: 1)
        == [1391, 3080, 45, 463, 1211, 1010, 1235, 3505])
    #expect(
      drawn(.uniform(1000), count: 8, seed: 1) == [703, 520, 574, 391, 697, 143, 71, 381])
  }

  @Test(
    "each node is cut off once, for so long, between the first and the last message",
    arguments: [Cut.Direction.both, .inbound, .outbound])
  func partition(direction: Cut.Direction) {
    let cuts = added(.partition(milliseconds: 70, direction)).compactMap { disturbance -> Cut? in
      if case .cut(let cut) = disturbance { cut } else { nil }
    }
    #expect(cuts.map(\.node) == ["a", "b", "c"])
    for cut in cuts {
      #expect(cut.other == nil)
      #expect(cut.direction == direction)
      #expect(cut.until.milliseconds(since: cut.from) == 70)
      #expect((1000...3990).contains(cut.from.milliseconds))
    }
    #expect(Set(cuts.map(\.from)).count == 3)
  }

  @Test("clocks are skewed from the start or set later, by up to so much, and never by nothing")
  func clocks() {
    var shifts: [Int64] = []
    for seed in 1...200 as ClosedRange<UInt64> {
      for (fault, isLater) in [
        (Fault.skew(uptoMilliseconds: 3), false), (.clockStep(uptoMilliseconds: 3), true),
      ] {
        let disturbances = added(fault, seed: seed)
        #expect(disturbances.count == 3)
        for case .clock(_, let at, let shift) in disturbances {
          shifts.append(shift)
          #expect(isLater ? (1000...3990).contains(at.milliseconds) : at == .start)
        }
      }
    }
    #expect(shifts.count == 1200)
    #expect(Set(shifts) == [-3, -2, -1, 1, 2, 3])
  }

  @Test("each node does nothing once, for so long")
  func stall() {
    let stalls = added(.stall(milliseconds: 70)).compactMap { disturbance -> Stall? in
      if case .stall(let stall) = disturbance { stall } else { nil }
    }
    #expect(stalls.map(\.node) == ["a", "b", "c"])
    for stall in stalls {
      #expect(stall.milliseconds == 70)
      guard case .at(let at) = stall.start else {
        Issue.record("\(stall)")
        continue
      }
      #expect((1000...3990).contains(at.milliseconds))
    }
  }

  @Test("so many of a hundred published messages meet with the fault", arguments: [0, 30, 100])
  func publish(percent: Int) {
    let disturbances = added(.publish(percent: percent, .refused))
    #expect(abs(disturbances.count - 10 * percent) <= 45)
    for case .publish(let number, let fault) in disturbances {
      #expect((1...1000).contains(number))
      #expect(fault == .refused)
    }
  }

  @Test("what happens by itself is sorted by time, and at one instant stands as planned")
  func calendar() {
    let cut = Cut("a", from: .at(5), until: .at(20))
    let plan = Plan(nodes: ["a"], []).with(
      .stall(Stall("a", .at(.at(10)), milliseconds: 10)), .cut(cut), .loss(InputName(1)),
      .clock(node: "a", at: .at(20), byMilliseconds: 1),
      .stall(Stall("a", .point(.idle(after: nil)), milliseconds: 10)))
    let calendar = Calendar(plan)
    #expect(calendar.entries.map(\.at.milliseconds) == [5, 10, 20, 20, 20])
    #expect(
      calendar.entries.map(\.event) == [
        .cut(cut), .stall(node: "a", until: .at(20)), .resume(node: "a"), .heal(cut),
        .clock(node: "a", byMilliseconds: 1),
      ])
    #expect(Calendar(plan) == calendar)
    #expect(Calendar(Plan()) != calendar)
  }
}

@Suite("What a property asks of several nodes")
struct AskedOrderTests {
  @Test("is done in the order in which it was asked, whichever nodes it is for")
  func order() {
    var world = World(plan: Plan(nodes: ["a", "b"], []), seed: Seed(number: 1))
    for (text, node) in [("1", "b"), ("2", "a"), ("3", "b"), ("4", "a")] {
      _ = world.ask(.string(text), of: node)
    }
    let behaviour: Behaviour = { turn in
      let text = turn.text
      _ = try turn.runtime.store().get("k")
      return .string(text)
    }
    var drive = Drive(world, ["a": behaviour, "b": behaviour])
    drive.run()
    #expect(
      drive.lines(with: "> #").map { String($0.suffix(3)) } == ["\"1\"", "\"2\"", "\"3\"", "\"4\""])
    #expect(drive.world.optionCounts == [])
  }

  @Test("an input that nobody answers any more keeps no other waiting")
  func cutOff() {
    var world = World(plan: Plan(nodes: ["a", "b"], []), seed: Seed(number: 1))
    for node in ["b", "a"] { _ = world.ask(.string(node), of: node) }
    world.plannedCrashes = [Crash(node: "b", point: .after(call: 1, of: InputName(1)))]
    let behaviour: Behaviour = { turn in .integer(try turn.runtime.file("f").size()) }
    var drive = Drive(world, ["a": behaviour, "b": behaviour])
    drive.run()
    #expect(drive.world.answer(to: 1) == nil)
    #expect(drive.world.answer(to: 2) == .reply(.integer(0)))
  }

  @Test("a peer that is asked meanwhile answers, though the property waits")
  func peers() {
    var world = World(plan: Plan(nodes: ["a", "b"], []), seed: Seed(number: 1))
    _ = world.ask(.string("ask"), of: "a")
    _ = world.ask(.string("later"), of: "b")
    let behaviour: Behaviour = { turn in
      guard turn.text == "ask" else { return .string(turn.text) }
      return .string(try turn.runtime.peer("b").call("hello") as String)
    }
    var drive = Drive(world, ["a": behaviour, "b": behaviour])
    drive.run()
    #expect(
      drive.lines(with: "> #") == ["b > #-1 \"hello\"", "a > #1 \"hello\"", "b > #2 \"later\""])
  }

  @Test("two crashes at one place are two, as when a property crashes each instance that starts")
  func sameCrashTwice() {
    let crash = Disturbance.crash(Crash(node: "a", point: .idle(after: InputName(1))))
    let drive = Drive.of(Plan(("x", 0), ("y", 5)).with(crash, crash), repeating)
    #expect(drive.lines(with: "CRASH") == ["a CRASH idle after #1", "a CRASH idle after #1"])
    #expect(drive.world.nodes[0].incarnation == 3)
  }

  @Test("a node that is down has nothing to lose: a crash of it is none")
  func crashOfNobody() {
    var drive = Drive(Plan(nodes: ["a"], []), repeating)
    drive.world.crash(Crash(node: "a", point: .idle(after: nil)))
    #expect(drive.world.plan.crashes.isEmpty)
    drive.run()
    #expect(drive.lines == ["a starts (1)"])
    for _ in 1...2 { drive.world.crash(Crash(node: "a", point: .idle(after: nil))) }
    #expect(drive.world.plan.crashes.count == 1)
    #expect(drive.lines(with: "CRASH").count == 1)
  }
}
