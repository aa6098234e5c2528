extension Unicode.Scalar {
  /// Whether a terminal could act on this character, or a reader be misled by it: C0 and C1
  /// controls but tab and line feed, DEL, the bidirectional controls, and the two separators that
  /// would break a line without being counted as one.
  var isHarmful: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// A copy of a C string in which every harmful character became U+FFFD.
  ///
  /// Numeric entities such as `&#27;` arrive here as the characters that they name.
  init(cleaning pointer: UnsafePointer<CChar>?) {
    guard let pointer else {
      self = ""
      return
    }
    let text = String(cString: pointer)
    self = text.unicodeScalars.contains(where: \.isHarmful) ? text.replacingHarmful() : text
  }

  private func replacingHarmful() -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar.isHarmful ? "\u{FFFD}" : scalar) }
    return String(scalars)
  }
}
