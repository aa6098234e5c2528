/// A source text cut into lines, with every kind of line end as one.
struct SourceText {
  /// The lines without their ends.
  let lines: [Substring]

  init(_ source: String) {
    let hasReturns = source.utf8.contains(UInt8(ascii: "\r"))
    let text = hasReturns ? SourceText.unixLineEnds(source) : source
    lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map(Substring.init)
  }

  private static func unixLineEnds(_ source: String) -> String {
    var scalars = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in source.unicodeScalars {
      if !(scalar == "\n" && afterReturn) { scalars.append(scalar == "\r" ? "\n" : scalar) }
      afterReturn = scalar == "\r"
    }
    return String(scalars)
  }

  /// Refuses a line that opens more containers than the limit.
  ///
  /// libcmark's time for such a line grows with the square of their number, so they are counted
  /// before it sees the text.
  func refuseDeepPrefixes(limit: Int) throws {
    for (index, line) in lines.enumerated() where line.utf8.count > limit {
      if SourceText.openedContainers(line) > limit {
        throw MarkdownError(code: .tooDeep, line: index + 1)
      }
    }
  }

  private static func openedContainers(_ line: Substring) -> Int {
    var count = 0
    for byte in line.utf8 {
      switch byte {
      case UInt8(ascii: ">"), UInt8(ascii: "*"), UInt8(ascii: "+"): count += 1
      case UInt8(ascii: "-"): count += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"): continue
      default: return count
      }
    }
    // A line of markers alone is a rule or the end of a heading, and cheap.
    return line.contains(" ") ? count : 0
  }

  /// The front matter, and the text with that part made of empty lines, so that line numbers stay.
  func splittingFrontMatter() -> (FrontMatter?, body: String) {
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      return (nil, lines.joined(separator: "\n"))
    }
    let text = lines[1..<end].map { $0 + "\n" }.joined()
    let blanks = String(repeating: "\n", count: end + 1)
    let body = blanks + lines[(end + 1)...].joined(separator: "\n")
    return (FrontMatter(text: text, lines: SourceLines(2, end)), body)
  }
}

extension FrontMatter {
  /// The front matter of a text whose rest is not needed; `nil` if it has none.
  package init?(of source: String) {
    guard source.hasPrefix("---"), let matter = SourceText(source).splittingFrontMatter().0 else {
      return nil
    }
    self = matter
  }
}
