import Foundation
import Reports
import Results
import Testing

/// Parses XML and keeps the elements that were opened.
private func elements(_ xml: String?) throws -> [XMLNodeSeen] {
  try #require(xml).split(separator: "<").dropFirst().compactMap { XMLNodeSeen(String($0)) }
}

/// An opening tag: its name, and its text up to the end of the tag.
private struct XMLNodeSeen {
  var name: String
  var tag: String

  init?(_ piece: String) {
    guard !piece.hasPrefix("/"), !piece.hasPrefix("?") else { return nil }
    name = String(piece.prefix { $0 != " " && $0 != ">" && $0 != "/" })
    tag = String(piece.prefix { $0 != ">" })
  }
}

@Suite struct ReportJUnitTests {
  @Test("each verdict becomes the child that the format has for it")
  func mapping() throws {
    let children = try elements(Report.junit(fullResult, context: someContext))
      .filter { ["failure", "error", "skipped"].contains($0.name) }
    #expect(
      children.map(\.name) == [
        "failure", "error", "error", "error", "error", "skipped", "error",
      ])
    let types = ["fail", "crash", "timeout", "limit", "protocol"]
    for (child, type) in zip(children, types) { #expect(child.tag.contains("type=\"\(type)\"")) }
    #expect(children[6].tag.contains("type=\"inconclusive\""))
  }

  @Test("the counts of both suites match the children")
  func counts() throws {
    let suites = try elements(Report.junit(fullResult, context: someContext))
      .filter { $0.name.hasPrefix("testsuite") }
    #expect(suites.count == 2)
    for suite in suites {
      #expect(suite.tag.contains(#"tests="9" failures="1" errors="5" skipped="1" time="1.042""#))
    }
    #expect(suites[1].tag.contains(#"timestamp="2026-03-02T09:01:12Z""#))
  }

  @Test("a case names lab, fault and property, and the place of its failure")
  func cases() throws {
    let cases = try elements(Report.junit(fullResult, context: nil)).filter {
      $0.name == "testcase"
    }
    #expect(cases.count == 9)
    #expect(cases[2].tag.contains(#"classname="15-topic-exchange.duplicate" name="H1 A message"#))
    #expect(cases[2].tag.contains(#"file="Exchange.swift" line="41""#))
  }

  @Test("a submission that does not build is one case with an error")
  func refused() throws {
    let xml = try #require(Report.junit(refusedResult, context: nil))
    #expect(xml.contains(#"tests="1" failures="0" errors="1" skipped="0""#))
    #expect(xml.contains(#"type="doesNotBuild" message="Exchange.swift does not compile.""#))
    #expect(xml.contains("Exchange.swift:3:10: error: cannot find &apos;keu&apos; in scope"))
  }

  @Test("a fault of the tool has no JUnit file")
  func toolFault() {
    var result = fullResult
    result.status = .toolFault
    #expect(Report.junit(result, context: nil) == nil)
  }

  @Test("markup is escaped and characters that XML forbids are replaced")
  func escaping() throws {
    var failing = check("H1", .fail)
    failing.sentence = "a < b & \"c\""
    failing.failure = Failure(
      summary: "line 1\nline 2 \u{1B}[31m\u{0}", output: "]]>\u{FFFE}\u{85}\tend\nnext")
    let result = LabResult(run: someRun, status: .graded, checks: [failing])
    let xml = try #require(Report.junit(result, context: nil))
    #expect(xml.contains(#"name="H1 a &lt; b &amp; &quot;c&quot;""#))
    #expect(xml.contains("message=\"line 1&#10;line 2 \u{FFFD}[31m\u{FFFD}\""))
    #expect(xml.contains("]]&gt;\u{FFFD}\u{FFFD}&#9;end\nnext</failure>"))
  }
}
