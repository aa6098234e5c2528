import Foundation
import Results
import Testing

@testable import Progress

/// Folds events that are not in a file.
private func folded(_ events: [ProgressEvent]) throws -> ProgressSnapshot {
  var snapshot = ProgressSnapshot()
  var head = ChainHead(chain: someChain)
  for (index, event) in events.enumerated() {
    let stored = head.next(at: "t\(index + 1)", kind: event.kind, body: try event.body())
    let place = head.advance(over: stored)
    snapshot.apply(stored, at: try #require(place))
  }
  return snapshot
}

private func run(_ earned: Int, _ context: RunContext = someContext) -> ProgressEvent {
  .resultRecorded(result(earned: earned), context)
}

@Suite struct ProjectionTests {
  @Test("the best result has the larger share of the points, and of equals the first")
  func best() throws {
    let lab = try folded([run(300), run(800), run(700), run(800)])[lab: "15-topic-exchange"]
    #expect(lab.selfCheck.attempts == 4)
    #expect(lab.selfCheck.best?.seq == 2 && lab.selfCheck.latest?.seq == 4)
    #expect(lab.selfCheck.best?.earnedMillipoints == 800)
    #expect(lab.selfCheck.isPassed)
  }

  @Test("a passed result is better than one with more points that was not passed")
  func passedFirst() throws {
    var keyless = result(earned: 950)
    keyless.checks[0].isKey = true
    let events = [ProgressEvent.resultRecorded(keyless, someContext), run(600)]
    #expect(try folded(events)[lab: "15-topic-exchange"].selfCheck.best?.seq == 2)
  }

  @Test("shares of points that no machine word holds are still compared")
  func hugePoints() throws {
    var huge = result(earned: 700)
    huge.checks[0].earnedMillipoints = .max / 200
    huge.checks[0].possibleMillipoints = .max / 200
    let events = [run(700), ProgressEvent.resultRecorded(huge, someContext)]
    #expect(try folded(events)[lab: "15-topic-exchange"].selfCheck.best?.seq == 2)
  }

  @Test("self-checks and graded runs are kept apart")
  func modes() throws {
    let lab = try folded([run(1000), run(500, gradedContext)])[lab: "15-topic-exchange"]
    #expect(lab.selfCheck.isPassed && !lab.graded.isPassed)
    #expect(lab.graded.latest?.seq == 2 && lab.selfCheck.latest?.seq == 1)
  }

  @Test(
    "a run that was not graded uses up no attempt",
    arguments: [RunStatus.notGradable, .toolFault])
  func refused(status: RunStatus) throws {
    let event = ProgressEvent.resultRecorded(result(status: status), someContext)
    let standing = try folded([event])[lab: "15-topic-exchange"].selfCheck
    #expect(standing.attempts == 0 && standing.refusals == 1)
    #expect(standing.best == nil && standing.latest?.status == status)
  }

  @Test("hints are counted by the highest step, workspaces by the last time they were opened")
  func hintsAndWorkspaces() throws {
    let snapshot = try folded([
      .hintShown(lab: "15", property: "H1", step: 2),
      .hintShown(lab: "15", property: "H1", step: 1),
      .workspaceOpened(path: "/a"), .workspaceOpened(path: "/b"), .workspaceOpened(path: "/a"),
    ])
    #expect(snapshot[lab: "15"].hints == ["H1": 2])
    #expect(snapshot.workspaces == ["/b", "/a"])
  }

  @Test("a lesson that was read once is read, also if it was skipped before or after")
  func lessons() throws {
    func lesson(_ ways: [LessonFinish]) throws -> LessonProgress {
      try folded(ways.map { .lessonFinished(lesson: "0.1", how: $0) })[lesson: "0.1"]
    }
    #expect(try lesson([]) == LessonProgress())
    for ways in [
      [LessonFinish.read], [.skipped, .read], [.read, .skipped], [.skipped, .read, .read],
    ] {
      let found = try lesson(ways)
      #expect(found.isFinished && !found.wasSkipped, "\(ways)")
    }
    for ways in [[LessonFinish.skipped], [.skipped, .skipped]] {
      let found = try lesson(ways)
      #expect(found.isFinished && found.wasSkipped, "\(ways)")
    }
  }

  @Test("the last answer to a question counts, and answering finishes no lesson")
  func answers() throws {
    func answer(_ question: String, _ isRight: Bool) -> ProgressEvent {
      .questionAnswered(lesson: "1.3", question: question, choice: 2, isRight: isRight)
    }
    let lesson = try folded([
      answer("0011223344556677", false), answer("8899aabbccddeeff", true),
      answer("0011223344556677", true), answer("8899aabbccddeeff", false),
    ])[lesson: "1.3"]
    #expect(lesson.answers == ["0011223344556677": true, "8899aabbccddeeff": false])
    #expect(!lesson.isFinished)
  }

  @Test("an undone reset is gone from the list, and the others keep their order")
  func resets() throws {
    let events: [ProgressEvent] = [
      .labReset(lab: "15", kept: "/w/1"), .labReset(lab: "15", kept: "/w/2"),
      .labReset(lab: "15", kept: "/w/3"), .resetUndone(lab: "15", kept: "/w/2"),
      .resetUndone(lab: "15", kept: "/w/never"), .labReset(lab: "01", kept: "/w/4"),
    ]
    let snapshot = try folded(events)
    #expect(snapshot[lab: "15"].resets == ["/w/1", "/w/3"])
    #expect(snapshot[lab: "01"].resets == ["/w/4"])
    let again = try folded(events + [.labReset(lab: "15", kept: "/w/2")])
    #expect(again[lab: "15"].resets == ["/w/1", "/w/3", "/w/2"])
  }

  @Test("the bodies of events are the documented ones")
  func bodies() throws {
    let events: [(ProgressEvent, String, String)] = [
      (
        .lessonFinished(lesson: "0.1", how: .skipped), "lesson-finished",
        #"{"how":"skipped","lesson":"0.1"}"#
      ),
      (
        .questionAnswered(lesson: "1.3", question: "00ff", choice: 2, isRight: false),
        "question-answered", #"{"choice":2,"isRight":false,"lesson":"1.3","question":"00ff"}"#
      ),
      (.labReset(lab: "15", kept: "/w/k"), "lab-reset", #"{"kept":"/w/k","lab":"15"}"#),
      (.resetUndone(lab: "15", kept: "/w/k"), "reset-undone", #"{"kept":"/w/k","lab":"15"}"#),
    ]
    for (event, kind, body) in events {
      #expect(event.kind == kind)
      #expect(String(decoding: try event.body(), as: UTF8.self) == body)
    }
  }

  @Test("events of unknown kinds and with unreadable bodies are counted and change nothing")
  func unknown() throws {
    var snapshot = ProgressSnapshot()
    var head = ChainHead(chain: someChain)
    for (kind, body) in [
      ("badge-awarded", "{}"), ("result-recorded", "{}"), ("hint-shown", "no JSON"),
      ("workspace-opened", "[]"), ("lesson-finished", #"{"lesson":"1.3","how":"dreamt"}"#),
      ("question-answered", #"{"lesson":"1.3"}"#), ("lab-reset", #"{"lab":"15"}"#),
      ("reset-undone", "{}"),
    ] {
      let event = head.next(at: noon, kind: kind, body: Data(body.utf8))
      let place = head.advance(over: event)
      snapshot.apply(event, at: try #require(place))
    }
    var expected = ProgressSnapshot()
    expected.events = 8
    expected.unknownEvents = 8
    #expect(snapshot == expected)
  }

  @Test("the digest of a recorded result is that of its canonical form")
  func digest() throws {
    let best = try folded([run(1000)])[lab: "15-topic-exchange"].selfCheck.best
    #expect(best?.digest == "a2d0a8e70ac41dd5f24a244e8f2cd711184bdbbf134b55369d070c87307941ea")
  }
}
