import Testing

/// Each rule fails on a snippet that breaks it, and not on its neighbour that does not.
@Suite struct RulesTests {
  @Test("a file above 300 lines is found, one of 300 is not")
  func fileLength() {
    let line = "let a = 1\n"
    #expect(count(Rules.fileLength, String(repeating: line, count: 301)) == 1)
    #expect(count(Rules.fileLength, String(repeating: line, count: 300)) == 0)
  }

  @Test("a function of 71 lines is found, one of 70 is not")
  func functionLength() {
    #expect(count(Rules.functionLength, function(lines: 71)) == 1)
    #expect(count(Rules.functionLength, function(lines: 70)) == 0)
    #expect(count(Rules.functionLength, "struct S {\n\(function(lines: 71))\n}") == 1)
    #expect(count(Rules.functionLength, "struct S {\n" + many("let a = 1\n", 90) + "}") == 0)
  }

  @Test("a line of 101 columns is found, one of 100 is not, whatever its bytes")
  func lineLength() {
    #expect(count(Rules.lineLength, many("x", 101)) == 1)
    #expect(count(Rules.lineLength, many("x", 100)) == 0)
    #expect(count(Rules.lineLength, many("│", 100)) == 0)
  }

  @Test("a forced try is found, an optional one is not")
  func forcedTry() {
    #expect(count(Rules.forcedTry, "let a = try! f()") == 1)
    #expect(count(Rules.forcedTry, "let a = try? f() // try! f()\nlet b = \"try! f()\"") == 0)
  }

  @Test(
    "a forced unwrap is found in every form",
    arguments: ["a!.b", "f()!", "a[0]!", "a as! B", "var a: Int!", "a! + b", "\"\\(a!)\"", "a?.b!"])
  func forcedUnwrap(line: String) {
    #expect(count(Rules.forcedUnwrap, line) == 1)
  }

  @Test(
    "what only looks like a forced unwrap is not found",
    arguments: [
      "!a", "a != b", "if !a, !(b) { }", "a !== b", "// a!", "\"Stop!\"", "try! f()", "[!a]",
    ])
  func noForcedUnwrap(line: String) {
    #expect(count(Rules.forcedUnwrap, line) == 0)
  }

  @Test("tests may force, and so may submissions")
  func forcedElsewhere() {
    #expect(count(Rules.forcedUnwrap, "a!", path: "Tests/ATests/A.swift") == 0)
    #expect(count(Rules.forcedUnwrap, "a!", path: "Grader/15/Submissions/wrong/a.swift") == 0)
    #expect(count(Rules.forcedUnwrap, "a!", path: "Grader/15/Checks.swift") == 1)
  }

  @Test("printing is found outside of the two modules that print")
  func printing() {
    #expect(count(Rules.printing, "print(1)") == 1)
    #expect(count(Rules.printing, "debugPrint(1)") == 1)
    #expect(count(Rules.printing, "dump(a)") == 1)
    #expect(count(Rules.printing, "printer(1)\nfingerprint(2)\ncell.print(3)\nfunc print(a)") == 0)
    #expect(count(Rules.printing, "print(1)", path: "Sources/edalab/A.swift") == 0)
    #expect(count(Rules.printing, "print(1)", path: "Sources/Terminal/A.swift") == 0)
  }

  @Test(
    "an impure call is found in a pure module, and only there",
    arguments: [
      "Date()", "Int.random(in: 0..<3)", "var g = SystemRandomNumberGenerator()", "Task { }",
      "usleep(3); sleep(1)", "a.shuffled()", "a.randomElement()", "ContinuousClock.now",
    ])
  func impure(line: String) {
    #expect(count(Rules.impure, line) == 1)
    #expect(count(Rules.impure, line, path: "Sources/Workbench/A.swift") == 0)
    #expect(count(Rules.impure, "// \(line)") == 0)
  }

  @Test("a seeded generator is pure")
  func seeded() {
    #expect(count(Rules.impure, "Int.random(in: 0..<3, using: &generator)") == 0)
    #expect(count(Rules.impure, "a.shuffled(using: &generator)") == 0)
  }

  @Test("Foundation is found where it must not be, however it is imported")
  func foundation() {
    #expect(count(Rules.foundation, "import Foundation") == 1)
    #expect(count(Rules.foundation, "package import FoundationEssentials") == 1)
    #expect(count(Rules.foundation, "import struct Foundation.Date") == 1)
    #expect(count(Rules.foundation, "import Foundation", path: "Sources/Course/A.swift") == 0)
  }

  @Test("Foundation's Process is found, another type's name is not")
  func process() {
    #expect(count(Rules.foundationProcess, "let p = Process()") == 1)
    #expect(count(Rules.foundationProcess, "let p = ChildProcess()") == 0)
  }

  @Test("an open task without an issue is found in a comment, and only there")
  func openTask() {
    let (todo, fixme) = ("TO" + "DO", "FIX" + "ME")
    #expect(count(Rules.openTask, "// \(todo): later") == 1)
    #expect(count(Rules.openTask, "/* \(fixme) */") == 1)
    #expect(count(Rules.openTask, "// \(todo)(#): later") == 1)
    #expect(count(Rules.openTask, "// \(todo)(#12): later\nlet a = \"\(todo)\"") == 0)
  }

  private func count(
    _ rule: Rule, _ text: String, path: String = "Sources/Simulation/A.swift"
  ) -> Int {
    rule.findings(in: SourceText(path: path, text: text)).count
  }

  private func function(lines: Int) -> String {
    "func f() {\n" + many("  a()\n", lines - 2) + "}"
  }

  private func many(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }
}
