import EDARuntime
import GraderKit
import Results
import Simulation
import Testing

@Suite("Files and restarts in checks")
struct FilesTests {
  /// Two notes at once, then a restart, a third note, and a look at what is there.
  private let notes = Scenario<Deposits>("notes") { plan in
    let node = try plan.node("desk")
    try plan.deliver(.note("one"), to: node, atMilliseconds: 0)
    try plan.deliver(.note("two"), to: node, atMilliseconds: 1)
    plan.restart(node, atMilliseconds: 3)
    try plan.deliver(.note("three"), to: node, atMilliseconds: 10)
    try plan.deliver(.notes, to: node, atMilliseconds: 5000)
  }

  /// Each moment in a few words.
  private func words(_ history: History<Deposits>) throws -> [String] {
    words(try history.moments())
  }

  private func words(_ moments: [Moment<Deposits>]) -> [String] {
    moments.map { moment in
      switch moment {
      case .answered(.note(let text), .reply(.notes(let notes))): "note \(text): \(notes)"
      case .answered(.notes, .reply(.notes(let notes))): "notes: \(notes)"
      case .answered(_, .failure(let failure)): "failure \(failure.reason)"
      case .answered(_, let answer): "\(answer)"
      case .told(.synced, .reply(.durable(let count))): "durable \(count)"
      case .told(.timer, nil): "timer"
      case .told(_, let answer): "told \(String(describing: answer))"
      case .ended: "ended"
      }
    }
  }

  @Test("a history tells what was said to signals, and where an instance ended, in order")
  func moments() throws {
    let outcome = try outcome(MemoryStarter()) {
      invariant("I1", of: notes, needs: .none) { history in
        // The restart loses both signals, and no bytes.
        try expect(
          words(history),
          equals: [
            "note one: one", "note two: onetwo", "ended", "note three: onetwothree", "durable 1",
            "notes: onetwothree",
          ], "the moments")
        try expect(history.crashCount, equals: 0, "crashes: a restart is none")
      }
    }
    #expect(outcome.failure == nil)
    #expect(outcome.verdict == .pass)
  }

  @Test("errors are moments, too, and a signal to which nothing is said")
  func errors() throws {
    let outcomes = judge(MemoryStarter(.refusesAll)) {
      property("H1", needs: .none) { lab in
        let account = try lab.component()
        _ = try account.attempt(.note("x"))
        try account.call(.later(amount: 5, at: Instant(milliseconds: 40)))
        try account.world.pass(milliseconds: 50)
        try expect(
          words(account.world.history).prefix(1), equals: ["failure closed"], "the moments")
      }
    }
    #expect(outcomes.map(\.failure) == [nil])
    let timer = try outcome(MemoryStarter()) {
      property("H1", needs: .none) { lab in
        let account = try lab.component()
        try account.call(.later(amount: 5, at: Instant(milliseconds: 40)))
        try account.world.pass(milliseconds: 50)
        try expect(words(account.world.history).last, equals: "timer", "the last moment")
      }
    }
    #expect(timer.failure == nil)
  }

  @Test("passing time tells what was said meanwhile, and nothing from before")
  func passing() throws {
    let outcome = try outcome(MemoryStarter()) {
      property("H1", needs: .none) { lab in
        let account = try lab.component()
        try account.call(.note("one"))
        try expect(
          words(account.world.pass(milliseconds: 100)), equals: ["durable 1"], "the first")
        try account.call(.note("two"))
        try account.call(.later(amount: 5, at: account.world.now))
        try expect(
          words(account.world.pass(milliseconds: 9)), equals: ["timer", "durable 2"], "the second")
        try expect(words(account.world.pass(milliseconds: 9)), equals: [], "the third")
      }
    }
    #expect(outcome.failure == nil)
  }

  @Test("what a component says to a signal must be a reply of its lab")
  func foreignReplyToSignal() throws {
    let outcome = try outcome(MemoryStarter(.none, trouble: .replies(.null))) {
      property("H1", needs: .none) { _ = try $0.history(of: notes).moments() }
    }
    #expect(outcome.verdict == .protocol)
  }

  @Test("a component can start on a file, and the checker sees what stands in it")
  func files() throws {
    let outcome = try outcome(MemoryStarter()) {
      property("H1", needs: .none) { lab in
        let files = ["notes": Array("old ".utf8)]
        let account = try lab.world().component("desk", setup: NoSetup(), files: files)
        try expect(account.file("notes"), equals: Array("old ".utf8), "the file at first")
        try account.expect(.note("new"), equals: .notes("old new"))
        try expect(account.file("notes"), equals: Array("old new".utf8), "the file")
        try expect(account.file("other"), equals: [], "a file that is not there")
        // Only what was not synced is lost.
        try account.crash()
        try account.expect(.notes, equals: .notes("old "))
        try expect(lab.component().file("notes"), equals: [], "another component's file")
      }
    }
    #expect(outcome.failure == nil)
  }

  private func found(under fault: FaultRequest) -> CellOutcome? {
    judge(MemoryStarter()) {
      invariant("I1", of: notes, under: fault, needs: .none) { history in
        for case (.notes, .notes(let notes)) in try history.replies() { history.saw(notes) }
      }
    }.last
  }

  @Test("a crash tears what was appended at a few places, or at every byte if that is asked for")
  func everyByte() throws {
    // The third note was cut off, so it comes again behind what is left of it.
    let few = try #require(found(under: .crash(atEveryEffect: true)))
    let all = try #require(found(under: .crash(atEveryByte: true)))
    #expect(few.count("onetwothrthree") == nil)
    for left in ["", "t", "th", "thr", "thre", "three"] {
      #expect(all.count("onetwo\(left)three") != nil, "\(left)")
    }
    #expect(all.count("distinct crash points") ?? 0 > few.count("distinct crash points") ?? 0)
    #expect(all.count("crashes run again whole") ?? 0 > 1)
  }

  @Test("a timeline shows what a crash left of a file, restarts, and signals by their numbers")
  func timeline() throws {
    let outcome = judge(MemoryStarter()) {
      invariant("I1", of: notes, under: .crash(atEveryByte: true), needs: .none) { history in
        for case (.notes, .notes(let notes)) in try history.replies() {
          try require(notes != "onetwothrthree", "torn after three bytes")
        }
      }
    }.last
    let timeline = try #require(outcome?.failure?.timeline)
    #expect(timeline.contains { $0.hasSuffix("disk      of the 11 bytes of notes, 9 survive") })
    #expect(timeline.contains { $0.hasSuffix("stop      desk, as planned") })
    #expect(timeline.contains { $0.hasSuffix("sync 3 is done") })
  }
}
