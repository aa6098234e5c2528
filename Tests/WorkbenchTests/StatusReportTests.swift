import Course
import Foundation
import Progress
import Results
import Terminal
import TestSupport
import Testing

@testable import Workbench

struct StatusReportTests {
  private let labs: [Lab]

  init() throws {
    labs = [try CourseFixture.lab(), try CourseFixture.lab(CourseFixture.second)]
  }

  private func snapshot(
    _ results: [LabResult], mode: RunContext.Mode = .selfCheck, reading lessons: [String] = []
  ) throws -> ProgressSnapshot {
    try withTemporaryFolder { folder in
      let store = try ProgressStore.open(at: folder["p.sqlite"])
      for result in results {
        let context = RunContext(
          mode: mode, isolationLevel: 3, isolationLabel: "l", toolVersion: "t", startedAt: "s")
        try store.record(result, context: context, at: "2026-03-02T09:01:12Z")
      }
      for lesson in lessons {
        try store.record(.lessonFinished(lesson: lesson, how: .read), at: "2026-03-02T09:02:12Z")
      }
      return try store.progress()
    }
  }

  private func report(_ snapshot: ProgressSnapshot, latest: LabResult? = nil) -> StatusReport {
    StatusReport(
      Whereabouts(labs: labs, lessons: [CourseFixture.lesson], snapshot), snapshot: snapshot,
      latest: latest,
      workspace: "/w")
  }

  @Test("before the first run the lesson comes next")
  func begins() {
    let report = report(ProgressSnapshot())
    #expect(report.current?.lab == "01-count")
    #expect(report.current?.stage == 1)
    #expect(report.next.sentence == "Read lesson 1.1, Counting.")
    #expect(report.next.lesson == "1.1")
    #expect(report.next.command == "edalab start /w")
    #expect(report.labs.map(\.isOpen) == [true, false])
  }

  @Test("a lesson that the course does not have is not named")
  func leavesOutMissingLesson() {
    let whereabouts = Whereabouts(labs: labs, lessons: [], ProgressSnapshot())
    let report = StatusReport(
      whereabouts, snapshot: ProgressSnapshot(), latest: nil, workspace: nil)
    #expect(report.next.lesson == nil)
    #expect(report.next.sentence == "Begin lab 01, Counting.")
  }

  @Test("after a failing run its stage and its first failure come next")
  func goesOn() throws {
    let result = CourseFixture.result(failing: ["H1", "H2/crash"])
    let report = report(try snapshot([result], reading: ["1.1"]), latest: result)
    #expect(report.current?.stage == 1)
    #expect(report.current?.cell == "H1")
    #expect(report.next.sentence == "Correct H1 in lab 01: H1 holds.")
  }

  @Test("a passed lab opens the next one, whoever ran it, and the two kinds of run stand apart")
  func passes() throws {
    for mode in [RunContext.Mode.selfCheck, .graded] {
      let report = report(try snapshot([CourseFixture.result()], mode: mode))
      #expect(report.current?.lab == "02-sum")
      #expect(report.labs[0].isPassed)
      #expect(report.labs[0].selfCheck.attempts == (mode == .selfCheck ? 1 : 0))
      #expect(report.labs[0].graded.attempts == (mode == .graded ? 1 : 0))
    }
  }

  @Test("a passed lab's lessons are still to be read")
  func readsLater() throws {
    let report = report(try snapshot([CourseFixture.result()]))
    #expect(report.current?.lab == "02-sum")
    #expect(report.next.lesson == "1.1")
    #expect(report.lessons.map(\.isFinished) == [false])
  }

  @Test("once every lab is passed nothing comes next")
  func ends() throws {
    let both = [
      CourseFixture.result(), CourseFixture.result(CourseFixture.result().checks, lab: "02-sum"),
    ]
    let report = report(try snapshot(both, reading: ["1.1"]))
    #expect(report.current == nil)
    #expect(report.next == .init(sentence: "Every lab of the course is passed.", command: nil))
  }

  @Test("the lab that follows is the first that passing this one leaves open")
  func follows() throws {
    let whereabouts = Whereabouts(labs: labs, lessons: [], ProgressSnapshot())
    #expect(whereabouts.follower(of: labs[0])?.id == "02-sum")
    #expect(whereabouts.follower(of: labs[1])?.id == "01-count")
    let done = Whereabouts(labs: labs, lessons: [], try snapshot([CourseFixture.result()]))
    #expect(done.follower(of: labs[1]) == nil)
  }

