import Markdown
import Testing

/// The kinds of the top-level blocks of a text.
private func kinds(_ text: String) throws -> [Block.Kind] {
  try Document(parsing: text).blocks.map(\.kind)
}

@Suite struct DocumentTests {
  @Test("a heading keeps its level, its text and its line")
  func heading() throws {
    let document = try Document(parsing: "para\n\n## Two *words*\n")
    let block = try #require(document.blocks.last)
    #expect(block.kind == .heading(level: 2, [.text("Two "), .emphasis([.text("words")])]))
    #expect(block.lines == SourceLines(3, 3))
  }

  @Test("inlines of every kind become values")
  func inlines() throws {
    let text = "a **b** `c` [d](e \"f\") ![g](h)\ni  \nj <b>\n"
    let expected: [Inline] = [
      .text("a "), .strong([.text("b")]), .text(" "), .code("c"), .text(" "),
      .link(destination: "e", title: "f", [.text("d")]), .text(" "),
      .image(source: "h", title: "", [.text("g")]), .softBreak, .text("i"), .hardBreak,
      .text("j "), .html("<b>"),
    ]
    #expect(try kinds(text) == [.paragraph(expected)])
    #expect(expected.plainText == "a b c d g i\nj ")
  }

  @Test("an ordered list keeps its first number and whether it is tight")
  func orderedList() throws {
    guard case .list(let loose)? = try kinds("3. a\n\n4. b\n").first else {
      Issue.record("no list")
      return
    }
    #expect(loose.start == 3)
    #expect(!loose.isTight)
    #expect(loose.items.map(\.lines.first) == [1, 3])
    guard case .list(let tight)? = try kinds("- a\n- b\n").first else {
      Issue.record("no list")
      return
    }
    #expect(tight.start == nil)
    #expect(tight.isTight)
    #expect(
      tight.items.flatMap(\.blocks).map(\.kind) == [
        .paragraph([.text("a")]), .paragraph([.text("b")]),
      ])
  }

  @Test("a fence keeps its info string and its text, a rule and a quote are blocks")
  func fenceRuleQuote() throws {
    let found = try kinds("```quiz x\na: 1\n```\n\n---\n\n> q\n")
    #expect(found[0] == .code(info: "quiz x", text: "a: 1\n"))
    #expect(found[1] == .thematicBreak)
    #expect(found[2] == .quote([Block(.paragraph([.text("q")]), lines: SourceLines(7, 7))]))
  }

  @Test("front matter is split off and line numbers stay those of the file")
  func frontMatter() throws {
    let document = try Document(parsing: "---\nid: a\nminutes: 3\n---\n\n# T\n")
    #expect(
      document.frontMatter
        == FrontMatter(text: "id: a\nminutes: 3\n", lines: SourceLines(2, 3)))
    #expect(document.blocks.map(\.lines.first) == [6])
  }

  @Test("front matter that never ends is text")
  func openFrontMatter() throws {
    let document = try Document(parsing: "---\nid: a\n")
    #expect(document.frontMatter == nil)
    #expect(document.blocks.count == 2)
  }

  @Test("every kind of line end counts as one line")
  func lineEnds() throws {
    let document = try Document(parsing: "---\r\nid: a\r\n---\r\n# A\r\rb\n")
    #expect(document.frontMatter?.text == "id: a\n")
    #expect(document.blocks.map(\.lines.first) == [4, 6])
  }

  @Test("an empty text is an empty document")
  func empty() throws {
    #expect(try Document(parsing: "").blocks.isEmpty)
  }
}

@Suite struct HostileTextTests {
  @Test("control characters written as entities become U+FFFD in text, code, links and info")
  func entities() throws {
    let text = "a&#27;[31m&#x9b;&#x202e; [x](b&#27;c \"&#7;\")\n\n```a&#27;b\n\u{1b}[2J\n```\n"
    let found = try kinds(text)
    #expect(
      found[0]
        == .paragraph([
          .text("a\u{FFFD}[31m\u{FFFD}\u{FFFD} "),
          .link(destination: "b\u{FFFD}c", title: "\u{FFFD}", [.text("x")]),
        ]))
    #expect(found[1] == .code(info: "a\u{FFFD}b", text: "\u{FFFD}[2J\n"))
  }

  @Test("a text of more than 256 KiB is refused")
  func tooLarge() throws {
    let limit = Document.maximumBytes
    #expect(try Document(parsing: String(repeating: "a", count: limit)).blocks.count == 1)
    #expect(throws: MarkdownError.self) {
      try Document(parsing: String(repeating: "a", count: limit + 1))
    }
  }

  @Test(
    "nesting deeper than 100 is refused without overflowing the stack",
    arguments: [(">", ""), ("* ", ""), ("*a **a ", "b** b*")])
  func tooDeep(opening: String, closing: String) throws {
    // Test arguments are printed, so the long text is made here.
    let text =
      String(repeating: opening, count: 20_000) + "a" + String(repeating: closing, count: 20_000)
    let error = try #require(throws: MarkdownError.self) { try Document(parsing: text) }
    #expect(error.code == .tooDeep)
  }

  @Test("nesting of 90 quotes is accepted")
  func deepEnough() throws {
    let document = try Document(parsing: String(repeating: ">", count: 90) + "a")
    #expect(document.blocks.flattened.count == 91)
  }
}
