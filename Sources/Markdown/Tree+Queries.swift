extension Sequence<Inline> {
  /// The text alone: no marks, a soft break as a space, a hard break as a line feed, no HTML.
  package var plainText: String {
    var text = ""
    for inline in self { inline.appendText(to: &text) }
    return text
  }

  /// The inlines and everything inside them, in the order of the text.
  package var flattened: [Inline] { flatMap { [$0] + $0.content.flattened } }
}

extension Inline {
  /// What stands inside an emphasis, a link or an image.
  package var content: [Inline] {
    switch self {
    case .emphasis(let content), .strong(let content): content
    case .link(_, _, let content), .image(_, _, let content): content
    case .text, .code, .softBreak, .hardBreak, .html: []
    }
  }

  fileprivate func appendText(to text: inout String) {
    switch self {
    case .text(let piece), .code(let piece): text += piece
    case .softBreak: text += " "
    case .hardBreak: text += "\n"
    case .html: break
    case .emphasis, .strong, .link, .image: for inline in content { inline.appendText(to: &text) }
    }
  }
}

extension Block {
  /// The blocks directly inside a quote or a list.
  package var children: [Block] {
    switch kind {
    case .quote(let blocks): blocks
    case .list(let list): list.items.flatMap(\.blocks)
    case .heading, .paragraph, .code, .html, .table, .thematicBreak: []
    }
  }

  /// The running text that stands directly in this block, cell by cell for a table.
  package var inlines: [Inline] {
    switch kind {
    case .heading(_, let inlines), .paragraph(let inlines): inlines
    case .table(let table): (table.header + table.rows.joined()).flatMap { $0 + [.softBreak] }
    case .list, .quote, .code, .html, .thematicBreak: []
    }
  }
}

extension Sequence<Block> {
  /// The blocks and everything inside them, in the order of the text.
  package var flattened: [Block] { flatMap { [$0] + $0.children.flattened } }
}
