/// Turns styled lines into the bytes of a stream. Nothing else in the tool makes an escape
/// sequence.
package struct LineWriter: Sendable {
  package let capabilities: TerminalCapabilities

  package init(_ capabilities: TerminalCapabilities) { self.capabilities = capabilities }

  /// The lines, each with a line feed. Every style that is opened ends on its line, and no line
  /// ends with spaces.
  package func text(of lines: [StyledLine]) -> String {
    var text = ""
    for line in lines where isShown(line.audience) {
      append(line, to: &text)
      text += "\n"
    }
    return text
  }

  private func isShown(_ audience: StyledLine.Audience) -> Bool {
    switch audience {
    case .everyone: true
    case .screen: !capabilities.isPlain
    case .plain: capabilities.isPlain
    }
  }

  private func append(_ line: StyledLine, to text: inout String) {
    let spans = LineWriter.withoutTrailingSpaces(line.spans.map { ($0.style, shown($0)) })
    for (style, piece) in spans {
      let codes = parameters(of: style)
      if codes.isEmpty {
        text += piece
      } else {
        text += "\u{1b}[\(codes.joined(separator: ";"))m\(piece)\u{1b}[0m"
      }
    }
  }

  private func shown(_ span: Span) -> String {
    (capabilities.isPlain ? span.plainText ?? span.text : span.text).cleaned
  }

  private static func withoutTrailingSpaces(_ spans: [(Style, String)]) -> [(Style, String)] {
    var spans = spans
    while let (style, piece) = spans.popLast() {
      if let end = piece.lastIndex(where: { $0 != " " }) {
        spans.append((style, String(piece[...end])))
        return spans
      }
    }
    return spans
  }

  private func parameters(of style: Style) -> [String] {
    var codes: [String] = []
    if capabilities.hasAttributes {
      if style.isBold { codes.append("1") }
      if style.isDim { codes.append("2") }
      if style.isItalic { codes.append("3") }
      if style.isUnderlined { codes.append("4") }
    }
    if capabilities.hasColour, let colour = style.colour { codes.append(String(colour.rawValue)) }
    return codes
  }
}
