import EDARuntime
import Simulation
import Testing

@Suite("Timers, syncs and publications")
struct WorldSignalTests {
  /// Sets timers as `name@time` and cancels them as `-name`; says which fired.
  private static let timers: Behaviour = { turn in
    if case .signal(.timer(let name)) = turn.input { return .string(name) }
    for word in turn.text.split(separator: " ") {
      let parts = word.split(separator: "@").map(String.init)
      if parts.count == 2 {
        try turn.runtime.timers.set(parts[0], at: Instant(milliseconds: Int64(parts[1]) ?? 0))
      } else {
        try turn.runtime.timers.cancel(String(word.dropFirst()))
      }
    }
    return .null
  }

  private func fired(_ plan: Plan) -> [String] {
    var drive = Drive(plan, Self.timers)
    drive.run()
    return drive.lines.filter { $0.contains("timer") && $0.contains("<") && !$0.contains("#") }
  }

  @Test("timers fire at their instants, in their order, whatever else arrives")
  func timersFire() {
    #expect(
      fired(Plan(("late@50 early@20", 0), ("", 20)))
        == ["20 a < timer early", "50 a < timer late"])
  }

  @Test("setting a timer again moves it, earlier or later; it fires once")
  func movedTimers() {
    #expect(fired(Plan(("t@50", 0), ("t@90", 10))) == ["90 a < timer t"])
    #expect(fired(Plan(("t@50", 0), ("t@20", 10))) == ["20 a < timer t"])
    #expect(fired(Plan(("t@50 t@50", 0))) == ["50 a < timer t"])
  }

  @Test(
    "a cancelled timer does not fire; one that is not set can be cancelled; it can be set again")
  func cancelledTimers() {
    #expect(fired(Plan(("t@50", 0), ("-t", 10))) == [])
    #expect(fired(Plan(("-t", 0))) == [])
    #expect(fired(Plan(("t@50", 0), ("-t t@60", 10))) == ["60 a < timer t"])
  }

  @Test("a timer in the past fires at once, after what has already arrived")
  func pastTimer() {
    var drive = Drive(Plan(("t@5", 100), ("x@900", 100)), Self.timers)
    drive.run(until: { $0.answeredCount == 3 })
    expectSame(
      drive.lines.filter { $0.contains("<") },
      ["100 a < #1/1 \"t@5\"", "100 a < #2/1 \"x@900\"", "100 a < timer t"])
  }

  @Test("timers of two nodes are apart even if they have one name")
  func timersOfNodes() {
    let plan = Plan(nodes: ["a", "b"], [("t@50", "a", 0), ("t@40", "b", 0), ("-t", "a", 10)])
    #expect(fired(plan) == ["40 b < timer t"])
  }

  @Test("an error in a signal is not a reason to send it again")
  func signalsAreSentOnce() {
    var drive = Drive(Plan(("", 0))) { turn in
      guard turn.text.isEmpty, case .signal = turn.input else {
        try turn.runtime.timers.set("t", at: Instant(milliseconds: 5))
        return .null
      }
      throw Unfinished("timer")
    }
    drive.run()
    #expect(drive.lines.suffix(2) == ["5 a < timer t", "a > #-1 unfinished(part: \"timer\")"])
    #expect(drive.world.outcome == .finished)
  }

  /// Appends a call's text and asks for a sync; says what was completed.
  private static let journal: Behaviour = { turn in
    if case .signal(.synced(let token)) = turn.input { return .integer(token.number) }
    let file = turn.runtime.file("log")
    let offset = try file.append(Array(turn.text.utf8))
    if turn.text != "unsynced" { turn.memory["sync"] = try file.sync().number }
    return .integer(offset)
  }

  @Test("a sync is completed by a later input, and other inputs come in between")
  func syncs() {
    var drive = Drive(Plan(("one", 0), ("unsynced", 2), ("two", 4)), Self.journal)
    drive.run()
    expectSame(
      drive.lines.filter { !$0.contains("append") },
      [
        "a starts (1)", "0 a < #1/1 \"one\"", "a 2 [sync,log] -> [number,1]", "a > #1 0",
        "2 a < #2/1 \"unsynced\"", "a > #2 3", "4 a < #3/1 \"two\"",
        "a 5 [sync,log] -> [number,2]", "a > #3 11", "5 a < synced 1", "a > #-1 1",
        "9 a < synced 2",
        "a > #-2 2",
      ])
  }

  @Test("what a sync makes durable is what stood in the file when it was asked for")
  func syncedContents() {
    var drive = Drive(Plan(("one", 0), ("unsynced", 2)), Self.journal)
    drive.run(until: { $0.answeredCount == 2 })
    #expect(drive.world.files["a/log"]?.contents == Array("oneunsynced".utf8))
    #expect(drive.world.files["a/log"]?.synced == [])
    drive.run()
    #expect(drive.world.files["a/log"]?.synced == Array("one".utf8))
  }

  @Test("files are read, measured and cut; a cut beyond the end is refused")
  func files() {
    var drive = Drive(Plan(("abcdef", 0))) { turn in
      let file = turn.runtime.file("log")
      try file.append(Array(turn.text.utf8))
      try file.truncate(to: 4)
      #expect(try file.read(at: 1, count: 2) == Array("bc".utf8))
      #expect(try file.read(at: 3, count: 100) == Array("d".utf8))
      #expect(try file.read(at: 9, count: 1) == [])
      #expect(try file.read(at: -3, count: 1) == Array("a".utf8))
      #expect(try turn.runtime.file("other").size() == 0)
      let size = try file.size()
      do {
        try file.truncate(to: 5)
      } catch let failure as RuntimeFailure {
        return .string("\(size) \(failure)")
      }
      return .null
    }
    drive.run()
    #expect(drive.world.answer(to: 1) == .reply(.string("4 the file is shorter than 5 bytes")))
  }

  @Test("files belong to their node, stores to all nodes")
  func sharing() {
    let plan = Plan(nodes: ["a", "b"], [("x", "a", 0), ("y", "b", 10)])
    let behaviour: Behaviour = { turn in
      let text = turn.text
      let offset = try turn.runtime.file("log").append([1])
      return try turn.runtime.store().transaction { transaction in
        transaction.put(text, [1])
        return .string("\(offset) \(try transaction.scan(from: "").map(\.key).joined())")
      }
    }
    var drive = Drive(plan, behaviour)
    drive.run()
    #expect(drive.world.answer(to: 1) == .reply(.string("0 x")))
    #expect(drive.world.answer(to: 2) == .reply(.string("0 xy")))
    #expect(drive.world.files.keys.sorted() == ["a/log", "b/log"])
    #expect(drive.world.stores["main"]?.version == 2)
  }

  @Test("a message is with the broker at once, and the component is told later")
  func publications() {
    var drive = Drive(Plan(("m1", 7), ("m2", 8))) { turn in
      if case .signal(.published(let token)) = turn.input { return .integer(token.number) }
      let envelope = Envelope(id: turn.text, source: "/a", type: "t")
      return .integer(try turn.runtime.outbound.publish(envelope, to: "orders").number)
    }
    drive.run()
    expectSame(
      drive.lines,
      [
        "a starts (1)", "7 a < #1/1 \"m1\"", "a 1 publish orders m1 -> [number,1]", "a > #1 1",
        "8 a < #2/1 \"m2\"", "a 2 publish orders m2 -> [number,2]", "a > #2 2",
        "12 a < published 1", "a > #-1 1", "13 a < published 2", "a > #-2 2",
      ])
    let published = drive.world.published
    #expect(published.map(\.envelope.id) == ["m1", "m2"])
    #expect(published.map(\.channel) == ["orders", "orders"])
    #expect(published.map(\.at.milliseconds) == [7, 8])
    #expect(published.map(\.call) == [1, 2])
    #expect(published.map(\.node) == ["a", "a"])
  }

  @Test("time passes only over what is not due")
  func passingTime() {
    var drive = Drive(Plan(("t@50", 0)), Self.timers)
    #expect(!drive.world.isQuiet(until: .start))
    drive.run(until: { $0.isQuiet(until: Instant(milliseconds: 49)) })
    #expect(drive.world.answeredCount == 1)
    #expect(!drive.world.isQuiet(until: Instant(milliseconds: 50)))
    drive.world.advance(to: Instant(milliseconds: 49))
    #expect(drive.world.now == Instant(milliseconds: 49))
    drive.world.advance(to: Instant(milliseconds: 10))
    #expect(drive.world.now == Instant(milliseconds: 49))
    drive.run()
    #expect(drive.lines.suffix(2) == ["50 a < timer t", "a > #-1 \"t\""])
  }
}
