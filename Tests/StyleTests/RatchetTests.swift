import Testing

@Suite struct RatchetTests {
  private let known = Exception(rule: "impure", path: "A.swift", allowed: 2, reason: "why")

  @Test("a breach that is not listed is a problem")
  func new() {
    #expect(Ratchet(exceptions: []).problems(findings(1)).count == 1)
  }

  @Test("a listed breach is none, as long as it does not grow")
  func growth() {
    let ratchet = Ratchet(exceptions: [known])
    #expect(ratchet.problems(findings(2)).isEmpty)
    #expect(ratchet.problems(findings(3)) == ["impure A.swift: grew from 2 to 3"])
  }

  @Test("an exception that is no longer needed is a problem")
  func unneeded() {
    #expect(
      Ratchet(exceptions: [known]).problems([])
        == ["impure A.swift: the exception is no longer needed, remove it"])
  }

  @Test("a long file may be listed up to 500 lines, and never above")
  func files() {
    let listed = [Exception(rule: "file-length", path: "A.swift", allowed: 600, reason: "why")]
    let finding = { Finding(rule: "file-length", path: "A.swift", line: $0, message: "") }
    #expect(Ratchet(exceptions: listed).problems([finding(450)]).isEmpty)
    #expect(Ratchet(exceptions: listed).problems([finding(501)]).count == 1)
    #expect(Ratchet(exceptions: []).problems([finding(301)]).count == 1)
  }

  @Test("a long function cannot be excepted")
  func functions() {
    let listed = [Exception(rule: "function-length", path: "A.swift", allowed: 9, reason: "why")]
    let finding = Finding(rule: "function-length", path: "A.swift", line: 1, message: "")
    #expect(Ratchet(exceptions: listed).problems([finding]).count == 1)
  }

  @Test("a line of the list needs a number and a reason")
  func lines() throws {
    #expect(try Exception.list("# a comment\n\nimpure A.swift 2 why not\n").count == 1)
    #expect(throws: MalformedException.self) { try Exception.list("impure A.swift 2") }
    #expect(throws: MalformedException.self) { try Exception.list("impure A.swift two reasons") }
  }

  private func findings(_ count: Int) -> [Finding] {
    (0..<count).map { Finding(rule: "impure", path: "A.swift", line: $0, message: "m") }
  }
}
