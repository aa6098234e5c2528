/// Writes lines above one line that stays at the bottom: the keys that can be pressed.
///
/// The footer is written without a line feed and erased before the next lines, so that what scrolls
/// away is the lines alone. In a plain stream nothing is erased, and a footer is a line that comes
/// when it changed.
package struct Footer: Sendable {
  private let writer: LineWriter
  private var shown: StyledLine?

  package init(_ capabilities: TerminalCapabilities) { writer = LineWriter(capabilities) }

  /// What to write so that the lines stand above the footer; nil takes the footer away.
  package mutating func text(lines: [StyledLine], footer: StyledLine?) -> String {
    guard !writer.capabilities.isPlain else { return plainText(lines, footer) }
    guard !lines.isEmpty || footer != shown else { return "" }
    let erased = shown == nil ? "" : "\r\u{1b}[K"
    shown = footer
    return erased + writer.text(of: lines) + (footer.map(line) ?? "")
  }

  /// What to write so that so many lines above the footer are gone. The screen must hold them, each
  /// on one row.
  package mutating func erasing(rows: Int, footer: StyledLine?) -> String {
    guard !writer.capabilities.isPlain, rows > 0 else { return "" }
    shown = footer
    return "\r\u{1b}[\(rows)A\u{1b}[J" + (footer.map(line) ?? "")
  }

  /// The footer as it has to be written again after something else was on its line.
  package mutating func forget() { shown = nil }

  private mutating func plainText(_ lines: [StyledLine], _ footer: StyledLine?) -> String {
    let isNew = footer != nil && footer != shown
    if !lines.isEmpty || isNew { shown = footer }
    return writer.text(of: lines) + (isNew ? footer.map { writer.text(of: [$0]) } ?? "" : "")
  }

  private func line(_ footer: StyledLine) -> String {
    String(writer.text(of: [footer.cut(to: writer.capabilities.width - 1)]).dropLast())
  }
}

extension StyledLine {
  /// The line without what does not fit.
  package func cut(to width: Int) -> StyledLine {
    guard self.width > width else { return self }
    var room = width
    var kept: [Span] = []
    for span in spans {
      var text = ""
      for character in span.text {
        guard room >= character.cellWidth else { break }
        room -= character.cellWidth
        text.append(character)
      }
      kept.append(Span(text, span.style))
      if text.count < span.text.count { break }
    }
    return StyledLine(kept, for: audience)
  }
}
