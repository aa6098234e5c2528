import Foundation
import Reports
import Results
import Testing

@Suite struct TraceDocumentTests {
  private let page: String

  init() throws {
    page = try String(
      contentsOf: packageRoot.appending(path: "docs/trace.md"), encoding: .utf8)
  }

  @Test("the document shows the diagram and the matrix as they are drawn")
  func examples() {
    let diagram = Diagram.lines(doubleCharge, width: 80).map(\.text)
    #expect(page.contains("```text\n" + diagram.joined(separator: "\n") + "\n```"))
    let matrix = MatrixTable.lines(mixedResult, width: 90).map(\.text)
    #expect(page.contains("```text\n" + matrix.joined(separator: "\n") + "\n```"))
  }

  @Test("the document names every word in capitals that a diagram can show")
  func marks() {
    let lines = Diagram.lines(everyKind, width: 120, hasLegend: false).map(\.text)
    let words = lines.flatMap { $0.split(separator: " ") }
      .filter { $0.count > 3 && $0.allSatisfy { $0.isUppercase } }
    #expect(words.count >= 9)
    for word in words { #expect(page.contains(word), "\(word)") }
  }
}
