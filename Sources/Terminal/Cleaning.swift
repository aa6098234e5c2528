extension String {
  /// This text with nothing in it that a terminal would act on.
  ///
  /// A C0 control or DEL becomes its picture (`␛`), a tab four spaces, a C1 control, a
  /// bidirectional control or a line separator U+FFFD. Text of learners, file names and messages of
  /// other programs pass through here before they are shown.
  package var cleaned: String {
    guard unicodeScalars.contains(where: { $0.controlWidth != nil }) else { return self }
    var text = ""
    for scalar in unicodeScalars { text += scalar.replacement ?? String(Character(scalar)) }
    return text
  }
}

extension Unicode.Scalar {
  /// The columns of what is shown instead of this character; `nil` for one that is shown itself.
  var controlWidth: Int? { replacement.map { $0.unicodeScalars.count } }

  fileprivate var replacement: String? {
    switch value {
    case 0x09: "    "
    case 0x00...0x1F: Unicode.Scalar(0x2400 + value).map { String(Character($0)) }
    case 0x7F: "\u{2421}"
    case 0x80...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: nil
    }
  }
}
