import Foundation
import TestSupport
import Testing

@testable import Workbench

struct ToolNameTests {
  private func name(
    in folder: String, workspace: String? = nil, programs: Set<String>
  ) -> String {
    ToolName(
      in: folder, search: ["/usr/bin", "relative", "/home/ada/bin"], workspace: workspace,
      clone: "/opt/my course/edalab", isLauncher: programs.contains
    ).text
  }

  @Test("commands in a line are told as they can be typed; paths and other words stay")
  func spelling() {
    let tool = ToolName("./edalab")
    #expect(tool.spelling(inLine: "  look  edalab trace 12ab") == "  look  ./edalab trace 12ab")
    #expect(tool.spelling(inLine: "edalab check 01 --only H1") == "./edalab check 01 --only H1")
    #expect(tool.spelling(inLine: "/opt/edalab check 01") == "/opt/edalab check 01")
    #expect(tool.spelling(inLine: "edalab is a workbench") == "edalab is a workbench")
    #expect(ToolName().spelling(inLine: "edalab trace 12ab") == "edalab trace 12ab")
  }

  @Test("the folder's own launcher comes first, then one on the search path")
  func order() {
    let all: Set = ["/w/edalab", "/home/ada/bin/edalab"]
    #expect(name(in: "/w", workspace: "/w", programs: all) == "./edalab")
    #expect(name(in: "/w/Labs", workspace: "/w", programs: all) == "edalab")
    #expect(name(in: "/w", programs: ["relative/edalab"]) == "'/opt/my course/edalab'")
  }

  @Test("inside a workspace its launcher is reached from below, elsewhere the clone's is named")
  func paths() {
    let launcher: Set = ["/w/edalab"]
    #expect(name(in: "/w/Labs/01-a", workspace: "/w", programs: launcher) == "../../edalab")
    #expect(name(in: "/home", programs: launcher) == "'/opt/my course/edalab'")
    #expect(ToolName("../edalab")("check 15") == "../edalab check 15")
  }

  @Test("a path is one word for a shell")
  func quotes() {
    #expect(ToolName.quoted("/a/b-1.2_c+d") == "/a/b-1.2_c+d")
    #expect(ToolName.quoted("/it's") == "'/it'\\''s'")
    #expect(ToolName.quoted("/$x") == "'/$x'")
  }

  @Test("a course's text names the commands as they are typed, and nothing else changes")
  func spells() {
    let text = "Read `edalab read 0.1`; edalab checks.\n\n    edalab check 01\n"
    #expect(
      ToolName("./edalab").spelling(text)
        == "Read `./edalab read 0.1`; edalab checks.\n\n    ./edalab check 01\n")
    #expect(ToolName().spelling(text) == text)
  }
}

struct WorkspaceLauncherTests {
  private func open(_ folder: TemporaryFolder, clone: String) throws -> Workspace.Opening {
    try Workspace.open(
      at: folder["home"], index: CourseFixture.index(folder), sources: folder["sources"],
      launcher: clone)
  }

  /// A clone whose launcher says how it was called.
  private func clone(_ name: String, in folder: TemporaryFolder) throws -> String {
    let script = "#!/bin/sh\necho \"\(name) for $EDALAB_WORKSPACE:\" \"$@\"\n"
    try folder.write(script, to: "\(name)/edalab", mode: 0o755)
    return folder["\(name)/edalab"]
  }

  private func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> ChildOutcome {
    var child = ChildProcess("./edalab", arguments)
    child.folder = folder["home"]
    return try child.run()
  }

  @Test("a workspace has a launcher that starts the clone's for it, with the same words")
  func starts() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      _ = try open(folder, clone: try clone("it's a clone", in: folder))
      let outcome = try run(folder, "check", "a b")
      #expect(outcome.output == "it's a clone for \(folder["home"]): check a b\n")
      #expect(try folder.text(of: "home/.gitignore").contains("/edalab\n"))
    }
  }

  @Test("it follows a clone that moved, which is no change of the course")
  func follows() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      _ = try open(folder, clone: try clone("old", in: folder))
      let opening = try open(folder, clone: try clone("new", in: folder))
      #expect(opening.refreshed == [])
      #expect(try run(folder).output.hasPrefix("new for"))
      #expect(FileManager.default.isExecutableFile(atPath: folder["home/edalab"]))
    }
  }

  @Test("what a learner made of it is kept, and a clone that is gone is told with 69")
  func keeps() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      _ = try open(folder, clone: try clone("old", in: folder))
      try folder.write("mine\n", to: "home/edalab", mode: 0o755)
      let opening = try open(folder, clone: folder["gone/edalab"])
      #expect(opening.kept == [".edalab/kept/edalab"])
      #expect(try folder.text(of: "home/.edalab/kept/edalab") == "mine\n")
      let outcome = try run(folder)
      #expect(outcome.code == 69)
      #expect(outcome.errors.contains("gone/edalab"))
    }
  }
}
