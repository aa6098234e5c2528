import Course
import Foundation
import TestSupport
import Testing

@testable import Workbench

struct WorkspaceBuildTests {
  @Test(
    "the starters of the course build in a workspace, and an editor completes in one",
    .timeLimit(.minutes(10)))
  func builds() throws {
    try withTemporaryFolder { folder in
      let index = try CourseIndex.load(Repository.root)
      _ = try Workspace.open(
        at: folder["my labs"], index: index, sources: Repository.root + "/Sources")
      var swift = ChildProcess("swift", ["build", "--disable-sandbox"])
      swift.folder = folder["my labs"]
      swift.limit = .seconds(290)
      let outcome = try swift.run()
      #expect(outcome.code == 0, "\(outcome.output)\n\(outcome.errors)")
      #expect(!(outcome.output + outcome.errors).contains("warning:"))
      try completes(folder["my labs"], index)
    }
  }

  /// Asks the language server what goes on after `store.` in a starter.
  private func completes(_ workspace: String, _ index: CourseIndex) throws {
    let lab = try #require(index.labs.first { $0.id.hasPrefix("01-") })
    let file = "\(workspace)/Labs/\(lab.id)/\(lab.manifest.files[0])"
    let starter = try String(contentsOfFile: file, encoding: .utf8)
    let mark = "throw Unfinished(\"process\")"
    let text = starter.replacing(mark, with: "store.")
    #expect(text != starter)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.hasSuffix("store.") })
    let server = try LanguageServer(folder: workspace.replacing(" ", with: "%20"))
    defer { server.close() }
    let place = file.replacing(" ", with: "%20")
    try server.open(place, text: text)
    // The server reads the package while it answers already.
    var labels: [String] = []
    for _ in 0..<60 where !labels.contains(where: { $0.hasPrefix("transaction") }) {
      labels = try server.completions(place, line: line, character: lines[line].count)
      if labels.isEmpty { Thread.sleep(forTimeInterval: 1) }
    }
    #expect(labels.contains { $0.hasPrefix("transaction") }, "\(labels)")
    #expect(labels.contains { $0.hasPrefix("scan") }, "\(labels)")
  }
}
