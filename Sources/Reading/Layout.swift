package import Markdown
package import Terminal

/// Sets a document as styled lines of a given width.
///
/// The plain stream is written from the same lines: what a screen shows by position or by a sign
/// also carries its words.
package struct Layout: Sendable {
  /// Replaces the content of a fenced block, by its info string and its text; `nil` leaves it as
  /// code.
  package typealias FenceReader = @Sendable (_ info: String, _ text: String) -> [Block]?

  /// Prose is never wider than this, however wide the screen.
  package static let maximumProseWidth = 100

  /// Columns that lines may take. Code that is wider is cut on the screen, never in the plain
  /// stream.
  package let width: Int
  private let readFence: FenceReader

  package init(width: Int, readFence: @escaping FenceReader = { _, _ in nil }) {
    self.width = max(width, TerminalCapabilities.minimumWidth)
    self.readFence = readFence
  }

  /// The lines of a document. The targets of its links stand after each section.
  package func lines(for document: Document) -> [StyledLine] {
    var composer = Composer(readFence: readFence)
    var groups: [[StyledLine]] = []
    for block in document.blocks {
      if case .heading(let level, _) = block.kind, level <= 2 {
        groups.append(composer.takeLinkTargets())
      }
      groups.append(composer.lines(for: block, width: width))
    }
    groups.append(composer.takeLinkTargets())
    return Layout.separated(groups)
  }

  /// The groups with one empty line between those that have lines. Only who sees a group sees the
  /// line before it.
  static func separated(_ groups: [[StyledLine]]) -> [StyledLine] {
    var lines: [StyledLine] = []
    for group in groups where !group.isEmpty {
      let audience = group[0].audience
      let isShared = group.contains { $0.audience != audience }
      if !lines.isEmpty { lines.append(StyledLine([], for: isShared ? .everyone : audience)) }
      lines += group
    }
    return lines
  }
}
