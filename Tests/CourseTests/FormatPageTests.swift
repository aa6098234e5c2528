import Course
import Markdown
import TestSupport
import Testing

@Suite struct FormatPageTests {
  private let text: String
  private let blocks: [Block]

  init() throws {
    text = try Repository.text(of: "docs/lab-format.md")
    blocks = try Document(parsing: text).blocks
  }

  /// The text of the fenced block with an info string.
  private func example(_ info: String) throws -> String {
    for block in blocks {
      if case .code(info, let text) = block.kind { return text }
    }
    throw MissingExample(info: info)
  }

  private struct MissingExample: Error { let info: String }

  @Test("every example on the page is valid")
  func examples() throws {
    #expect(LabManifest.read(try example("yaml lab.yaml"), file: "").problems.isEmpty)
    #expect(GraderManifest.read(try example("yaml grader.yaml"), file: "").problems.isEmpty)
    #expect(ModuleManifest.read(try example("yaml module.yaml"), file: "").problems.isEmpty)
    #expect(LessonManifest.read(try example("yaml lesson"), file: "").problems.isEmpty)
    #expect(Quiz.read(try example("yaml quiz"), file: "").problems.isEmpty)
  }

  @Test("the example of a grader sums to its points, and its list is what the page shows")
  func points() throws {
    let manifest = try #require(
      GraderManifest.read(try example("yaml grader.yaml"), file: "").value)
    #expect(manifest.millipoints == manifest.points * 1000)
    let shown = try example("markdown").split(separator: "\n")
    let list = PropertyList.markdown(manifest).split(separator: "\n")
    #expect(list.contains(shown[1]))
  }

  @Test("every rule of the lint stands on the page", arguments: LintRule.allCases)
  func rules(rule: LintRule) {
    #expect(text.contains("| `\(rule.rawValue)` |"))
  }
}
