import Course
import Foundation
import Progress
import Results
import Synchronization
import Terminal
import TestSupport
import Testing

@testable import Workbench

struct SessionLoopTests {
  /// What a loop did to its surroundings.
  private final class Diary {
    var notes: [SessionNote] = []
    var events: [ProgressEvent] = []
  }

  private static func outcome(_ result: LabResult) -> LabJudge.Outcome {
    LabJudge.Outcome(
      result: result, isolation: 3, isolationLabel: "namespaces", compileMilliseconds: 1,
      wallMilliseconds: 2, cpuMilliseconds: 3, faultFreeCPUMilliseconds: 1)
  }

  private func world(
    _ diary: Diary, file: String, judge: @escaping SessionLoop<FakeDesk>.Judging,
    onNote: @escaping (SessionNote) -> Void = { _ in }
  ) -> SessionLoop<FakeDesk>.World {
    SessionLoop<FakeDesk>.World(
      files: [file], judge: judge, record: { event in diary.events.append(event) },
      lines: { note in
        diary.notes.append(note)
        onNote(note)
        return []
      },
      task: { _ in ["the task"] }, edit: { _ in "no editor" }, reset: { .success("kept/1") },
      undo: { .failure(WishRefused("nothing to undo")) },
      context: { outcome in
        RunContext(
          mode: .selfCheck, isolationLevel: outcome.isolation,
          isolationLabel: outcome.isolationLabel, toolVersion: "t", startedAt: "now")
      }, explain: { "\($0)" })
  }

  private func session() throws -> Session {
    Session(try CourseFixture.lab().manifest, hints: HintShelf(nil), follower: nil)
  }

