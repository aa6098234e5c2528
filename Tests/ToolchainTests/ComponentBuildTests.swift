import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

@testable import Toolchain

@Suite("ComponentBuild")
struct ComponentBuildTests {
  let mini: MiniKit

  init() throws { mini = try MiniKit.shared.get() }

  private func built(_ result: BuildResult) throws -> BuiltProgram {
    guard case .built(let program) = result else {
      Issue.record("refused: \(result)")
      throw CancellationError()
    }
    return program
  }

  private func refusal(_ result: BuildResult) throws -> BuildRefusal {
    guard case .refused(let refusal) = result else {
      Issue.record("built")
      throw CancellationError()
    }
    return refusal
  }

  @Test(
    "a component is one program that runs where its libraries are not",
    arguments: [
      Optimization.quick, .full,
    ])
  func runs(optimization: Optimization) throws {
    let source = "func answer(_ text: String) -> Int { text.utf8.count + Lab.n }\n"
    let program = try built(try mini.build(source, optimization: optimization))
    var child = ChildProcess(program.executable, ["four"])
    child.environment = [:]
    #expect(try child.run().output == "5\n")
    #expect(program.warnings.shown.isEmpty)
  }

  @Test(
    "a component is built at every level of isolation",
    arguments: [IsolationLevel.reduced, .uid, .landlock])
  func levels(level: IsolationLevel) throws {
    let source = "func answer(_ text: String) -> Int { \(level.rawValue) }\n"
    let build = ComponentBuild(
      toolchain: mini.toolchain, kit: mini.kit,
      isolation: try Isolation.detect(boxPath: mini.isolation.boxPath, atMost: level),
      cache: try mini.sharedCache())
    let result = try build.build(
      Submission(files: ["Answer.swift": Array(source.utf8)]), interface: MiniKit.interface,
      main: MiniKit.main)
    let program = try built(result)
    #expect(try ChildProcess(program.executable, ["x"]).run().output == "\(level.rawValue)\n")
  }

  @Test("the same bytes give the same program in any folder, and no path of the machine in it")
  func reproducible() throws {
    let source =
      "func answer(_ text: String) -> Int { precondition(text == #filePath); return 1 }\n"
    let first = try built(try mini.build(source))
    let second = try built(try mini.build(source, in: try mini.cache()))
    #expect(first.executable != second.executable)
    #expect(first.digest == second.digest)
    let bytes = try Data(contentsOf: URL(filePath: first.executable))
    #expect(try Data(contentsOf: URL(filePath: second.executable)) == bytes)
    #expect(bytes.range(of: Data("edalab-build-".utf8)) == nil)
    #expect(bytes.range(of: Data(mini.folder.utf8)) == nil)
  }

