/// Makes text from elsewhere safe to show: no character of it can move a cursor, start an escape
/// sequence or turn the direction of writing.
///
///     "a\u{1B}[31m"   becomes   "a\\u{1B}[31m"
package enum VisibleText {
  /// One line: every control, and every character that acts on its neighbours, becomes an escape.
  /// A tab becomes four spaces.
  package static func line(_ text: some StringProtocol, limit: Int = 1000) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if count > limit { return result + "…" }
      if scalar == "\t" {
        result += "    "
      } else if isSafe(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      }
    }
    return result
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      // Emoji are joined by a format character that does nothing else.
      scalar == "\u{200D}"
    default: true
    }
  }
}
