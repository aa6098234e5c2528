import Terminal
import Testing

/// The wrapped text alone.
private func wrapped(_ text: String, _ width: Int, first: String = "", rest: String = "")
  -> [String]
{
  StyledLine.wrapping([Span(text)], width: width, first: [Span(first)], rest: [Span(rest)])
    .map(\.text)
}

@Suite struct WrappingTests {
  @Test("lines end at spaces, and none ends with one")
  func spaces() {
    #expect(wrapped("the log  is the truth ", 10) == ["the log is", "the truth"])
  }

  @Test("continuation lines keep the indent of a list item")
  func hangingIndent() {
    #expect(
      wrapped("one two three", 9, first: "• ", rest: "  ") == ["• one two", "  three"])
  }

  @Test("a word that is too wide stands alone and unbroken")
  func longWord() {
    #expect(wrapped("a abcdefghijkl b", 6) == ["a", "abcdefghijkl", "b"])
  }

  @Test("a line may end after a hyphen between letters, not inside -1")
  func hyphens() {
    #expect(wrapped("exactly-once x -12", 10) == ["exactly-", "once x -12"])
  }

  @Test("wide characters wrap between each other, but not before closing punctuation")
  func wide() {
    #expect(wrapped("漢字漢字", 5) == ["漢字", "漢字"])
    #expect(wrapped("漢字。漢", 5) == ["漢", "字。", "漢"])
  }

  @Test("a line feed ends the line")
  func lineFeed() {
    #expect(wrapped("a\nb", 9) == ["a", "b"])
  }

  @Test("styles survive wrapping and a word may change its style in the middle")
  func styles() {
    let spans = [Span("ab", .bold), Span("cd ef"), Span(" gh", .bold)]
    let lines = StyledLine.wrapping(spans, width: 5)
    #expect(
      lines == [
        StyledLine([Span("ab", .bold), Span("cd")]),
        StyledLine([Span("ef"), Span(" gh", .bold)]),
      ])
  }

  @Test("nothing to wrap is one empty line")
  func nothing() {
    #expect(wrapped("", 10) == [""])
  }

  @Test("no line is wider than asked", arguments: [5, 8, 13, 21, 80])
  func neverTooWide(width: Int) {
    let text = "a bb ccc dddd e-e 日本語 ff. ggg, hhhh"
    let lines = wrapped(text, width, first: "- ", rest: "  ").filter { $0.contains(" ") }
    #expect(lines.allSatisfy { $0.cellWidth <= max(width, 6) })
  }
}
