import Terminal
import Testing

struct KeyParserTests {
  private func keys(_ text: String) -> [Key] {
    var parser = KeyParser()
    return parser.take(text.utf8) + parser.flush()
  }

  @Test("letters, Enter, Tab and Backspace are keys, other control characters are none")
  func plain() {
    #expect(keys("q?") == [.character("q"), .character("?")])
    #expect(keys("\r\n\t\u{7f}\u{8}") == [.enter, .enter, .tab, .backspace, .backspace])
    #expect(keys("\u{1}\u{1a}") == [])
  }

  @Test("arrows and page keys are told in both of their forms")
  func sequences() {
    #expect(keys("\u{1b}[A\u{1b}OB\u{1b}[C\u{1b}OD") == [.up, .down, .right, .left])
    #expect(keys("\u{1b}[5~\u{1b}[6~\u{1b}[H\u{1b}[F") == [.pageUp, .pageDown, .home, .end])
    #expect(keys("\u{1b}[1~\u{1b}[4~\u{1b}[1;5A") == [.home, .end, .up])
  }

  @Test("an escape with nothing behind it is the escape key; before a letter it is that too")
  func escape() {
    #expect(keys("\u{1b}") == [.escape])
    #expect(keys("\u{1b}q") == [.escape, .character("q")])
  }

  @Test("characters outside of ASCII come whole")
  func unicode() {
    #expect(keys("ä漢🙂") == [.character("ä"), .character("漢"), .character("🙂")])
  }

  @Test("any split of a sequence gives the same keys")
  func splits() {
    let bytes = Array("a\u{1b}[5~ä\u{1b}OA漢q".utf8)
    let whole: [Key] = [
      .character("a"), .pageUp, .character("ä"), .up, .character("漢"), .character("q"),
    ]
    for place in bytes.indices {
      var parser = KeyParser()
      let keys = parser.take(bytes[..<place]) + parser.take(bytes[place...]) + parser.flush()
      #expect(keys == whole)
    }
  }

  @Test("any bytes are taken, and what means nothing does not stop the rest")
  func garbage() {
    var parser = KeyParser()
    var state: UInt64 = 7
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      _ = parser.take([UInt8(truncatingIfNeeded: state >> 33)])
    }
    _ = parser.take([UInt8](repeating: 0x31, count: 40))
    _ = parser.flush()
    #expect(!parser.isWaiting)
    #expect(parser.take("q".utf8) == [.character("q")])
    var broken = KeyParser()
    #expect(broken.take([0xff, 0xc3, 0x28, 0x71]).last == .character("q"))
  }
}
