import EDARuntime
import Simulation
import Testing

@Suite("Clocks and pauses")
struct ClockAndStallTests {
  private static let shift = Disturbance.clock(node: "a", at: .at(10), byMilliseconds: 300)

  @Test("a node is told the time that its own clock shows, and nobody else is")
  func clocks() {
    let inputs = [("x", "a", Int64(9)), ("x", "b", 9), ("y", "a", 10), ("y", "b", 10)]
    let drive = Drive.of(
      Plan(nodes: ["a", "b"], inputs).with(Self.shift), telling)
    #expect(
      drive.lines(with: "> #", "clock")
        == ["a > #1 9", "b > #2 9", "a clock 300", "a > #3 310", "b > #4 10"])
  }

  @Test("steps of a clock add up, also back and before the beginning, and survive a crash")
  func steps() {
    let plan = Plan(("x", 5), ("y", 15), ("z", 25)).with(
      .clock(node: "a", at: .start, byMilliseconds: -100), Self.shift,
      .clock(node: "a", at: .at(20), byMilliseconds: -50),
      .crash(Crash(node: "a", point: .idle(after: InputName(2)))))
    let drive = Drive.of(plan, telling)
    #expect(drive.lines(with: "> #") == ["a > #1 -95", "a > #2 215", "a > #3 175"])
    #expect(drive.world.nodes[0].incarnation == 2)
    #expect(drive.lines.first == "a clock -100")
  }

  /// Sets a timer so much later than its clock, or says what its clock showed when it fired.
  private static let timer: Behaviour = { turn in
    guard let wait = Int64(turn.text) else { return .integer(turn.now.milliseconds) }
    try turn.runtime.timers.set("t", at: turn.now.advanced(byMilliseconds: wait))
    return .null
  }

  @Test("a timer on a clock that is wrong fires after the right time, and shows the wrong one")
  func timers() {
    let plan = Plan(("40", 20)).with(Self.shift)
    #expect(
      Drive.of(plan, Self.timer).lines(with: "< timer", "> #-")
        == ["60 a < timer t", "a > #-1 360"])
  }

  @Test("a clock that is set later moves no timer")
  func laterStep() {
    let plan = Plan(("40", 5)).with(Self.shift)
    #expect(
      Drive.of(plan, Self.timer).lines(with: "< timer", "> #-")
        == ["45 a < timer t", "a > #-1 345"])
  }

  @Test("a run does not wait for clocks, links and pauses after its last input")
  func end() {
    let plan = Plan(("x", 0)).with(
      Self.shift, .cut(Cut("a", from: .at(5), until: .at(9))),
      .stall(Stall("a", .at(.at(30)), milliseconds: 8)))
    let drive = Drive.of(plan, telling)
    #expect(drive.lines == ["a starts (1)", "0 a < #1/1 \"x\"", "a > #1 0"])
    #expect(drive.world.now == .start)
    #expect(drive.world.outcome == .finished)
  }

  @Test("a node that does nothing gets what has come meanwhile when it goes on; others do not wait")
  func stall() {
    let inputs = [("x", "a", Int64(10)), ("y", "b", 15), ("z", "a", 20), ("w", "a", 60)]
    let plan = Plan(nodes: ["a", "b"], inputs).with(
      .stall(Stall("a", .at(.at(5)), milliseconds: 45)))
    expectSame(
      Drive.of(plan, telling).lines,
      [
        "a starts (1)", "b starts (1)", "a stalls until 50", "15 b < #2/1 \"y\"", "b > #2 15",
        "a resumes", "10 a < #1/1 \"x\"", "a > #1 50", "20 a < #3/1 \"z\"", "a > #3 50",
        "60 a < #4/1 \"w\"", "a > #4 60",
      ])
  }

  @Test("a pause ends at its instant, two of them that meet at the later one, and memory is kept")
  func pauses() {
    let count: Behaviour = { turn in
      turn.memory["n", default: 0] += 1
      return .array([.integer(turn.memory["n"] ?? 0), .integer(turn.now.milliseconds)])
    }
    let plan = Plan(("x", 0), ("y", 12), ("z", 30)).with(
      .stall(Stall("a", .at(.at(10)), milliseconds: 20)),
      .stall(Stall("a", .at(.at(12)), milliseconds: 8)))
    let drive = Drive.of(plan, count)
    #expect(
      drive.lines(with: "> #", "resumes")
        == ["a > #1 [1,0]", "a resumes", "a > #2 [2,30]", "a > #3 [3,30]"])
    #expect(drive.world.nodes[0].incarnation == 1)
  }

  @Test("a timer that is due during a pause fires after it")
  func timerInPause() {
    let plan = Plan(("40", 0)).with(.stall(Stall("a", .at(.at(0)), milliseconds: 0)))
    #expect(Drive.of(plan, Self.timer).lines(with: "< timer") == ["40 a < timer t"])
    let late = Plan(("40", 0), ("", 41)).with(
      .stall(Stall("a", .at(.at(30)), milliseconds: 60)))
    #expect(Drive.of(late, Self.timer).lines(with: "> #-1") == ["a > #-1 90"])
  }

  private func middle(_ point: CrashPoint) -> Stall { Stall("a", .point(point), milliseconds: 100) }

  private static let reading: Behaviour = { turn in
    let before = try turn.runtime.store().integer("k") ?? 0
    let text = turn.text
    try turn.runtime.store().transaction { $0.put("k", try $0.integer("k") ?? 0 + 1) }
    return .string("\(text) saw \(before)")
  }

  @Test(
    "a process that pauses in the middle of an input goes on with it; others work meanwhile",
    arguments: [
      CrashPoint.before(call: 2, of: InputName(1)), .after(call: 1, of: InputName(1)),
    ])
  func pausedInput(point: CrashPoint) {
    let plan = Plan(nodes: ["a", "b"], [("x", "a", 0), ("y", "b", 0)]).with(.stall(middle(point)))
    let drive = Drive.of(plan, Self.reading)
    let stalled = drive.lines.firstIndex(of: "a stalls until 100")
    let resumed = drive.lines.firstIndex(of: "a resumes")
    let other = drive.lines.firstIndex(of: "b > #2 \"y saw 0\"")
    let own = drive.lines.firstIndex(of: "a > #1 \"x saw 0\"")
    let order = [stalled, other, resumed, own].compactMap(\.self)
    #expect(order.count == 4, "\(drive.lines)")
    #expect(order == order.sorted())
    #expect(drive.lines(with: "a <").count == 1)
    #expect(drive.world.now == .at(100))
    #expect(drive.world.nodes.map(\.incarnation) == [1, 1])
  }

  @Test("every node that is at the point of its pause is paused, not only the first")
  func pausedTogether() {
    let plan = Plan(nodes: ["a", "b"], [("x", "a", 0), ("y", "b", 0)]).with(
      .stall(Stall("b", .point(.idle(after: nil)), milliseconds: 50)),
      .stall(Stall("a", .point(.idle(after: nil)), milliseconds: 70)))
    let drive = Drive.of(plan, telling)
    #expect(drive.lines(with: "> #") == ["b > #2 50", "a > #1 70"])
  }

  @Test("a crash ends a pause: the next instance knows nothing of it")
  func crashInPause() {
    let pause = Disturbance.stall(Stall("a", .at(.start), milliseconds: 100))
    let plan = Plan(("x", 0), ("y", 200)).with(pause)
    #expect(Drive.of(plan, telling).lines(with: "> #") == ["a > #1 100", "a > #2 200"])
    let crashed = Drive.of(
      plan.with(.crash(Crash(node: "a", point: .idle(after: nil)))), telling)
    #expect(crashed.lines(with: "> #") == ["a > #1 0", "a > #2 200"])
    #expect(crashed.lines(with: "resumes") == [])
  }

  @Test("a peer that is paused answers late, and its asker waits")
  func pausedPeer() {
    let plan = Plan(nodes: ["a", "b"], [("ask", "a", 0)]).with(
      .stall(Stall("b", .at(.start), milliseconds: 80)))
    let drive = Drive.of(plan) { turn in
      guard turn.text == "ask" else { return .integer(turn.now.milliseconds) }
      return .integer(try turn.runtime.peer("b").call("x") as Int64)
    }
    #expect(drive.world.answer(to: 1) == .reply(.integer(80)))
  }
}
