import GraderKit
import Testing

@testable import Workbench

@Suite("Known mistakes")
struct KnownMistakesTests {
  private let beliefs = [
    "marks-first": "The mark comes first.", "in-memory": "Memory is enough.",
    "also-in-memory": "Memory is enough.", "by-id": "The id is enough.",
  ]

  private let known = KnownMistakes(mistakes: [
    "marks-first": ["V1": "a1 c1", "H1": "e1 c9"],
    "in-memory": ["H1": "e2 c2", "H2": "e3 c3"],
    "also-in-memory": ["H1": "e4 c2"],
    "by-id": ["H2": "e5 c3"],
  ])

  private func belief(
    _ exact: String, _ coarse: String, in cell: String, after earlier: [String: Bool] = [:]
  ) -> String? {
    known.belief(behind: Symptom(exact: exact, coarse: coarse), in: cell, after: earlier) {
      beliefs[$0]
    }
  }

  @Test("the same answers are the same mistake, also if others fail alike in the end")
  func exact() {
    #expect(belief("e3", "c3", in: "H2") == "Memory is enough.")
    #expect(belief("e5", "c3", in: "H2") == "The id is enough.")
  }

  @Test("the same failure after other answers counts, if only one belief is behind it")
  func coarse() {
    #expect(belief("other", "c2", in: "H1") == "Memory is enough.")
    #expect(belief("other", "c3", in: "H2") == nil)
    #expect(belief("other", "other", in: "H1") == nil)
  }

  @Test("what happened before must be the same, too")
  func earlier() {
    #expect(belief("other", "c3", in: "H2", after: ["H1": false]) == "The id is enough.")
    #expect(belief("other", "c3", in: "H2", after: ["H1": true]) == "Memory is enough.")
    #expect(belief("e1", "c9", in: "H1", after: ["V1": false]) == nil)
    #expect(belief("e1", "c9", in: "H1", after: ["V1": true]) == "The mark comes first.")
  }

  @Test("a cell where nobody fails, and a lab without a table, say nothing")
  func nothing() {
    #expect(belief("e1", "c1", in: "H7") == nil)
    let empty = KnownMistakes()
    #expect(
      empty.belief(behind: Symptom(exact: "", coarse: ""), in: "H1", after: [:]) { _ in "x" } == nil
    )
  }
}
