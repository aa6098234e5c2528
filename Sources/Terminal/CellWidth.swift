extension Character {
  /// The columns that a terminal gives this character: 0, 1 or 2.
  ///
  /// East Asian wide and full-width characters, emoji and flags count 2, combining marks without a
  /// base 0. Characters that Unicode calls ambiguous count 1. A control character counts what the
  /// writer shows in its place.
  package var cellWidth: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    if first.value < 0x7F, scalars.count == 1 { return first == "\t" ? 4 : 1 }
    if scalars.contains("\u{FE0F}") { return 2 }
    if let width = first.controlWidth {
      return scalars.dropFirst().reduce(width) { $0 + ($1.controlWidth ?? 0) }
    }
    return first.cellWidth
  }
}

extension StringProtocol {
  /// The columns that this text takes on one line.
  package var cellWidth: Int {
    // Printable ASCII takes one column a byte, and most text is nothing else.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
    return reduce(0) { $0 + $1.cellWidth }
  }
}

extension Unicode.Scalar {
  fileprivate var cellWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .format: return value == 0xAD ? 1 : 0
    default: break
    }
    if properties.isEmojiPresentation { return 2 }
    return isEastAsianWide ? 2 : 1
  }

  /// Unicode 15's East Asian Width property W and F, without the emoji, in whole blocks.
  private var isEastAsianWide: Bool {
    guard value >= 0x1100 else { return false }
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
      0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE1F,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
      0x1F200...0x1F251, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }
}
