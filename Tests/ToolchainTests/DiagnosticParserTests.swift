import Testing

@testable import Toolchain

@Suite("DiagnosticParser")
struct DiagnosticParserTests {
  private let parser = DiagnosticParser(
    names: [
      "submission/A.swift": SourceFile.Shown(name: "A.swift", origin: .submission),
      "interface/API.swift": SourceFile.Shown(name: "API.swift", origin: .interface),
    ], hidden: [("/tmp/x/src/", "")])

  @Test("place, severity, message and source line are read")
  func one() {
    let log = "submission/A.swift:3:9: error: no such 'x'\n    let a = x\n            ^\n"
    #expect(
      parser.diagnostics(in: log.utf8) == [
        Diagnostic(
          severity: .error, message: "no such 'x'", origin: .submission, file: "A.swift", line: 3,
          column: 9, source: "    let a = x")
      ])
  }

  @Test("a message without a file is about the whole build")
  func linker() {
    let found = parser.diagnostics(
      in: "ld.lld: error: undefined symbol: f\nclang: error: failed\n".utf8)
    #expect(found.map(\.origin) == [.none, .none])
    #expect(found.map(\.message) == ["undefined symbol: f", "failed"])
  }

  @Test("names inside a message are the learner's")
  func namesInside() {
    let found = parser.diagnostics(
      in: "interface/API.swift:1:1: note: see /tmp/x/src/submission/A.swift:2\n".utf8)
    #expect(found.first?.message == "see A.swift:2")
    #expect(found.first?.origin == .interface)
  }

  @Test("errors come before warnings, each with its notes, and the rest is counted")
  func order() {
    let log = """
      submission/A.swift:1:1: warning: w
      submission/A.swift:1:2: note: of w
      submission/A.swift:2:1: error: e
      submission/A.swift:2:2: note: of e

      """
    let report = DiagnosticReport(parser.diagnostics(in: log.utf8))
    #expect(report.shown.map(\.message) == ["e", "of e", "w", "of w"])
    #expect(report.omitted == 0)
  }

  @Test(
    "any bytes are read without a fault",
    arguments: [
      ":::: error: ", "a:1: error: x", ": error: x", "error: ",
      "submission/A.swift:-1:99999999999999999999: error: x",
      "\u{0}\u{FF}: warning: \n", "note: ",
    ])
  func hostile(text: String) {
    let found = parser.diagnostics(in: Array(text.utf8) + [0xFF, 0xC0])
    #expect(found.count <= 1)
    #expect(found.allSatisfy { !$0.message.contains("\u{0}") && !$0.file.contains("\u{0}") })
  }

  @Test("control and direction characters become escapes, letters and emoji stay")
  func visible() {
    #expect(VisibleText.line("a\tb\u{1B}c\u{9B}\u{2066}é👩‍🚀") == "a    b\\u{1B}c\\u{9B}\\u{2066}é👩‍🚀")
    #expect(VisibleText.line("abc", limit: 2) == "ab…")
  }
}
