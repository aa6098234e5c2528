import Results
import Testing

@testable import Reports

@Suite("Headlines")
struct HeadlineTests {
  private func failing(
    _ summary: String, _ expected: String?, _ actual: String?, fault: FaultClass = .none,
    lines: [String]? = nil
  ) -> CheckResult {
    var result = check("H1", fault: fault, .fail)
    result.failure = Failure(summary: summary, expected: expected, actual: actual)
    result.failure?.schedule = lines.map {
      Schedule(lines: $0, lengthBefore: 9, isMinimal: true)
    }
    return result
  }

  @Test("what came and what was expected are named if both are short, and said once")
  func values() {
    #expect(failing("the sum.", "30", "29").headline == "the sum: 29 instead of 30")
    #expect(
      failing("count returned something else", "1", "0").headline == "count returned 0 instead of 1"
    )
    #expect(failing("the sum", nil, "29").headline == "the sum")
    #expect(failing("29 came and not 30", "30", "29").headline == "29 came and not 30")
    let long = String(repeating: "x", count: 33)
    #expect(failing("the sum", long, "29").headline == "the sum")
    #expect(failing("the sum", "12 replies", "12 replies").headline == "the sum")
    var open = failing("too little", "routed: 9", "routed: 1")
    open.verdict = .inconclusive
    #expect(open.headline == "too little")
  }

  @Test("a headline is never longer than a few lines, and its end is kept")
  func long() {
    let headline = failing(String(repeating: "word ", count: 200) + "the end", nil, nil).headline
    #expect(headline.count <= 240)
    #expect(headline.hasSuffix("the end") && headline.hasPrefix("word "))
  }

  @Test("the claim names the faults of the shortest schedule, not those that the cell tried")
  func claims() {
    let message = "#1 at 0 ms to a: e1"
    let crash = "FAULT a crashes right before call 1"
    func addition(_ fault: FaultClass, _ lines: [String]?) -> String {
      let claim = failing("", nil, nil, fault: fault, lines: lines).claim
      return String(claim.dropFirst(check("H1").sentence.count))
    }
    #expect(addition(.crash, [message, crash]) == " (with 1 crash)")
    #expect(addition(.none, [message, crash, crash]) == " (with 2 crashes)")
    #expect(addition(.crash, [message]) == " (tried with crashes; it fails without any)")
    #expect(addition(.crash, nil) == " (with crashes)")
    #expect(addition(.none, [message]) == "")
  }
}
