/// What replaces a character that a format cannot carry.
private let replacement: Unicode.Scalar = "\u{FFFD}"

extension String {
  /// The text without control characters other than line feed and tab; each becomes U+FFFD.
  ///
  /// Control characters can steer a terminal, and most of them are not allowed in XML 1.0 at all.
  var withoutControls: String {
    replacingScalars { scalar in
      switch scalar.value {
      case 0x09, 0x0A: scalar
      case 0..<0x20, 0x7F..<0xA0: replacement
      default: scalar
      }
    }
  }

  /// The text as XML 1.0 may hold it, in an element or in an attribute in double quotes.
  var xmlEscaped: String {
    var escaped = ""
    for scalar in withoutControls.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&apos;"
      // A parser would turn these two into spaces in an attribute.
      case "\n": escaped += "&#10;"
      case "\t": escaped += "&#9;"
      case "\u{FFFE}", "\u{FFFF}": escaped.unicodeScalars.append(replacement)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private func replacingScalars(_ replace: (Unicode.Scalar) -> Unicode.Scalar) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(replace(scalar)) }
    return String(scalars)
  }
}
