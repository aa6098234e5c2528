import Reports
import Results
import Testing

/// What stands between the first `<name…>` and the next `</name>`.
private func inside(_ name: String, of page: String) -> String {
  guard let start = page.firstRange(of: "<\(name)"), let end = page.firstRange(of: "</\(name)>"),
    start.upperBound < end.lowerBound
  else { return "" }
  return String(page[start.upperBound..<end.lowerBound].drop { $0 != ">" }.dropFirst())
}

@Suite struct TraceHTMLTests {
  private let page = TraceHTML.document(doubleCharge)

  @Test("the page has the summary, the schedule, the picture and a row for each step")
  func parts() {
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n"))
    #expect(page.contains("<h1>Trace of H1/crash of 01-idempotent-consumer</h1>"))
    #expect(page.contains("<p>\(doubleCharge.summary)</p>"))
    #expect(
      inside("ol", of: page).split(separator: "\n").map(String.init)
        == [
          "    <li>at 0 ms: publish order o1 to relay</li>",
          "    <li>kill consumer right after call 3</li>", "  ",
        ].map { $0.isEmpty ? $0 : "  " + $0 })
    let names = WellFormed(page).names
    #expect(names.count { $0 == "svg" } == 1 && names.count { $0 == "table" } == 1)
    #expect(inside("tbody", of: page).split(separator: "<tr ").count == 16)
  }

  @Test("a row tells what was written, printed and known, and links to its cause")
  func row() {
    let rows = inside("tbody", of: page).split(separator: "<tr ").map(String.init)
    #expect(
      rows[14].split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n") == """
        id="r13" class="broken">
        <th scope="row">14</th>
        <td>1100</td>
        <td class="node">consumer</td>
        <td>BROKEN HERE: consumer makes call 5: commit main {balance = 20, o1 = seen} \
        → done</td>
        <td class="cause">
        <a href="#r11">12</a>
        </td>
        <td>main/balance = 20
        main/o1 = seen</td>
        <td>charged o1
        </td>
        <td>{&quot;seen&quot;:[&quot;o1&quot;]}</td>
        </tr>

        """)
  }

  @Test("columns in which no step has anything are left out")
  func emptyColumns() {
    var quiet = doubleCharge
    for index in quiet.steps.indices {
      quiet.steps[index].writes = []
      quiet.steps[index].state = nil
    }
    let head = inside("thead", of: TraceHTML.document(quiet))
    #expect(head.contains("Printed") && !head.contains("Wrote") && !head.contains("State"))
    #expect(TraceHTML.document(quiet, steps: [1, 3]).contains("colspan=\"5\""))
  }

  @Test("with its check the page says what should hold, and what came instead")
  func story() {
    var failing = check("H1", fault: .crash, .fail)
    failing.failure = Failure(summary: "charged <twice>", expected: "10", actual: "20")
    let page = TraceHTML.document(doubleCharge, check: failing)
    #expect(page.contains("<p>charged &lt;twice&gt;: 20 instead of 10</p>"))
    #expect(page.contains("<p>\(failing.sentence) (with crashes)</p>"))
    #expect(page.contains("<dt>Expected</dt>") && page.contains("<dd>20</dd>"))
    #expect(WellFormed(page).names.count { $0 == "dl" } == 2)
  }

  @Test("the page loads nothing, and says so to the browser")
  func selfContained() {
    #expect(page.contains("content=\"default-src &apos;none&apos;; style-src"))
    for word in ["src=", "url(", "@import", "<link", "<img", "fetch("] {
      #expect(!page.contains(word), "\(word)")
    }
    let links = page.split(separator: "href=").dropFirst()
    #expect(!links.isEmpty && links.allSatisfy { $0.hasPrefix("\"#r") })
  }

  @Test("script and style sheet reach the browser as they were written")
  func raw() {
    for name in ["script", "style"] {
      let text = inside(name, of: page)
      #expect(text.count > 200)
      #expect(!text.contains { "&<>\"'".contains($0) })
    }
  }

  @Test("without script nothing is missing but the stepping, which is hidden")
  func withoutScript() {
    #expect(page.contains("<div id=\"panel\" hidden=\"hidden\">"))
    #expect(page.split(separator: "hidden=\"hidden\"").count == 2)
  }

  @Test("an empty element never has the short form, which browsers read as an open tag")
  func emptyElements() {
    for seed in 0..<30 {
      let page = TraceHTML.document(.random(seed))
      let outside = page.replacing(inside("svg", of: page), with: "")
      let short = outside.split(separator: "<").filter { $0.contains("/>") }
      #expect(short.allSatisfy { $0.hasPrefix("meta ") }, "seed \(seed)")
    }
  }

  @Test("every trace gives a well-formed page")
  func wellFormed() {
    for seed in 0..<30 {
      let trace = Trace.random(seed)
      #expect(WellFormed(TraceHTML.document(trace)).fault == nil, "seed \(seed)")
      let some = TraceFilter.leading(to: 9, count: 4).steps(of: trace)
      #expect(WellFormed(TraceHTML.document(trace, steps: some)).fault == nil, "seed \(seed)")
    }
  }
}
