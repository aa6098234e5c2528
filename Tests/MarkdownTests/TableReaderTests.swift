import Markdown
import Testing

/// The only table of a text.
private func table(_ text: String) throws -> Table? {
  for block in try Document(parsing: text).blocks.flattened {
    if case .table(let table) = block.kind { return table }
  }
  return nil
}

@Suite struct TableReaderTests {
  @Test("a table has alignments, a header and rows of inline text")
  func plain() throws {
    let found = try #require(
      try table("| Broker | Order |\n|:--|--:|\n| *Kafka* | per `key` |\n| x |\n"))
    #expect(found.alignments == [.left, .right])
    #expect(found.header == [[.text("Broker")], [.text("Order")]])
    #expect(
      found.rows == [
        [[.emphasis([.text("Kafka")])], [.text("per "), .code("key")]],
        [[.text("x")], []],
      ])
  }

  @Test("escaped bars and bars in code spans do not end a cell")
  func bars() throws {
    let found = try #require(try table("a | b\n--- | :-:\nx \\| y | `p | q`\n"))
    #expect(found.rows == [[[.text("x | y")], [.code("p | q")]]])
    #expect(found.alignments == [.none, .centre])
  }

  @Test("a cell that looks like a list or a heading stays text")
  func blocksInCells() throws {
    let found = try #require(try table("|a|b|\n|-|-|\n| - x | # y |\n"))
    #expect(found.rows == [[[.text("- x")], [.text("# y")]]])
  }

  @Test("a table inside a list or a quote is found")
  func nested() throws {
    #expect(try table("- |a|b|\n  |-|-|\n  |1|2|\n")?.rows == [[[.text("1")], [.text("2")]]])
    #expect(try table("> |a|b|\n> |-|-|\n> |1|2|\n")?.rows == [[[.text("1")], [.text("2")]]])
  }

  @Test(
    "a paragraph without a delimiter row of the same width is no table",
    arguments: ["a | b\nc | d\n", "a | b\n--- | --- | ---\n", "a | b\n"])
  func none(text: String) throws {
    #expect(try table(text) == nil)
  }

  @Test("two thousand rows are read in one pass")
  func large() throws {
    let rows = String(repeating: "| 1 | 2 |\n", count: 2_000)
    #expect(try table("|a|b|\n|-|-|\n" + rows)?.rows.count == 2_000)
  }
}
