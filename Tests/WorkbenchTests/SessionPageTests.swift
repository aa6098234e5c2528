import Course
import Progress
import Results
import Terminal
import TestSupport
import Testing

@testable import Workbench

struct SessionPageTests {
  private func page(width: Int = 80) -> SessionPage {
    SessionPage(
      width: width, folder: "Labs/01-count", files: ["Counter.swift"], explain: { "\($0.code)" })
  }

  private func text(_ notes: [SessionNote], width: Int = 80) -> String {
    let lines = notes.flatMap(page(width: width).lines)
    let capabilities = TerminalCapabilities(
      hasColour: false, hasAttributes: false, isPlain: false, width: width)
    return LineWriter(capabilities).text(of: lines)
  }

  private var failure: CheckResult {
    var check = CourseFixture.check("H1", .fail)
    check.failure = Failure(
      summary: "the count is wrong after a redelivery", expected: "1", actual: "2",
      timeline: ["1  deliver e1", "2  deliver e1"],
      location: SourceLocation(file: "Counter.swift", line: 7, column: 3))
    return check
  }

  @Test("a failure shows sentence, values, the place to click on, and its hint")
  func showsFailure() throws {
    let hints = HintShelf(Hints.read(CourseFixture.hints, file: "hints.md").value)
    let text = text([.checking, .failure(failure, hints.first(for: "H1"))])
    #expect(text.contains("Labs/01-count/Counter.swift:7:3"))
    try checkSnapshot(text, "failure")
  }

  @Test("the stages show what is done, what is next and the points")
  func showsStages() throws {
    let manifest = try CourseFixture.lab().manifest
    let red = StageView(manifest, CourseFixture.result(failing: ["H2/crash"]))
    let green = StageView(manifest, CourseFixture.result())
    try checkSnapshot(
      text([
        .verdict(red, told: nil), .next(.correct), .verdict(green, told: nil),
        .next(.goOn(isComplete: true, lab: "lab 02, Summing")),
        .next(.goOn(isComplete: false, lab: nil)),
      ]), "stages")
  }

  @Test("what fails in later stages is one short line, without their cells")
  func showsLaterStages() throws {
    let manifest = try CourseFixture.lab().manifest
    let view = StageView(manifest, CourseFixture.result(failing: ["H1", "H2", "H2/crash"]))
    let text = text([.verdict(view, told: "H1")])
    #expect(text.contains("later  2  Faults\nalso failing, of later stages: H2\n"))
    #expect(!text.contains("H2/crash"))
  }

  @Test("the verdict on a lab without points is a word")
  func showsNoPoints() throws {
    let manifest = try CourseFixture.lab().manifest
    for (verdict, word) in [(Verdict.pass, "COMPLETE"), (.fail, "NOT PASSED")] {
      let checks = [CourseFixture.check("H1", verdict, points: 0)]
      let lines = text([.verdict(StageView(manifest, CourseFixture.result(checks)), told: nil)])
        .split(separator: "\n")
      #expect(lines.last.map(String.init) == word)
    }
  }

  @Test("a refusal names file, line and source, and what is not at fault is said")
  func showsRefusal() throws {
    let diagnostic = CompilerDiagnostic(
      severity: "error", message: "cannot find 'x' in scope",
      location: SourceLocation(file: "Counter.swift", line: 3, column: 5), source: "    x += 1")
    let refusal = Refusal(
      code: "doesNotBuild", summary: "the component does not build", diagnostics: [diagnostic],
      help: "fix it and save")
    try checkSnapshot(
      text([
        .refused(refusal), .toolFault("the sandbox failed"),
        .notRecorded(ProgressError(.diskFull, path: "/p")),
      ]), "refusal")
  }

  @Test("a place in a file that is not the learner's gets no folder")
  func leavesOtherPlaces() {
    let diagnostic = CompilerDiagnostic(
      severity: "error", message: "m", location: SourceLocation(file: "Bridge.swift", line: 3))
    let refusal = Refusal(code: "doesNotBuild", summary: "s", diagnostics: [diagnostic])
    #expect(text([.refused(refusal)]).contains("  Bridge.swift:3: error: m"))
  }

  @Test("no line of prose is wider than the screen")
  func keepsWidth() {
    let notes: [SessionNote] = [
      .failure(failure, nil), .next(.correct), .stillBuilding(seconds: 15, isFirst: true),
      .unknownKey("x"),
      .toolFault("a long reason that has to be wrapped on a narrow screen"),
    ]
    for note in notes {
      let widths = page(width: 40).lines(note).filter { !$0.text.contains("/") }.map(\.width)
      // The line of keys is one line on purpose.
      #expect(widths.filter { $0 > 40 }.count <= 1)
    }
  }
}
