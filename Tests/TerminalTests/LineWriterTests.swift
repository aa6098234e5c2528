import Terminal
import Testing

private let colour = TerminalCapabilities(
  hasColour: true, hasAttributes: true, isPlain: false, width: 80)
private let plain = TerminalCapabilities(
  hasColour: true, hasAttributes: true, isPlain: true, width: 80)

@Suite struct LineWriterTests {
  @Test("styles are opened and closed on the same line")
  func styles() {
    let line = StyledLine([Span("a"), Span("b", Style(colour: .red, isBold: true))])
    #expect(LineWriter(colour).text(of: [line]) == "a\u{1b}[1;31mb\u{1b}[0m\n")
    #expect(LineWriter(.pipe).text(of: [line]) == "ab\n")
  }

  @Test("a control character of foreign text is shown, never sent")
  func foreignText() {
    let line = StyledLine("\u{1b}]0;x\u{7}\u{9b}1m\u{202E}\r\n\u{7f}\t|")
    #expect(
      LineWriter(colour).text(of: [line])
        == "\u{241b}]0;x\u{2407}\u{FFFD}1m\u{FFFD}\u{240d}\u{240a}\u{2421}    |\n")
  }

  @Test("lines for the screen and for the plain stream exclude each other")
  func audiences() {
    let lines = [
      StyledLine([Span("────")], for: .screen), StyledLine([Span("Broker: Kafka")], for: .plain),
      StyledLine([Span("✔", plain: "PASS"), Span(" H1")]),
    ]
    #expect(LineWriter(.pipe).text(of: lines) == "────\n✔ H1\n")
    #expect(LineWriter(plain).text(of: lines) == "Broker: Kafka\nPASS H1\n")
  }

  @Test("no line ends with spaces")
  func trailingSpaces() {
    let line = StyledLine([Span("a  "), Span("  ", .bold)])
    #expect(LineWriter(colour).text(of: [line, "  "]) == "a\n\n")
  }
}
