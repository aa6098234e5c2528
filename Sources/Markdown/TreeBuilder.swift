internal import CCommonMark

/// Turns libcmark's tree into values, with a stack of its own.
///
/// A recursive visitor would end the process on a text of forty thousand nested quotes.
struct TreeBuilder {
  /// What has been read of a node that is still open.
  private struct Frame {
    let node: OpaquePointer
    var blocks: [Block] = []
    var inlines: [Inline] = []
    var items: [ListItem] = []
  }

  /// The lines of the file, for tables: libcmark knows none, so they are read from the source.
  let lines: [Substring]
  private var stack: [Frame] = []

  init(lines: [Substring]) { self.lines = lines }

  /// The blocks below a document node.
  ///
  /// - Throws: ``MarkdownError`` with code `tooDeep`.
  mutating func build(_ root: OpaquePointer) throws -> [Block] {
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return [] }
      if event == CMARK_EVENT_EXIT {
        let frame = stack.removeLast()
        if stack.isEmpty { return frame.blocks }
        close(frame)
      } else if !appendLeaf(node) {
        try open(node)
      }
    }
  }

  private mutating func open(_ node: OpaquePointer) throws {
    guard stack.count <= Document.maximumDepth else {
      throw MarkdownError(code: .tooDeep, line: stack.last.map { Node.lines($0.node).first })
    }
    stack.append(Frame(node: node))
  }

  /// Adds a node that cannot have children; `false` if it can.
  private mutating func appendLeaf(_ node: OpaquePointer) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: append(.text(Node.literal(node)))
    case CMARK_NODE_CODE: append(.code(Node.literal(node)))
    case CMARK_NODE_HTML_INLINE: append(.html(Node.literal(node)))
    case CMARK_NODE_SOFTBREAK: append(.softBreak)
    case CMARK_NODE_LINEBREAK: append(.hardBreak)
    case CMARK_NODE_THEMATIC_BREAK: append(.thematicBreak, node)
    case CMARK_NODE_HTML_BLOCK: append(.html(Node.literal(node)), node)
    case CMARK_NODE_CODE_BLOCK:
      let info = String(cleaning: cmark_node_get_fence_info(node))
      append(.code(info: info, text: Node.literal(node)), node)
    default: return false
    }
    return true
  }

  private mutating func close(_ frame: Frame) {
    let node = frame.node
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: append(paragraphOrTable(frame), node)
    case CMARK_NODE_HEADING:
      append(.heading(level: Int(cmark_node_get_heading_level(node)), frame.inlines), node)
    case CMARK_NODE_BLOCK_QUOTE: append(.quote(frame.blocks), node)
    case CMARK_NODE_LIST: append(.list(Node.list(node, items: frame.items)), node)
    case CMARK_NODE_ITEM:
      let item = ListItem(blocks: frame.blocks, lines: Node.lines(node))
      stack[stack.count - 1].items.append(item)
    default: append(Node.inline(node, frame.inlines))
    }
  }

  private func paragraphOrTable(_ frame: Frame) -> Block.Kind {
    let place = Node.lines(frame.node)
    let column = Int(cmark_node_get_start_column(frame.node))
    // libcmark removes link definitions from a paragraph's front, and keeps its first line.
    guard place.last <= lines.count, place.first < place.last else {
      return .paragraph(frame.inlines)
    }
    let source = lines[(place.first - 1)..<place.last]
    return TableReader.table(in: Array(source), column: column).map { .table($0) }
      ?? .paragraph(frame.inlines)
  }

  private mutating func append(_ kind: Block.Kind, _ node: OpaquePointer) {
    stack[stack.count - 1].blocks.append(Block(kind, lines: Node.lines(node)))
  }

  /// Adds an inline; text next to text becomes one.
  private mutating func append(_ inline: Inline) {
    let top = stack.count - 1
    if case .text(let new) = inline, case .text(let old)? = stack[top].inlines.last {
      stack[top].inlines[stack[top].inlines.count - 1] = .text(old + new)
    } else {
      stack[top].inlines.append(inline)
    }
  }
}

/// Reads the fields of one libcmark node.
private enum Node {
  static func lines(_ node: OpaquePointer) -> SourceLines {
    SourceLines(Int(cmark_node_get_start_line(node)), Int(cmark_node_get_end_line(node)))
  }

  static func literal(_ node: OpaquePointer) -> String {
    String(cleaning: cmark_node_get_literal(node))
  }

  static func list(_ node: OpaquePointer, items: [ListItem]) -> List {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    return List(
      start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
      isTight: cmark_node_get_list_tight(node) != 0, items: items)
  }

  static func inline(_ node: OpaquePointer, _ content: [Inline]) -> Inline {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_EMPH: return .emphasis(content)
    case CMARK_NODE_STRONG: return .strong(content)
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE: return reference(node, content)
    default: preconditionFailure("libcmark made a node of an unknown type")
    }
  }

  private static func reference(_ node: OpaquePointer, _ content: [Inline]) -> Inline {
    let target = String(cleaning: cmark_node_get_url(node))
    let title = String(cleaning: cmark_node_get_title(node))
    return cmark_node_get_type(node) == CMARK_NODE_IMAGE
      ? .image(source: target, title: title, content)
      : .link(destination: target, title: title, content)
  }
}