  @Test("an error is told by the learner's file, line, column and source line")
  func diagnostics() throws {
    let source = "let a = 1\nfunc answer(_ text: String) -> Int { return nothing }\n"
    let refused = try refusal(try mini.build(source))
    #expect(refused.reason == .errors)
    #expect(
      refused.diagnostics == [
        Diagnostic(
          severity: .error, message: "cannot find 'nothing' in scope", origin: .submission,
          file: "Answer.swift", line: 2, column: 45,
          source: "func answer(_ text: String) -> Int { return nothing }")
      ])
  }

  @Test("nothing told about a build names a folder of the machine")
  func hiddenPaths() throws {
    let source = """
      import Nowhere
      func answer(_ text: String) -> Int { 1 }
      """
    let refused = try refusal(try mini.build(source))
    let told = refused.diagnostics.map { $0.message + $0.file + $0.source }.joined()
    #expect(!told.contains("/tmp") && !told.contains(mini.folder))
    #expect(told.contains("Nowhere"))
  }

  @Test(
    "modules of the checker's half of the kit cannot be imported",
    arguments: [
      "Brokers", "GraderKit", "CSandbox",
    ])
  func noBrokers(module: String) throws {
    let source = "import \(module)\nfunc answer(_ text: String) -> Int { 1 }\n"
    let refused = try refusal(try mini.build(source))
    #expect(refused.diagnostics.first?.message == "no such module '\(module)'")
  }

  @Test("statements at the top level of a learner's file are refused")
  func topLevel() throws {
    let source = "import Glibc\nexit(0)\nfunc answer(_ text: String) -> Int { 1 }\n"
    let refused = try refusal(try mini.build(source))
    #expect(refused.diagnostics.first?.line == 2)
    #expect(refused.diagnostics.first?.message == "expressions are not allowed at the top level")
  }

  @Test("a file with the name of one of the lab's is refused by name")
  func takenName() throws {
    let refused = try refusal(
      try mini.build("func answer(_ text: String) -> Int { 1 }", name: "api.swift"))
    #expect(refused.diagnostics.map(\.file) == ["api.swift"])
  }

  @Test("twenty thousand warnings are cut to twenty, and the error comes first")
  func flood() throws {
    let warnings = String(repeating: "#warning(\"\")\n", count: 20_000)
    let refused = try refusal(
      try mini.build(warnings + "func answer(_ text: String) -> Int { no }\n"))
    #expect(refused.diagnostics.count == 20)
    #expect(refused.diagnostics.first?.message == "cannot find 'no' in scope")
    #expect(refused.omitted == 20_001 - 20)
  }

  @Test("control characters of a source reach nobody's terminal")
  func controlCharacters() throws {
    let source = """
      #warning("\u{1B}]0;title\u{7}\u{202E}edalab: passed")
      func answer(_ text: String) -> Int { no\u{1B} }
      """
    let refused = try refusal(try mini.build(source))
    let told = refused.diagnostics.map { $0.message + $0.source }.joined()
    #expect(!told.isEmpty)
    #expect(!told.unicodeScalars.contains { $0.value < 32 || $0 == "\u{202E}" || $0 == "\u{7F}" })
  }

  @Test("a location that a source claims is shown as a claim")
  func claimedLocation() throws {
    let source = """
      #sourceLocation(file: "/etc/passwd", line: 7)
      func answer(_ text: String) -> Int { no }
      """
    let refused = try refusal(try mini.build(source))
    #expect(refused.diagnostics.first?.origin == .claimed)
    #expect(refused.diagnostics.first?.file == "/etc/passwd")
  }

  @Test("three thousand nested brackets end at the time limit")
  func nested() throws {
    var limits = ResourceLimits.build
    limits.cpuSeconds = 3
    let brackets =
      String(repeating: "[", count: 3000) + "1" + String(repeating: "]", count: 3000)
    let source = "func answer(_ text: String) -> Int { let a = \(brackets); return a.count }\n"
    let result = try mini.builder(limits: limits).build(
      Submission(files: ["Answer.swift": Array(source.utf8)]), interface: MiniKit.interface,
      main: MiniKit.main)
    #expect(try refusal(result).reason == .timeLimit)
  }

  @Test("a build that is no longer wanted ends as cancelled")
  func cancelled() throws {
    // A text that no other test builds: what is in the cache is there, wanted or not.
    let source = "func answer(_ text: String) -> Int { 1 }  // cancelled\n"
    let error = #expect(throws: ToolchainError.self) {
      try mini.builder().build(
        Submission(files: ["Answer.swift": Array(source.utf8)]), interface: MiniKit.interface,
        main: MiniKit.main, isCancelled: { true })
    }
    #expect(error?.code == .cancelled)
  }

  @Test("a warning is kept with the program, and told again when it comes from the cache")
  func warnings() throws {
    let cache = try mini.cache()
    let source = "func answer(_ text: String) -> Int { let a = 1; return 2 }\n"
    let first = try built(try mini.build(source, in: cache))
    let second = try built(try mini.build(source, in: cache))
    #expect(first.warnings.shown.first?.severity == .warning)
    #expect(first == second)
  }

  @Test("a program named swiftc that stands first in the PATH is not used")
  func pathIsIgnored() throws {
    try withTemporaryFolder { folder in
      try folder.write("#!/bin/sh\ntouch \(folder["used"])\n", to: "swiftc", mode: 0o755)
      let before = ProcessInfo.processInfo.environment["PATH"] ?? ""
      setenv("PATH", folder.path + ":" + before, 1)
      defer { setenv("PATH", before, 1) }
      _ = try built(try mini.build("func answer(_ text: String) -> Int { 3 }\n"))
      #expect(!folder.has("used"))
    }
  }

  @Test("a kit of another compiler is refused before anything is compiled")
  func otherCompiler() throws {
    let folder = mini.folder + "/kit-of-another"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try MiniKit.write("mini\nSwift version 5.0\n", to: folder + "/kit.txt")
    let build = ComponentBuild(
      toolchain: mini.toolchain, kit: try Kit(path: folder), isolation: mini.isolation,
      cache: try mini.sharedCache())
    let error = #expect(throws: ToolchainError.self) {
      try build.build(Submission(files: [:]), interface: [:], main: "")
    }
    #expect(error?.code == .kitFromOtherCompiler)
  }
}
