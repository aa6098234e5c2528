import Terminal
import Testing

struct PagerTests {
  private func lines(_ texts: String...) -> [StyledLine] { texts.map { StyledLine($0) } }

  @Test("what fits is one page, and without rows everything does")
  func one() {
    var pager = Pager(lines("a", "b", "c"))
    #expect(pager.next(rows: 3).map(\.text) == ["a", "b", "c"])
    #expect(!pager.hasMore)
    var endless = Pager(lines("a", "b", "c"))
    #expect(endless.next(rows: nil).count == 3)
  }

  @Test("all lines come, in order, in pages that fit")
  func all() {
    let texts = (0..<50).map { "line \($0)" }
    var pager = Pager(texts.map { StyledLine($0) })
    var seen: [String] = []
    while pager.hasMore {
      let page = pager.next(rows: 7)
      #expect((1...7).contains(page.count))
      seen += page.map(\.text)
    }
    #expect(seen == texts)
  }

  @Test("a page ends at a gap near its end")
  func gap() {
    var pager = Pager(lines("a", "b", "c", "d", "", "e", "f"))
    #expect(pager.next(rows: 6).map(\.text) == ["a", "b", "c", "d"])
    #expect(pager.next(rows: 6).map(\.text) == ["", "e", "f"])
  }

  @Test("what is on the page already takes room; a page with little room left is over")
  func used() {
    var pager = Pager(lines("a", "b", "c", "d", "e"))
    #expect(pager.next(rows: 6, used: 2).map(\.text) == ["a", "b", "c", "d"])
    var full = Pager(lines("a", "b", "c", "d", "e"))
    #expect(full.next(rows: 6, used: 4).isEmpty)
    #expect(full.next(rows: 6).count == 5)
    var gap = Pager(lines("a", "", "b", "c", "d", "e"))
    #expect(gap.next(rows: 8, used: 4).map(\.text) == ["a"])
  }

  @Test("lines that are added come behind those that wait, and clear drops them all")
  func adds() {
    var pager = Pager(lines("a", "b", "c", "d"))
    _ = pager.next(rows: 3)
    pager.append(lines("e"))
    #expect(pager.next(rows: 3).map(\.text) == ["d", "e"])
    pager.append(lines("f"))
    pager.clear()
    #expect(!pager.hasMore)
  }
}

struct FooterTests {
  private let screen = TerminalCapabilities(
    hasColour: false, hasAttributes: false, isPlain: false, width: 20)

  @Test("lines are written above the footer, which is erased and written again")
  func above() {
    var footer = Footer(screen)
    #expect(footer.text(lines: ["one"], footer: "q quit") == "one\nq quit")
    #expect(footer.text(lines: ["two"], footer: "q quit") == "\r\u{1b}[Ktwo\nq quit")
    #expect(footer.text(lines: [], footer: nil) == "\r\u{1b}[K")
  }

  @Test("lines above the footer are taken away with it, and it is written again; never when plain")
  func erases() {
    var footer = Footer(screen)
    _ = footer.text(lines: ["one", "two"], footer: "q quit")
    #expect(footer.erasing(rows: 2, footer: "q quit") == "\r\u{1b}[2A\u{1b}[Jq quit")
    #expect(footer.erasing(rows: 0, footer: "q quit") == "")
    #expect(footer.text(lines: ["one"], footer: "q quit") == "\r\u{1b}[Kone\nq quit")
    let plain = TerminalCapabilities(
      hasColour: false, hasAttributes: false, isPlain: true, width: 20)
    var stream = Footer(plain)
    #expect(stream.erasing(rows: 2, footer: "q quit") == "")
  }

  @Test("nothing is written if nothing changed")
  func unchanged() {
    var footer = Footer(screen)
    _ = footer.text(lines: [], footer: "q quit")
    #expect(footer.text(lines: [], footer: "q quit") == "")
  }

  @Test("a footer never fills the line: the next character would make a new one")
  func narrow() {
    var footer = Footer(screen)
    let text = footer.text(lines: [], footer: StyledLine(String(repeating: "x", count: 50)))
    #expect(text.count == 19)
    #expect(StyledLine("漢漢漢").cut(to: 5).text == "漢漢")
  }

  @Test("a plain stream has no codes, and a footer is a line when it changed")
  func plain() {
    var footer = Footer(
      TerminalCapabilities(hasColour: false, hasAttributes: false, isPlain: true, width: 80))
    #expect(footer.text(lines: ["one"], footer: "q quit") == "one\nq quit\n")
    #expect(footer.text(lines: ["two"], footer: "q quit") == "two\n")
    #expect(footer.text(lines: [], footer: "n next") == "n next\n")
  }
}
