import Reports
import Results
import Testing

/// A hidden check and an example that fail, with a canary in every string of the hidden failure.
private let telling: LabResult = {
  var hidden = check("H1", fault: .drop, .fail)
  hidden.counts = [Count(name: "canary-0", value: 77_123)]
  hidden.failure = Failure(
    summary: "canary-1", expected: "canary-2", actual: "canary-3", step: 77_124,
    timeline: ["canary-4"], output: "canary-5",
    location: SourceLocation(file: "canary-6", line: 77_125), misconception: "canary-7",
    replay: "canary-8")
  let example = check("E1", kind: .example, .fail, failure: someFailure)
  return LabResult(run: someRun, status: .graded, checks: [hidden, example])
}()

/// Every format of a sealed result.
private func formats(_ result: SealedResult) -> [String] {
  [
    Report.canonical(result), Report.json(result, digest: "", context: someContext),
    Report.junit(result, context: someContext) ?? "",
    Report.text(result, context: someContext, width: 60).map(\.text).joined(separator: "\n"),
  ]
}

@Suite struct ReportSealedTests {
  @Test("no format of a sealed run holds a literal of a hidden check")
  func sealed() {
    for text in formats(SealedResult(telling)) {
      #expect(!text.contains("canary") && !text.contains("7712"))
      #expect(text.contains("H1") && text.contains("drop") || text.contains("losses"))
    }
  }

  @Test("the same canaries are found in the open formats, so that the search is not blind")
  func open() {
    #expect(Report.canonical(telling).contains("canary-8"))
    #expect(Report.junit(telling, context: nil)?.contains("canary-1") == true)
    let hiddenOnly = LabResult(run: someRun, status: .graded, checks: [telling.checks[0]])
    let text = Report.text(hiddenOnly, context: nil).map(\.text).joined()
    for number in 1...8 { #expect(text.contains("canary-\(number)")) }
  }

  @Test("what an example showed is still told")
  func example() {
    for text in formats(SealedResult(telling)) where text.contains("edalab.") {
      #expect(text.contains("2 deliveries to orders.de"))
    }
    #expect(formats(SealedResult(telling))[3].contains("2 deliveries to orders.de"))
  }

  @Test("a hidden failure names the command that looks for it on open seeds")
  func next() {
    let hiddenOnly = LabResult(run: someRun, status: .graded, checks: [telling.checks[0]])
    let lines = Report.text(SealedResult(hiddenOnly), context: nil).map(\.text)
    #expect(lines.contains("  try       edalab check 15-topic-exchange --only H1"))
  }
}
