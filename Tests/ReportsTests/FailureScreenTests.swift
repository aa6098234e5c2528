import Results
import Testing

@testable import Reports

@Suite("Failures on the screen")
struct FailureScreenTests {
  private var failing: CheckResult {
    var result = check("H1", fault: .crash, .fail)
    result.failure = Failure(summary: "charged twice", expected: "10", actual: "20")
    result.failure?.schedule = Schedule(
      lines: ["#1 at 0 ms to relay: o1 → o2", "FAULT consumer crashes right after call 3"],
      lengthBefore: 9, isMinimal: true)
    return result
  }

  private func lines(mostRows: Int? = nil, width: Int = 80, isLinear: Bool = false) -> [String] {
    Report.failure(
      failing, run: someRun, width: width, trace: doubleCharge, runID: "ab12", isLinear: isLinear,
      mostRows: mostRows
    ).map(\.text)
  }

  @Test("a drawing that needs too many rows is left out; schedule and command stay")
  func rows() {
    let drawn = lines()
    let rows = drawn.count { $0.contains("│") }
    #expect(rows == doubleCharge.steps.count + 1)
    #expect(lines(mostRows: rows + 1) == drawn)
    let short = lines(mostRows: rows)
    #expect(!short.contains { $0.contains("│") })
    #expect(short.contains("    FAULT consumer crashes right after call 3"))
    #expect(short.contains("  look      edalab trace ab12"))
  }

  @Test("a long run is drawn around the fault of its schedule, or up to where it broke")
  func window() {
    var long = doubleCharge
    long.steps = (1...200).map { number in
      TraceStep(
        number: number, at: 0, node: "consumer", kind: number == 50 ? .crash : .call,
        text: "[\(number)]", isFault: number == 50)
    }
    long.brokenAt = 180
    func shown(_ check: CheckResult) -> [Int] {
      let text = Report.failure(check, run: someRun, trace: long).map(\.text).joined()
      return (1...200).filter { text.contains("[\($0)]") }
    }
    #expect(shown(failing) == Array(41...70) + [180])
    var whole = failing
    whole.failure?.schedule = nil
    #expect(shown(whole) == Array(151...180))
  }

  @Test("a failure in a few lines says what happened and how to look at it")
  func summary() {
    let lines = Report.summary(of: failing, runID: "ab12", width: 100).map(\.text)
    #expect(lines.first?.hasPrefix("FAIL H1/crash: ") == true)
    #expect(
      lines.suffix(2) == ["  charged twice: 20 instead of 10", "  look      edalab trace ab12"])
    #expect(!Report.summary(of: failing, runID: nil).contains { $0.text.contains("edalab trace") })
  }

  @Test("the linear form has no sign that is not ASCII, and keeps the letters of every script")
  func linear() {
    var accented = failing
    accented.failure?.expected = "café"
    let lines =
      lines(isLinear: true)
      + Report.failure(accented, run: someRun, isLinear: true).map(\.text)
      + Report.text(
        LabResult(run: someRun, status: .graded, checks: [accented]), context: nil, isLinear: true
      ).map(\.text)
    #expect(lines.contains { $0.contains("o1 -> o2") })
    #expect(lines.contains { $0.contains("café") })
    let signs = lines.joined().filter { !$0.isASCII && !$0.isLetter }
    #expect(signs.isEmpty, "\(signs)")
  }

  @Test("no line is wider than the screen", arguments: [60, 80, 200])
  func widths(width: Int) {
    let trace = TraceHeading.lines(doubleCharge, of: failing, runID: "ab12", width: width)
    for line in lines(width: width) + trace.map(\.text) {
      #expect(columns(line) <= width, "\(line)")
    }
  }

  @Test("the heading of a trace tells name, property, headline and the whole schedule")
  func heading() {
    for width in [60, 200] {
      let text = TraceHeading.lines(doubleCharge, of: failing, runID: "ab12", width: width)
        .map(\.text).joined(separator: " ")
      let words = text.split(separator: " ").joined(separator: " ")
      #expect(words.hasPrefix("Run ab12: 01-idempotent-consumer H1/crash A message with"))
      #expect(words.contains("(with 1 crash) charged twice: 20 instead of 10"))
      for line in doubleCharge.schedule { #expect(words.contains(line)) }
    }
  }

  @Test("plain diagrams are drawn in ASCII, and keep letters")
  func plainDiagram() {
    var trace = doubleCharge
    trace.steps[2].text = "publish café → 漢字 …"
    let lines = Diagram.lines(trace, width: 80, characters: .plain).map(\.text)
    #expect(lines.contains { $0.contains("publish café -> 漢字 ...") })
    #expect(lines.joined().allSatisfy { $0.isASCII || $0.isLetter })
    #expect(lines.allSatisfy { columns($0) <= 80 })
  }
}
