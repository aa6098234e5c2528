internal import CCommonMark

extension Document {
  /// The longest text that is parsed, in bytes of UTF-8. The parser's cost on hostile text grows
  /// with the square of its length.
  package static let maximumBytes = 256 * 1024

  /// The deepest nesting that is accepted.
  package static let maximumDepth = 100

  /// Parses CommonMark 0.30 with tables.
  ///
  /// - Throws: ``MarkdownError`` for a text that is too long or nested too deep.
  package init(parsing source: String) throws {
    guard source.utf8.count <= Document.maximumBytes else {
      throw MarkdownError(code: .tooLarge, line: nil)
    }
    let lines = SourceText(source)
    try lines.refuseDeepPrefixes(limit: Document.maximumDepth)
    let (frontMatter, body) = lines.splittingFrontMatter()
    let blocks = try CommonMark.parse(body) { root in
      var builder = TreeBuilder(lines: lines.lines)
      return try builder.build(root)
    }
    self.init(frontMatter: frontMatter, blocks: blocks)
  }
}

/// The one place that owns memory of libcmark.
enum CommonMark {
  /// Parses a text, hands the root node to `read`, and frees the tree before it returns.
  static func parse<T>(_ text: String, _ read: (OpaquePointer) throws -> T) rethrows -> T {
    var text = text
    let root = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        cmark_parse_document(characters.baseAddress, characters.count, CMARK_OPT_VALIDATE_UTF8)
      }
    }
    // libcmark aborts when memory runs out; it has no other way to return nothing.
    guard let root else { preconditionFailure("libcmark returned no document") }
    defer { cmark_node_free(root) }
    return try read(root)
  }
}
