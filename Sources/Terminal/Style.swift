/// One of the terminal's own colours, so that a theme for light or dark stays the reader's choice.
package enum Colour: UInt8, Hashable, Sendable {
  case red = 31
  case green, yellow, blue, magenta, cyan
  /// The bright black of most terminals: readable, but behind the rest.
  case grey = 90
}

/// How a piece of text looks.
package struct Style: Hashable, Sendable {
  package var colour: Colour?
  package var isBold: Bool
  package var isItalic: Bool
  package var isUnderlined: Bool
  package var isDim: Bool

  package init(
    colour: Colour? = nil, isBold: Bool = false, isItalic: Bool = false,
    isUnderlined: Bool = false, isDim: Bool = false
  ) {
    self.colour = colour
    self.isBold = isBold
    self.isItalic = isItalic
    self.isUnderlined = isUnderlined
    self.isDim = isDim
  }

  package static let regular = Style()
  package static let bold = Style(isBold: true)
  package static let dim = Style(isDim: true)

  /// This style with everything that the other one adds; the other one's colour wins.
  package func adding(_ other: Style) -> Style {
    Style(
      colour: other.colour ?? colour, isBold: isBold || other.isBold,
      isItalic: isItalic || other.isItalic, isUnderlined: isUnderlined || other.isUnderlined,
      isDim: isDim || other.isDim)
  }
}
