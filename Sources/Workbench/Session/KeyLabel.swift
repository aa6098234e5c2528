package import Terminal

/// A key and what it does, as the line at the bottom of the screen names it.
package struct KeyLabel: Hashable, Sendable {
  let key: String
  let word: String

  package init(_ key: String, _ word: String) {
    self.key = key
    self.word = word
  }

  static let next = KeyLabel("n", "next")
  static let list = KeyLabel("l", "list")
  static let quit = KeyLabel("q", "quit")
  static let more = KeyLabel("space", "more")
  static let all = KeyLabel("?", "keys")
}

extension [KeyLabel] {
  private static let gap = "  "

  /// The keys on one line. What does not fit is left out, the last one never: it leads to the rest.
  package func line(width: Int) -> StyledLine {
    guard let last else { return .empty }
    var shown: [KeyLabel] = []
    var room = width - 1 - last.width
    for label in dropLast() {
      room -= label.width + Self.gap.count
      if room < 0 { break }
      shown.append(label)
    }
    let groups = (shown + [last]).map { label -> [Span] in
      [Span(label.key, .bold), Span(" \(label.word)", .dim)]
    }
    // `Array` would be this extension's own type here.
    return StyledLine(groups.joined(separator: [Span(Self.gap)]).map(\.self))
  }
}

extension KeyLabel {
  fileprivate var width: Int { key.cellWidth + 1 + word.cellWidth }
}