  @Test("a red file is saved over and turns green; both results are recorded in order")
  func redThenGreen() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("red", to: "Counter.swift")
      let desk = FakeDesk()
      let diary = Diary()
      let world = world(
        diary, file: file,
        judge: { _, onEvent in
          let text = try String(contentsOfFile: file, encoding: .utf8)
          let result = CourseFixture.result(failing: text == "green" ? [] : ["H1"])
          onEvent(.built(milliseconds: 1))
          for check in result.checks { onEvent(.checked(check)) }
          return Self.outcome(result)
        },
        onNote: { note in
          if note == .next(.correct) { _ = try? folder.write("green", to: "Counter.swift") }
          if case .next(.goOn) = note { desk.press(.character("q")) }
        })
      var loop = SessionLoop(try session(), world: world, on: desk, events: nil)
      let end = try loop.run()
      #expect(end == SessionEnd(cause: .quit, unrecorded: nil))
      let recorded = diary.events.compactMap { event -> Bool? in
        if case .resultRecorded(let result, _) = event { result.isComplete } else { nil }
      }
      #expect(recorded == [false, true])
    }
  }

  @Test("a save during a run ends it, and the run of the new content follows")
  func cancels() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("slow", to: "Counter.swift")
      let desk = FakeDesk()
      let diary = Diary()
      let world = world(
        diary, file: file,
        judge: { isCancelled, onEvent in
          guard try String(contentsOfFile: file, encoding: .utf8) == "slow" else {
            return Self.outcome(CourseFixture.result())
          }
          onEvent(.built(milliseconds: 1))
          while !isCancelled() { usleep(1000) }
          throw WorkbenchError(.checkerFailed, detail: "ended")
        },
        onNote: { note in
          if note == .built(milliseconds: 1) { _ = try? folder.write("quick", to: "Counter.swift") }
          if case .next(.goOn) = note { desk.press(.character("q")) }
        })
      var loop = SessionLoop(try session(), world: world, on: desk, events: nil)
      _ = try loop.run()
      #expect(diary.notes.contains(.startingOver))
      #expect(diary.events.count == 1)
    }
  }

  @Test("Ctrl-C ends a run and then the loop")
  func interrupts() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("slow", to: "Counter.swift")
      let desk = FakeDesk()
      let diary = Diary()
      let world = world(
        diary, file: file,
        judge: { isCancelled, onEvent in
          onEvent(.built(milliseconds: 1))
          while !isCancelled() { usleep(1000) }
          throw WorkbenchError(.checkerFailed, detail: "ended")
        },
        onNote: { note in desk.isInterrupted = note == .built(milliseconds: 1) })
      var loop = SessionLoop(try session(), world: world, on: desk, events: nil)
      #expect(try loop.run() == SessionEnd(cause: .interrupted, unrecorded: nil))
      #expect(diary.notes.last == .stopping)
      #expect(diary.events.isEmpty)
    }
  }

  @Test("a store that is full costs the record and not the verdict")
  func tellsUnrecorded() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("x", to: "Counter.swift")
      let desk = FakeDesk()
      let diary = Diary()
      var world = world(
        diary, file: file, judge: { _, _ in Self.outcome(CourseFixture.result()) },
        onNote: { note in if case .next = note { desk.press(.character("q")) } })
      let error = ProgressError(.diskFull, path: "/p")
      world.record = { _ throws(ProgressError) in throw error }
      var loop = SessionLoop(try session(), world: world, on: desk, events: nil)
      #expect(try loop.run() == SessionEnd(cause: .quit, unrecorded: error))
      let kinds = diary.notes.map { note in
        switch note {
        case .notRecorded: "not recorded"
        case .verdict: "verdict"
        default: ""
        }
      }
      #expect(kinds.contains("verdict") && kinds.contains("not recorded"))
    }
  }

  @Test("what a run says while the task is read comes when the learner has read it")
  func holdsNotes() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("x", to: "Counter.swift")
      let desk = FakeDesk(rows: 4)
      var world = world(
        Diary(), file: file, judge: { _, _ in Self.outcome(CourseFixture.result()) })
      world.lines = { note in
        // The run is over, and its words wait for the reader.
        if case .next = note { desk.script = [.enter, .enter, .character("q")] }
        return if case .verdict = note { ["the verdict"] } else { [] }
      }
      var loop = SessionLoop(try session(), world: world, on: desk, events: nil)
      _ = try loop.run(document: (1...6).map { StyledLine("task \($0)") })
      #expect(desk.lines == (1...6).map { "task \($0)" } + ["the verdict"])
    }
  }

  /// The lines that a verdict of so many lines leaves on the screen when the run is over, and after
  /// these keys.
  private func shown(verdict count: Int, keys: [Key]) throws -> (run: [String], end: [String]) {
    try withTemporaryFolder { folder in
      let file = try folder.write("x", to: "Counter.swift")
      let desk = FakeDesk(rows: 6)
      var run: [String] = []
      var world = world(
        Diary(), file: file, judge: { _, _ in Self.outcome(CourseFixture.result()) })
      world.lines = { note in
        switch note {
        case .checking: return ["checking"]
        case .verdict: return (1...count).map { StyledLine("line \($0)") }
        case .next:
          desk.script = keys
          return ["next"]
        case .noHint:
          run = run.isEmpty ? desk.lines : run
          return ["no hint"]
        default: return []
        }
      }
      var loop = SessionLoop(try session(), world: world, on: desk, events: nil)
      _ = try loop.run()
      return (run, desk.lines)
    }
  }

  @Test("a verdict that is longer than the screen waits after its first page; space goes on")
  func pagesVerdict() throws {
    let quit = Key.character("q")
    let some = try shown(verdict: 12, keys: [.character(" "), quit]).end
    #expect(some.prefix(5) == ["checking", "line 1", "line 2", "line 3", "line 4"])
    let short = try shown(verdict: 2, keys: [quit]).end
    #expect(short == ["checking", "line 1", "line 2", "next"])
  }

  @Test("any other key works at once, and what was not shown yet comes before what it does")
  func losesNothing() throws {
    let all = ["checking"] + (1...12).map { "line \($0)" } + ["next"]
    let (run, end) = try shown(verdict: 12, keys: [.character("h"), .character("q")])
    #expect(run == all)
    #expect(end == all + ["no hint"])
    #expect(try shown(verdict: 12, keys: [.character("q")]).end == all)
  }

  @Test("the footer offers the next page while one waits")
  func offersPage() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("x", to: "Counter.swift")
      let desk = FakeDesk(rows: 6)
      var footers: [String] = []
      var world = world(
        Diary(), file: file, judge: { _, _ in Self.outcome(CourseFixture.result()) })
      world.lines = { note in
        footers.append(desk.footer ?? "")
        if case .verdict = note { return (1...12).map { StyledLine("line \($0)") } }
        if case .next = note { desk.script = [.character("?"), .character("q")] }
        return []
      }
      var loop = SessionLoop(try session(), world: world, on: desk, events: nil)
      _ = try loop.run()
      #expect(footers.contains { $0.hasPrefix("space more  ") })
    }
  }

  @Test("a lesson that was read elsewhere meanwhile is not named as next")
  func looksAhead() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("x", to: "Counter.swift")
      let desk = FakeDesk()
      let diary = Diary()
      var world = world(
        diary, file: file,
        judge: { _, _ in Self.outcome(CourseFixture.result(failing: ["H1"])) },
        onNote: { note in if case .next = note { desk.press(.character("q")) } })
      world.ahead = { ([:], "lab 02") }
      let session = Session(
        try CourseFixture.lab().manifest, hints: HintShelf(nil),
        unread: ["1.1": "lesson 1.1, Counting"], follower: nil)
      var loop = SessionLoop(session, world: world, on: desk, events: nil)
      _ = try loop.run()
      #expect(diary.notes.contains(.next(.correct)))
      #expect(!diary.notes.contains(.next(.read("lesson 1.1, Counting"))))
    }
  }

  @Test("a reset is recorded, and a wish that cannot be had is told in words")
  func wishes() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("x", to: "Counter.swift")
      let desk = FakeDesk(
        script: [.character("x"), .character("y"), .character("u"), .character("e")])
      let diary = Diary()
      let world = world(
        diary, file: file, judge: { _, _ in Self.outcome(CourseFixture.result()) },
        onNote: { note in
          if note == .refusedWish("no editor") { desk.press(.character("q")) }
        })
      var loop = SessionLoop(try session(), world: world, on: desk, events: nil)
      _ = try loop.run()
      #expect(diary.events.contains(.labReset(lab: "01-count", kept: "kept/1")))
      #expect(diary.notes.contains(.wasReset(kept: "kept/1")))
      #expect(diary.notes.contains(.refusedWish("nothing to undo")))
    }
  }
}
