import EDARuntime
import Simulation
import Testing

@Suite("Crash points")
struct CrashPointsTests {
  private func points(of drive: Drive) -> (points: CrashPoints, base: Drive) {
    var points = CrashPoints()
    var drive = drive
    drive.run(visiting: { points.visit($0) })
    return (points, drive)
  }

  @Test("neighbouring points with the same durable state are covered and count as one")
  func counts() {
    // Points: idle; before get = after get = before commit; after commit; idle.
    let (points, _) = points(of: Drive(Plan(("x", 0)), WorldCrashTests.counting))
    #expect(points.coveredCount == 6)
    expectSame(
      points.candidates.map(\.crash.point.line),
      ["idle at first", "before call 1 of #1", "after call 2 of #1", "idle after #1"])
  }

  @Test("each part of an unsynced tail that can survive is a candidate of its own")
  func survivors() {
    let plan = Plan(("x", 0))
    let (points, _) = points(
      of: Drive(plan) { turn in
        try turn.runtime.file("log").append([1, 2, 3])
        return .null
      })
    // Idle, before: 1 each. After the append, and idle again: 0, 1, 2 or 3 bytes survive.
    expectSame(
      points.candidates.map { "\($0.crash.point.line), \($0.crash.survivor)" },
      [
        "idle at first, 0", "before call 1 of #1, 0", "after call 1 of #1, 0",
        "after call 1 of #1, 1", "after call 1 of #1, 2", "after call 1 of #1, 3",
        "idle after #1, 0", "idle after #1, 1", "idle after #1, 2", "idle after #1, 3",
      ])
    #expect(points.coveredCount == 10)
  }

  /// Uses a store, a file with syncs, a timer and messages.
  private static let busy: Behaviour = { turn in
    let runtime = turn.runtime
    guard !turn.text.isEmpty else {
      turn.memory["signals", default: 0] += 1
      return .integer(turn.memory["signals"] ?? 0)
    }
    let text = turn.text
    let file = runtime.file("log")
    try file.append(Array(text.utf8))
    _ = try file.sync()
    try runtime.timers.set("t", at: turn.now.advanced(byMilliseconds: 20))
    _ = try runtime.outbound.publish(Envelope(id: text, source: "", type: ""), to: "c")
    try runtime.store().transaction { $0.put(text, try $0.integer(text) ?? 0 + 1) }
    return .integer(try file.size())
  }

  @Test("going on from a candidate is the run with that crash in it, step by step")
  func candidatesAreRuns() {
    let plan = Plan(("one", 0), ("two", 3), ("three", 30))
    let world = World(plan: plan, seed: Seed(number: 3))
    let (points, base) = points(of: Drive(world, ["a": Self.busy]))
    #expect(points.candidates.count > 40)
    for candidate in points.candidates {
      var fresh = Drive(candidate.world, ["a": Self.busy])
      fresh.run()
      var whole = world
      whole.plannedCrashes = [candidate.crash]
      var again = Drive(whole, ["a": Self.busy])
      again.run()
      expectSame(again.lines, fresh.lines, "\(candidate.crash)")
      #expect(again.world.stores == fresh.world.stores)
      #expect(again.world.files == fresh.world.files)
      #expect(again.lines != base.lines)
    }
  }

  @Test("with several nodes that ask one another, each candidate's crash is carried out")
  func crashesOfPeers() {
    let plan = Plan(nodes: ["a", "b"], [("x", "a", 0), ("y", "b", 0)])
    let world = World(plan: plan, seed: Seed(number: 4))
    let a: Behaviour = { turn in
      let text = turn.text
      try turn.runtime.store().transaction { $0.put(text, [1]) }
      do {
        let reply: Int = try turn.runtime.peer("b").call("from a")
        return .integer(Int64(reply))
      } catch is RuntimeFailure {
        return .null
      }
    }
    let behaviours = ["a": a, "b": WorldCrashTests.counting]
    let integer: Behaviour = { turn in
      _ = try WorldCrashTests.counting(&turn)
      return .integer(1)
    }
    let both = behaviours.merging(["b": integer]) { $1 }
    let (points, _) = points(of: Drive(world, both))
    #expect(Set(points.candidates.map(\.crash.node)) == ["a", "b"])
    for candidate in points.candidates {
      var whole = world
      whole.plannedCrashes = [candidate.crash]
      var drive = Drive(whole, both)
      drive.run()
      let crashes = drive.world.steps.compactMap { step -> Crash? in
        guard case .crashed(let node, let point, _) = step else { return nil }
        return Crash(node: node, point: point, survivor: candidate.crash.survivor)
      }
      #expect(crashes == [candidate.crash])
      #expect(drive.world.outcome == .finished)
    }
  }
}
