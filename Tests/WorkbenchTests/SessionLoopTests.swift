import Course
import Foundation
import Progress
import Results
import Synchronization
import TestSupport
import Testing

@testable import Workbench

struct SessionLoopTests {
  /// What a loop did to its surroundings.
  private final class Diary {
    var notes: [SessionNote] = []
    var events: [ProgressEvent] = []
    var isInterrupted = false
  }

  private static func outcome(_ result: LabResult) -> LabJudge.Outcome {
    LabJudge.Outcome(
      result: result, isolation: 3, isolationLabel: "namespaces", compileMilliseconds: 1,
      wallMilliseconds: 2, cpuMilliseconds: 3, faultFreeCPUMilliseconds: 1)
  }

  private func world(
    _ diary: Diary, file: String, judge: @escaping SessionLoop.Judging,
    onNote: @escaping (SessionNote) throws -> Void = { _ in }
  ) -> SessionLoop.World {
    SessionLoop.World(
      files: [file], judge: judge, record: { event in diary.events.append(event) },
      show: { note in
        diary.notes.append(note)
        try onNote(note)
      },
      isInterrupted: { diary.isInterrupted },
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
      let keys = Inbox<Character>()
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
          if note == .next(.correct) { try folder.write("green", to: "Counter.swift") }
          if case .next(.goOn) = note { keys.post("q") }
        })
      var loop = SessionLoop(try session(), world: world, keys: keys)
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
      let keys = Inbox<Character>()
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
          if note == .built(milliseconds: 1) { try folder.write("quick", to: "Counter.swift") }
          if case .next(.goOn) = note { keys.post("q") }
        })
      var loop = SessionLoop(try session(), world: world, keys: keys)
      _ = try loop.run()
      #expect(diary.notes.contains(.startingOver))
      #expect(diary.events.count == 1)
    }
  }

  @Test("Ctrl-C ends a run and then the loop")
  func interrupts() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("slow", to: "Counter.swift")
      let diary = Diary()
      let world = world(
        diary, file: file,
        judge: { isCancelled, onEvent in
          onEvent(.built(milliseconds: 1))
          while !isCancelled() { usleep(1000) }
          throw WorkbenchError(.checkerFailed, detail: "ended")
        },
        onNote: { note in diary.isInterrupted = note == .built(milliseconds: 1) })
      var loop = SessionLoop(try session(), world: world, keys: Inbox())
      #expect(try loop.run() == SessionEnd(cause: .interrupted, unrecorded: nil))
      #expect(diary.notes.last == .stopping)
      #expect(diary.events.isEmpty)
    }
  }

  @Test("a store that is full costs the record and not the verdict")
  func tellsUnrecorded() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("x", to: "Counter.swift")
      let keys = Inbox<Character>()
      let diary = Diary()
      var world = world(
        diary, file: file, judge: { _, _ in Self.outcome(CourseFixture.result()) },
        onNote: { note in if case .next = note { keys.post("q") } })
      let error = ProgressError(.diskFull, path: "/p")
      world.record = { _ throws(ProgressError) in throw error }
      var loop = SessionLoop(try session(), world: world, keys: keys)
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
}
