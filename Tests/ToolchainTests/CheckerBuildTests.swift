import Foundation
import TestSupport
import Testing

@testable import Toolchain

@Suite("CheckerBuild")
struct CheckerBuildTests {
  let mini: MiniKit

  init() throws { mini = try MiniKit.shared.get() }

  private func build(_ checks: String, in folder: TemporaryFolder) throws -> BuildResult {
    let file = try folder.write(checks, to: "Checks.swift")
    let builder = CheckerBuild(
      toolchain: mini.toolchain, kit: mini.kit, isolation: mini.isolation,
      cache: try mini.sharedCache())
    return try builder.build(files: [file], main: "import GraderKit\nprint(check())\n")
  }

  @Test("a checker uses package declarations, every module of the kit and its C part")
  func links() throws {
    try withTemporaryFolder { folder in
      let result = try build(
        "import Brokers\nimport GraderKit\nfunc check() -> Int { verdict() + secretAnswer }\n",
        in: folder)
      guard case .built(let program) = result else {
        Issue.record("\(result)")
        return
      }
      #expect(try ChildProcess(program.executable).run().output == "49\n")
    }
  }

  @Test("an instructor's error is told with the real path")
  func diagnostics() throws {
    try withTemporaryFolder { folder in
      guard case .refused(let refusal) = try build("func check() -> Int { no }\n", in: folder)
      else {
        Issue.record("built")
        return
      }
      #expect(refusal.diagnostics.first?.file == folder["Checks.swift"])
      #expect(refusal.diagnostics.first?.line == 1)
      #expect(refusal.diagnostics.first?.column == 23)
    }
  }
}
