import EDARuntime
import Simulation
import Testing

@Suite("Crashes")
struct WorldCrashTests {
  /// Counts how often an input was handled, in memory and in the store.
  static let counting: Behaviour = { turn in
    turn.memory["n", default: 0] += 1
    let stored = try turn.runtime.store().transaction { transaction in
      let count = (try transaction.integer("n") ?? 0) + 1
      transaction.put("n", count)
      return count
    }
    return .array([.integer(turn.memory["n"] ?? 0), .integer(stored)])
  }

  private func crashed(
    _ plan: Plan, _ point: CrashPoint, survivor: Int = 0, _ behaviour: @escaping Behaviour
  ) -> Drive {
    var drive = Drive(plan, behaviour)
    drive.world.plannedCrashes = [Crash(node: "a", point: point, survivor: survivor)]
    drive.run()
    return drive
  }

  @Test(
    "a crash before a call leaves no trace of it; the input comes again to a new instance"
  )
  func beforeCall() {
    let drive = crashed(Plan(("x", 0)), .before(call: 2, of: InputName(1)), Self.counting)
    expectSame(
      drive.lines,
      [
        "a starts (1)", "0 a < #1/1 \"x\"", "a 1 [get,main,n] -> [entry,null]",
        "a CRASH before call 2 of #1", "again #1/2 at 1000", "a starts (2)", "1000 a < #1/2 \"x\"",
        "a 2 [get,main,n] -> [entry,null]", "a 3 [commit,main,[[n,0]],[[n,MQ==]]] -> [done]",
        "a > #1 [1,1]",
      ])
    #expect(drive.actions.count { $0 == .kill(node: "a") } == 1)
    #expect(drive.world.plannedCrashes.isEmpty)
  }

  @Test("a crash after a call keeps what it did, and the input comes again all the same")
  func afterCall() {
    let drive = crashed(Plan(("x", 0)), .after(call: 2, of: InputName(1)), Self.counting)
    expectSame(
      drive.lines,
      [
        "a starts (1)", "0 a < #1/1 \"x\"", "a 1 [get,main,n] -> [entry,null]",
        "a 2 [commit,main,[[n,0]],[[n,MQ==]]] -> [done]", "a CRASH after call 2 of #1",
        "again #1/2 at 1000", "a starts (2)", "1000 a < #1/2 \"x\"",
        "a 3 [get,main,n] -> [entry,[n,MQ==,1]]", "a 4 [commit,main,[[n,1]],[[n,Mg==]]] -> [done]",
        "a > #1 [1,2]",
      ])
  }

  @Test("a crash between inputs takes memory and nothing else, also after the last input")
  func idle() {
    let plan = Plan(("x", 0), ("y", 10))
    let middle = crashed(plan, .idle(after: InputName(1)), Self.counting)
    #expect(middle.world.answer(to: 2) == .reply(.array([.integer(1), .integer(2)])))
    #expect(!middle.lines.contains { $0.hasPrefix("again") })
    let first = crashed(plan, .idle(after: nil), Self.counting)
    #expect(first.lines.prefix(3) == ["a starts (1)", "a CRASH idle at first", "a starts (2)"])
    #expect(first.lines.last == "a > #2 [2,2]")
    let last = crashed(plan, .idle(after: InputName(2)), Self.counting)
    #expect(last.lines.suffix(3) == ["a > #2 [2,2]", "a CRASH idle after #2", "a starts (2)"])
  }

  @Test("an attempt that ends in a crash counts: a message is given up all the same")
  func crashesCount() {
    var plan = Plan(("x", 0))
    plan.maximumAttempts = 1
    let drive = crashed(plan, .before(call: 1, of: InputName(1)), Self.counting)
    #expect(drive.lines.suffix(2) == ["gave up #1", "a starts (2)"])
  }

  /// Appends the text and, unless it is `tail`, asks for a sync; reports what it finds in the file.
  private static let journal: Behaviour = { turn in
    let file = turn.runtime.file("log")
    guard !turn.text.isEmpty else {
      let bytes = try file.read(at: 0, count: 100)
      return .string(String(decoding: bytes, as: UTF8.self))
    }
    try file.append(Array(turn.text.utf8))
    if turn.text != "tail" { _ = try file.sync() }
    return .null
  }

  @Test(
    "what was synced is kept; of the rest nothing, all, or a torn part is",
    arguments: [
      (0, "one"), (1, "onet"), (2, "oneta"), (3, "onetai"), (4, "onetail"), (9, "onetail"),
    ])
  func survivors(survivor: Int, found: String) {
    // The sync of the first input is completed at 5, before the second comes.
    let plan = Plan(("one", 0), ("tail", 10), ("", 20))
    let drive = crashed(plan, .idle(after: InputName(2)), survivor: survivor, Self.journal)
    #expect(drive.world.answer(to: 3) == .reply(.string(found)))
    #expect(drive.world.files["a/log"]?.synced == Array(found.utf8))
  }

  @Test("the transcript tells how much survived of a file that held unsynced changes, and else not")
  func survivorsInTranscript() {
    let plan = Plan(("one", 0), ("tail", 10), ("", 20))
    let torn = crashed(plan, .idle(after: InputName(2)), survivor: 2, Self.journal)
    #expect(torn.lines.filter { $0.contains("bytes of") } == ["5 of 7 bytes of log"])
    let synced = crashed(plan, .idle(after: InputName(-1)), Self.journal)
    #expect(synced.lines.contains("a CRASH idle after #-1"))
    #expect(!synced.lines.contains { $0.contains("bytes of") })
  }

