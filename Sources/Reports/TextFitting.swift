extension Character {
  /// The columns that a terminal gives this character: 0 for marks without a base and for format
  /// characters, 2 for emoji and East Asian wide characters, 1 for all others.
  fileprivate var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.isASCII { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    let isEmoji = first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}")
    return isEmoji || first.isWide ? 2 : 1
  }
}

extension Unicode.Scalar {
  /// Whether the scalar lies in the blocks of Hangul, kana, ideographs and full-width forms.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3040...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// Whether the scalar can turn round the order in which a line is shown.
  fileprivate var isDirectional: Bool {
    switch value {
    case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// The columns that the text takes on one line of a terminal.
  var columns: Int {
    // Most text is ASCII, and then a byte is a column.
    utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D } ? utf8.count : reduce(0) { $0 + $1.columns }
  }

  /// The text on one line, with nothing in it that steers a terminal or reorders the line.
  var onOneLine: String {
    var line = ""
    for scalar in withoutControls.unicodeScalars {
      switch scalar {
      case "\n", "\t", "\u{2028}", "\u{2029}": line += " "
      case _ where scalar.isDirectional: line += "\u{FFFD}"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// The text in at most so many columns: `…` stands for what is cut off at the end.
  func cut(to limit: Int) -> String {
    guard columns > limit else { return self }
    return limit < 1 ? "" : head(limit - 1) + "…"
  }

  /// The same, but the end of the text is kept: names often differ only there.
  func cutInside(to limit: Int) -> String {
    guard columns > limit, limit > 4 else { return cut(to: limit) }
    var tail = ""
    for character in reversed() where tail.columns + character.columns <= 2 {
      tail = String(character) + tail
      if tail.columns == 2 { break }
    }
    return head(limit - 1 - tail.columns) + "…" + tail
  }

  /// With spaces at the end up to a number of columns.
  func padded(to width: Int) -> String { self + .spaces(width - columns) }

  /// With spaces at the beginning up to a number of columns.
  func aligned(to width: Int) -> String { .spaces(width - columns) + self }

  /// So many spaces; none if the number is negative.
  static func spaces(_ count: Int) -> String { String(repeating: " ", count: Swift.max(0, count)) }

  /// In lines of at most so many columns, at least 4, all but the first after `hang` spaces. Words
  /// stay whole if they fit on a line.
  func wrapped(to width: Int, hang: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var isFresh = true
    func begin() {
      lines.append(line)
      (line, isFresh) = (.spaces(hang), true)
    }
    for word in split(separator: " ") {
      var rest = String(word)
      if !isFresh, line.columns + 1 + rest.columns > width { begin() }
      line += isFresh ? "" : " "
      while line.columns + rest.columns > width {
        let part = rest.head(width - line.columns)
        guard !part.isEmpty else { break }
        line += part
        rest.removeFirst(part.count)
        begin()
      }
      line += rest
      isFresh = false
    }
    return isFresh ? lines : lines + [line]
  }

  /// The longest beginning that takes at most so many columns.
  private func head(_ limit: Int) -> String {
    var used = 0
    return String(
      prefix { character in
        used += character.columns
        return used <= limit
      })
  }
}
