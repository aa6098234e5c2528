import Terminal
import Testing

@Suite struct CellWidthTests {
  @Test(
    "a character takes the columns that terminals give it",
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("한", 2), ("ｱ", 1), ("Ａ", 2), ("😀", 2),
      ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("─", 1), ("\u{301}", 0), ("→", 1),
    ])
  func widths(character: Character, columns: Int) {
    #expect(character.cellWidth == columns)
  }

  @Test("text is as wide as its characters, and as what is shown for its controls")
  func text() {
    #expect("hello".cellWidth == 5)
    #expect("日本 x".cellWidth == 6)
    for text in ["a\u{1b}[31m", "a\r\nb", "\t", "\u{202E}x"] {
      #expect(text.cellWidth == text.cleaned.cellWidth)
    }
  }
}
