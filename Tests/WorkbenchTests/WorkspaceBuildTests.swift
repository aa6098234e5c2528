import Course
import Foundation
import TestSupport
import Testing

@testable import Workbench

struct WorkspaceBuildTests {
  @Test("the starters of the course build in a workspace", .timeLimit(.minutes(5)))
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
    }
  }
}