  @Test("once a lab is passed its own unread lessons come before the lab that follows")
  func nextPassing() throws {
    let lessons = [CourseFixture.lesson]
    let whereabouts = Whereabouts(labs: labs, lessons: lessons, ProgressSnapshot())
    #expect(whereabouts.next(passing: labs[0]) == .lesson("1.1"))
    #expect(whereabouts.words(.lesson("1.1")) == "lesson 1.1, Counting")
    let read = Whereabouts(labs: labs, lessons: lessons, try snapshot([], reading: ["1.1"]))
    #expect(read.next(passing: labs[0]) == .stage(lab: "02-sum", number: 1))
    #expect(read.words(.stage(lab: "02-sum", number: 1)) == "lab 02, Summing")
    let done = Whereabouts(
      labs: labs, lessons: lessons, try snapshot([CourseFixture.result()], reading: ["1.1"]))
    #expect(done.next(passing: labs[1]) == nil)
  }

  @Test("what was done last and what is half read are lines of their own, and next goes with them")
  func recaps() throws {
    var last = LastTime(
      Whereabouts(labs: labs, lessons: [], ProgressSnapshot()), ProgressSnapshot(),
      latest: { _ in nil })
    last.sentence = "lab 01, stage 1: H1 failed after call 3"
    last.lesson = "1.1"
    let report = StatusReport(
      Whereabouts(labs: labs, lessons: [CourseFixture.lesson], ProgressSnapshot()),
      snapshot: ProgressSnapshot(), latest: nil, last: last, workspace: "/w",
      tool: ToolName("./edalab"))
    let lines = [
      "Last time: lab 01, stage 1: H1 failed after call 3.", "Half read: lesson 1.1, Counting.",
    ]
    #expect(report.lastLines(width: 80).map(\.text) == lines)
    #expect(
      report.recap(width: 80).map(\.text)
        == [lines[0], "Half read, and next: lesson 1.1, Counting."])
    last.lesson = nil
    let unbegun = StatusReport(
      Whereabouts(labs: labs, lessons: [CourseFixture.lesson], ProgressSnapshot()),
      snapshot: ProgressSnapshot(), latest: nil, last: last, workspace: "/w")
    #expect(
      unbegun.recap(width: 80).map(\.text) == [lines[0], "Next: Read lesson 1.1, Counting."])
    #expect(report.lines(width: 80).map(\.text).contains(lines[0]))
    #expect(report.next.command == "./edalab start /w")
    #expect(self.report(ProgressSnapshot()).recap(width: 80).isEmpty)
  }

  @Test("lessons are counted as progress counts them")
  func countsLessons() throws {
    let snapshot = try snapshot([], reading: ["1.1"])
    let status = report(snapshot).lines(width: 80).map(\.text)
    #expect(status.contains("lessons: 1 read, 0 skipped, of 1"))
    let progress = ProgressSummary(snapshot, file: "/p").lines(width: 80, isLinear: false)
    #expect(progress.map(\.text).contains("lessons: 1 read, 0 skipped"))
  }

  @Test("no line is wider than the screen, and what follows of a row stands under its beginning")
  func wraps() {
    let lines = report(ProgressSnapshot()).lines(width: 30).map(\.text)
      .filter { !$0.contains("edalab start") }
    #expect(lines.allSatisfy { $0.count <= 30 }, "\(lines)")
    #expect(lines.contains("open    01-count  Counting"))
    #expect(lines.contains { $0.hasPrefix("        ") && $0.contains("not tried") })
  }

  @Test("progress has no count of points where there are none")
  func progressWithoutPoints() throws {
    let result = CourseFixture.result([CourseFixture.check("H1", .pass, points: 0)])
    let text = ProgressSummary(try snapshot([result]), file: "/p")
      .lines(width: 80, isLinear: false).map(\.text).joined(separator: "\n")
    #expect(text.contains("passed, 1 run"))
    #expect(!text.contains("0 of 0"))
  }

  @Test("the best run of a lab without points is told by what became of it")
  func standsWithoutPoints() throws {
    let runs = [Verdict.fail, .pass, .fail].map { verdict in
      CourseFixture.result([CourseFixture.check("H1", verdict, points: 0)])
    }
    func lines(_ count: Int) throws -> [String] {
      report(try snapshot(Array(runs.prefix(count)))).lines(width: 80).map(\.text)
    }
    #expect(try lines(1).contains("        self-check: not passed, 1 run · graded: not tried"))
    #expect(try lines(3).contains("        self-check: passed, 3 runs · graded: not tried"))
  }

  @Test("the form for programs names its schema")
  func encodes() throws {
    let data = try JSONEncoder().encode(report(ProgressSnapshot()))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["schema"] as? String == "edalab.status/1")
    #expect((object["labs"] as? [Any])?.count == 2)
  }
}
