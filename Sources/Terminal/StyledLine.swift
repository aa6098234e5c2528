/// A piece of text in one style. It never holds an escape sequence: the writer makes those.
package struct Span: Hashable, Sendable {
  package let text: String
  package let style: Style
  /// What the plain stream says instead, where a sign on the screen needs a word; `nil` for the
  /// same.
  package let plainText: String?

  package init(_ text: String, _ style: Style = .regular, plain: String? = nil) {
    self.text = text
    self.style = style
    plainText = plain
  }

  /// Columns on the screen.
  package var width: Int { text.cellWidth }
}

/// One line of output.
package struct StyledLine: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Who gets to see a line.
  package enum Audience: Hashable, Sendable {
    case everyone
    /// Rules, boxes and drawings: nothing that a plain stream would miss.
    case screen
    /// What replaces them in a plain stream.
    case plain
  }

  package let spans: [Span]
  package let audience: Audience

  package init(_ spans: [Span], for audience: Audience = .everyone) {
    self.spans = spans
    self.audience = audience
  }

  package init(_ text: String, _ style: Style = .regular) { self.init([Span(text, style)]) }

  package init(stringLiteral text: String) { self.init(text) }

  /// A line with nothing on it.
  package static let empty = StyledLine([])

  /// The text on the screen, without styles.
  package var text: String { spans.map(\.text).joined() }

  /// Columns on the screen.
  package var width: Int { spans.reduce(0) { $0 + $1.width } }

  /// The same line behind other spans.
  package func indented(by spans: [Span]) -> StyledLine {
    StyledLine(spans + self.spans, for: audience)
  }
}
