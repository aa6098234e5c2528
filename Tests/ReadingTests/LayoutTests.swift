import Markdown
import Reading
import Terminal
import Testing

private let plain = TerminalCapabilities(
  hasColour: false, hasAttributes: false, isPlain: true, width: 40)

/// A text as it stands on a screen without colours.
private func screen(_ text: String, width: Int = 40) throws -> String {
  LineWriter(.pipe).text(of: Layout(width: width).lines(for: try Document(parsing: text)))
}

/// A text as it stands in the plain stream.
private func linear(_ text: String, width: Int = 40) throws -> String {
  LineWriter(plain).text(of: Layout(width: width).lines(for: try Document(parsing: text)))
}

@Suite struct LayoutTests {
  @Test("the first heading has a rule on the screen and a mark in the plain stream")
  func headings() throws {
    #expect(try screen("# One\n\n## Two\n") == "One\n───\n\nTwo\n")
    #expect(try linear("# One\n\n## Two\n") == "# One\n\n## Two\n")
  }

  @Test("items of a list wrap with a hanging indent, nested ones too")
  func lists() throws {
    let text = "- alpha beta gamma delta\n  1. epsilon zeta eta\n"
    #expect(
      try screen(text, width: 20)
        == "• alpha beta gamma\n  delta\n  1. epsilon zeta\n     eta\n")
    #expect(try linear("- a\n- b\n") == "- a\n- b\n")
    #expect(try screen("9. a\n\n10. b\n") == "9. a\n\n10. b\n")
  }

  @Test("a quote carries its bar through nested blocks")
  func quotes() throws {
    #expect(try screen("> a\n>\n> - b\n") == "│ a\n│\n│ • b\n")
    #expect(try linear("> a\n") == "> a\n")
  }

  @Test("code goes on below where the screen ends, and is whole in the plain stream")
  func code() throws {
    let text = "```swift\nlet total = 1 + 2 + 3\n\n\nx\n```\n"
    #expect(
      try screen(text, width: 20) == "    let total = 1 +\n          2 + 3\n\n\n    x\n")
    #expect(try linear(text, width: 20).hasPrefix("    let total = 1 + 2 + 3\n"))
  }

  @Test("a comment that does not fit stands below its code, and stays a comment on every line")
  func comments() throws {
    let text = "```swift\nlet x = 1  // what it is and why\n  /// of a thing or two\n```\n"
    #expect(
      try screen(text, width: 24) == """
            let x = 1
                  // what it is
                  // and why
              /// of a thing or
              /// two

        """)
  }

  @Test("no line of code is wider than the screen, and nothing of it is lost")
  func foldedCode() throws {
    let code = [
      "  func process(_ event: Envelope, now: Instant) throws -> Outcome  // applied or not",
      "let aVeryLongNameWithoutAnySpaceInIt = anotherNameThatIsLongerThanTheScreen漢字漢字",
      "//", "// " + String(repeating: "x", count: 50),
    ]
    for width in 12...60 {
      for line in code {
        let text = try screen("```swift\n\(line)\n```\n", width: width)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= max(width, 20) }, "\(width)")
        func letters(_ text: String) -> String {
          text.filter { $0 != " " && $0 != "\n" && $0 != "/" }
        }
        #expect(letters(text) == letters(line))
      }
    }
  }

  @Test("a drawing stands on the screen only")
  func drawings() throws {
    let text = "```picture\n┌─┐\n```\n\nIn words: a box.\n"
    #expect(try screen(text) == "    ┌─┐\n\nIn words: a box.\n")
    #expect(try linear("a\n\n" + text) == "a\n\nIn words: a box.\n")
  }

  @Test("links that lead out are numbered, and their targets follow the section")
  func links() throws {
    let text = "[a](https://x.y) and [b](c.md)\n\n## Next\n\n<https://z.z>\n"
    #expect(
      try screen(text) == "a [1] and b\n\n[1] https://x.y\n\nNext\n\nhttps://z.z\n")
  }

  @Test("raw HTML is not shown")
  func html() throws {
    #expect(try screen("a <b>c</b>\n\n<!-- hidden -->\n\nd\n") == "a c\n\nd\n")
  }

  @Test("a fence can be replaced by other blocks")
  func fences() throws {
    let layout = Layout(width: 40) { info, text in
      info == "quiz" ? [Block(.paragraph([.text("Q: " + text)]), lines: SourceLines(1, 1))] : nil
    }
    let document = try Document(parsing: "```quiz\nwhy\n```\n\n```text\nkept\n```\n")
    #expect(layout.lines(for: document).map(\.text) == ["Q: why", "", "    kept"])
  }

  @Test("no line is wider than the screen", arguments: [20, 33, 80])
  func width(columns: Int) throws {
    let text = """
      # A heading that is long enough to wrap somewhere

      Words with `code spans` and **strong ones** and 日本語の文字 in a row, [linked](http://a.b).

      1. item one has many words in it
         > quoted inside with more words than fit

      | a long head | b |
      |---|--:|
      | cell with words | 1 |
      """
    let lines = Layout(width: columns).lines(for: try Document(parsing: text))
    #expect(lines.filter { $0.audience != .plain }.allSatisfy { $0.width <= columns })
  }
}

@Suite struct TableLayoutTests {
  private let text = "| Broker | Order |\n|---|--:|\n| Kafka | per partition |\n| MQTT | |\n"

  @Test("a table has columns on the screen and sentences in the plain stream")
  func both() throws {
    #expect(
      try screen(text) == """
        Broker │         Order
        ───────┼──────────────
        Kafka  │ per partition
        MQTT   │

        """)
    #expect(try linear(text) == "Broker: Kafka. Order: per partition.\nBroker: MQTT.\n")
  }

  @Test("cells wrap when the screen is narrow, and a row becomes a sentence when it is too narrow")
  func narrow() throws {
    #expect(try screen(text, width: 20).contains("Kafka  │         per\n"))
    let wide = "|aaaaaaaaaaaaa|bbbbbbbbbbbbb|\n|-|-|\n|1|2|\n"
    #expect(try screen(wide, width: 20) == "aaaaaaaaaaaaa: 1.\nbbbbbbbbbbbbb: 2.\n")
  }
}
