import Foundation
import Progress
import Results
import Terminal
import TestSupport
import Testing

@testable import Workbench

struct ProgressSummaryTests {
  private func context(_ mode: RunContext.Mode) -> RunContext {
    RunContext(
      mode: mode, isolationLevel: 3, isolationLabel: "l", toolVersion: "t", startedAt: "s")
  }

  /// What a store says after these events.
  private func summary(_ events: [ProgressEvent]) throws -> ProgressSummary {
    try withTemporaryFolder { folder in
      let store = try ProgressStore.open(at: folder["p.sqlite"])
      for event in events { try store.record(event, at: "2026-03-02T09:01:12Z") }
      return ProgressSummary(try store.progress(), file: "/data/p.sqlite")
    }
  }

  private func some() throws -> ProgressSummary {
    var refused = CourseFixture.result(failing: [])
    refused.status = .notGradable
    refused.run.lab = "00-unknown"
    return try summary([
      .resultRecorded(CourseFixture.result(failing: ["H1"]), context(.selfCheck)),
      .resultRecorded(CourseFixture.result(failing: []), context(.selfCheck)),
      .resultRecorded(CourseFixture.result(failing: ["H1", "H2/crash"]), context(.graded)),
      .resultRecorded(refused, context(.selfCheck)),
      .hintShown(lab: "01-count", property: "H1", step: 2),
      .lessonFinished(lesson: "0.1", how: .skipped), .lessonFinished(lesson: "1.1", how: .read),
      .questionAnswered(lesson: "1.1", question: "a", choice: 0, isRight: true),
      .questionAnswered(lesson: "1.1", question: "b", choice: 1, isRight: false),
      .labReset(lab: "01-count", kept: "/kept"),
    ])
  }

  private func text(_ summary: ProgressSummary, width: Int, isLinear: Bool = false) -> [String] {
    summary.lines(width: width, isLinear: isLinear).map(\.text)
  }

  @Test("without a record it says that there is none")
  func nothing() {
    let summary = ProgressSummary(ProgressSnapshot(), file: nil)
    #expect(text(summary, width: 80) == ["Nothing is recorded yet."])
  }

  @Test("each lab has a row in which the learner's own runs and graded ones stand apart")
  func table() throws {
    let lines = text(try some(), width: 120)
    #expect(lines[0].hasPrefix("lab         self-check"))
    let unknown = try #require(lines.first { $0.hasPrefix("00-unknown") })
    #expect(unknown.contains("did not build, 1 run"))
    let row = try #require(lines.first { $0.hasPrefix("01-count") })
    let parts = row.components(separatedBy: "  ").filter { !$0.isEmpty }
    #expect(parts.count == 4 && parts[3].contains("H1 2"))
    #expect(parts[1].contains("passed") && parts[1].contains("2 runs"))
    #expect(parts[2].contains("not passed") && parts[2].contains("1 run"))
    #expect(lines.contains("lessons: 1 read, 1 skipped; 2 questions answered, 1 right"))
    #expect(lines.contains("10 events") && lines.contains("file: /data/p.sqlite"))
  }

  @Test("where the rows do not fit, and for those who hear them, the same stands line by line")
  func narrow() throws {
    let summary = try some()
    for lines in [text(summary, width: 40), text(summary, width: 200, isLinear: true)] {
      let start = try #require(lines.firstIndex(of: "01-count"))
      #expect(lines[start + 1].hasPrefix("  self-check: passed"))
      #expect(lines[start + 2].hasPrefix("  graded: not passed"))
      #expect(lines[start + 3] == "  hints: H1 2")
    }
  }

  @Test("the form for programs names its schema and says all of it")
  func form() throws {
    let summary = try some()
    let data = try JSONEncoder().encode(summary)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["schema"] as? String == "edalab.progress-summary/1")
    #expect(object["events"] as? Int == 10 && object["unknownEvents"] as? Int == 0)
    let labs = try #require(object["labs"] as? [[String: Any]])
    #expect(labs.map { $0["lab"] as? String } == ["00-unknown", "01-count"])
    #expect(labs[1]["resets"] as? [String] == ["/kept"])
    let lessons = try #require(object["lessons"] as? [[String: Any]])
    #expect(lessons.map { $0["lesson"] as? String } == ["0.1", "1.1"])
    #expect(lessons[0]["wasSkipped"] as? Bool == true && lessons[1]["right"] as? Int == 1)
    #expect(try JSONDecoder().decode(ProgressSummary.self, from: data) == summary)
  }
}
