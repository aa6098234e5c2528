/// A range of source lines, counted from 1, both ends included.
package struct SourceLines: Hashable, Sendable {
  package let first: Int
  package let last: Int

  package init(_ first: Int, _ last: Int) {
    self.first = first
    self.last = max(first, last)
  }
}

/// A parsed CommonMark document: values only, nothing of the parser stays alive.
///
/// Every text in it is free of control characters and of bidirectional controls; each of them
/// became U+FFFD. Line numbers are those of the whole file, front matter included.
package struct Document: Hashable, Sendable {
  /// The lines between two `---` lines at the very top of the file.
  package let frontMatter: FrontMatter?
  package let blocks: [Block]

  package init(frontMatter: FrontMatter? = nil, blocks: [Block]) {
    self.frontMatter = frontMatter
    self.blocks = blocks
  }
}

/// Metadata that stands before a document, unparsed.
package struct FrontMatter: Hashable, Sendable {
  /// The text between the two fences, without them.
  package let text: String
  /// Where that text stands in the file.
  package let lines: SourceLines

  package init(text: String, lines: SourceLines) {
    self.text = text
    self.lines = lines
  }
}

/// One block of a document and where it stands.
package struct Block: Hashable, Sendable {
  package let kind: Kind
  package let lines: SourceLines

  package init(_ kind: Kind, lines: SourceLines) {
    self.kind = kind
    self.lines = lines
  }

  /// What a block can be.
  package indirect enum Kind: Hashable, Sendable {
    /// A heading of level 1 to 6.
    case heading(level: Int, [Inline])
    case paragraph([Inline])
    case list(List)
    case quote([Block])
    /// Code with the info string of its fence; an indented block has an empty one.
    case code(info: String, text: String)
    /// Raw HTML, kept so that a lint can point at it. It is never shown.
    case html(String)
    case table(Table)
    case thematicBreak
  }
}

/// A bullet list or an ordered list.
package struct List: Hashable, Sendable {
  /// The first number of an ordered list, `nil` for bullets.
  package let start: Int?
  /// Whether the items stand without blank lines between them.
  package let isTight: Bool
  package let items: [ListItem]

  package init(start: Int?, isTight: Bool, items: [ListItem]) {
    self.start = start
    self.isTight = isTight
    self.items = items
  }
}

/// One item of a list.
package struct ListItem: Hashable, Sendable {
  package let blocks: [Block]
  package let lines: SourceLines

  package init(blocks: [Block], lines: SourceLines) {
    self.blocks = blocks
    self.lines = lines
  }
}

/// A table: every row has as many cells as there are columns.
package struct Table: Hashable, Sendable {
  /// How the cells of one column are set.
  package enum Alignment: Hashable, Sendable { case none, left, centre, right }

  package let alignments: [Alignment]
  package let header: [[Inline]]
  package let rows: [[[Inline]]]

  package init(alignments: [Alignment], header: [[Inline]], rows: [[[Inline]]]) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
  }
}

/// A piece of running text.
package indirect enum Inline: Hashable, Sendable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case link(destination: String, title: String, [Inline])
  /// An image; its content is the alternative text.
  case image(source: String, title: String, [Inline])
  /// A line end in the source that means a space.
  case softBreak
  /// A line end that the author asked for.
  case hardBreak
  /// Raw HTML, never shown.
  case html(String)
}