  @Test("right after an append the tail can be torn at every byte, and anywhere else at a few")
  func everyByte() {
    var drive = Drive(Plan(("seven77", 0)), Self.journal)
    drive.world.plan.tearsAtEveryByte = true
    var counts: [Int] = []
    drive.run(visiting: { counts.append($0.survivorCount(of: "a")) })
    // None, first, middle, last but one, all; and none to all seven.
    #expect(Set(counts) == [1, 5, 8])
    // After the append, and before the sync: the same point.
    #expect(counts.count { $0 == 8 } == 2)
  }

  @Test("each byte of an append that survives a crash right after it is what the next one finds")
  func tornAtEveryByte() {
    for survivor in 0...7 {
      var drive = Drive(Plan(("seven77", 0), ("", 20)), Self.journal)
      drive.world.plan.tearsAtEveryByte = true
      drive.world.plannedCrashes = [
        Crash(node: "a", point: .after(call: 1, of: InputName(1)), survivor: survivor)
      ]
      drive.run()
      // The call that was cut off comes again a second later, after the look.
      #expect(drive.world.answer(to: 2) == .reply(.string(String("seven77".prefix(survivor)))))
    }
  }

  @Test("a planned restart takes memory, timers and signals, keeps all bytes, and is no crash")
  func restart() {
    var plan = Plan(("one", 0), ("tail", 1))
    plan.restart("a", at: Instant(milliseconds: 3))
    plan.deliver(.string(""), to: "a", at: Instant(milliseconds: 20))
    var drive = Drive(plan, Self.journal)
    drive.run()
    #expect(drive.lines.contains("a stops"))
    #expect(!drive.lines.contains { $0.contains("synced") || $0.contains("CRASH") })
    #expect(drive.world.nodes[0].incarnation == 2)
    #expect(drive.world.answer(to: 4) == .reply(.string("onetail")))
    #expect(drive.world.files["a/log"]?.synced == Array("onetail".utf8))
    #expect(drive.world.outcome == .finished)
  }

  @Test("a crash that was planned comes where it was planned, also beside a restart")
  func crashBesideRestart() {
    var plan = Plan(("one", 0))
    plan.restart("a", at: Instant(milliseconds: 8))
    plan.deliver(.string("two"), to: "a", at: Instant(milliseconds: 10))
    plan.deliver(.string(""), to: "a", at: Instant(milliseconds: 3000))
    let drive = crashed(plan, .after(call: 2, of: InputName(3)), survivor: 1, Self.journal)
    #expect(drive.lines.filter { $0.contains("CRASH") } == ["a CRASH after call 2 of #3"])
    #expect(drive.world.nodes[0].incarnation == 3)
    // One byte is left of the first attempt.
    #expect(drive.world.answer(to: 4) == .reply(.string("onettwo")))
  }

  @Test("a file that is put in place is durable, and is its node's alone")
  func placedFile() {
    var plan = Plan()
    plan.addNode("a", setup: .null, files: ["log": Array("old".utf8)])
    plan.addNode("b", setup: .null)
    for node in ["a", "b"] { plan.deliver(.string(""), to: node, at: .start) }
    var drive = Drive(plan, Self.journal)
    drive.world.plannedCrashes = [Crash(node: "a", point: .idle(after: nil))]
    drive.run()
    #expect(drive.world.answer(to: 1) == .reply(.string("old")))
    #expect(drive.world.answer(to: 2) == .reply(.string("")))
  }

  @Test("a sync that was not completed has promised nothing, and nobody is told that it is done")
  func uncompletedSync() {
    let plan = Plan(("one", 0), ("", 20))
    let drive = crashed(plan, .idle(after: InputName(1)), Self.journal)
    #expect(drive.world.answer(to: 2) == .reply(.string("")))
    #expect(!drive.lines.contains { $0.contains("synced") })
  }

  @Test("timers and pending signals die with their instance, and only with it")
  func forgottenSignals() {
    let plan = Plan(nodes: ["a", "b"], [("x", "a", 0), ("x", "b", 0)])
    var drive = Drive(plan) { turn in
      guard turn.text == "x" else { return .null }
      try turn.runtime.timers.set("t", at: Instant(milliseconds: 50))
      _ = try turn.runtime.outbound.publish(Envelope(id: "1", source: "", type: ""), to: "c")
      return .null
    }
    drive.world.plannedCrashes = [Crash(node: "a", point: .idle(after: InputName(1)))]
    drive.run()
    #expect(
      drive.lines.filter { $0.contains("timer t") || $0.contains("< published") }
        == ["5 b < published 2", "50 b < timer t"])
    #expect(drive.world.published.count == 2)
  }

  @Test("a property's call that a crash cuts off stays unanswered")
  func propertyCall() {
    var drive = Drive(Plan(nodes: ["a"], []), Self.counting)
    let number = drive.world.ask(.string("x"), of: "a")
    drive.world.plannedCrashes = [Crash(node: "a", point: .after(call: 1, of: InputName(1)))]
    drive.run()
    #expect(drive.world.answer(to: number) == nil)
    #expect(drive.lines.last == "a starts (2)")
  }

  @Test("a crash between two calls of a property loses memory and keeps the store")
  func crashByHand() {
    var drive = Drive(Plan(nodes: ["a"], []), Self.counting)
    _ = drive.world.ask(.string("x"), of: "a")
    drive.run()
    drive.world.crash(Crash(node: "a", point: .idle(after: InputName(1))))
    let number = drive.world.ask(.string("y"), of: "a")
    drive.run()
    #expect(drive.world.answer(to: number) == .reply(.array([.integer(1), .integer(2)])))
    #expect(drive.world.nodes[0].incarnation == 2)
  }
}
