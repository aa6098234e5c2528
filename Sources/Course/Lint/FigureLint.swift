internal import Markdown

/// Checks that figures have sources and that sources are used.
///
/// A figure is a quote that starts with `**Figure F-U9.**`; it cites a source as `[S75]`.
struct FigureLint {
  let lesson: Lesson

  func add(_ blocks: [Block], to collector: inout FindingCollector) {
    let sources = Set(lesson.manifest.sources.map(\.id))
    var cited: Set<String> = []
    for block in blocks {
      let ids = FigureLint.citations(in: block.inlines)
      cited.formUnion(ids)
      for id in ids where !sources.contains(id) {
        collector.add(
          .figures, lesson.path, line: block.lines.first, "the front matter has no source `\(id)`")
      }
      if case .quote(let content) = block.kind { addFigure(content, &collector) }
    }
    for source in lesson.manifest.sources where !cited.contains(source.id) {
      collector.add(
        .figures, lesson.path, line: source.place.line,
        "the text does not cite `[\(source.id)]`", .warning)
    }
  }

  private func addFigure(_ content: [Block], _ collector: inout FindingCollector) {
    guard let first = content.first, first.inlines.plainText.hasPrefix("Figure ") else { return }
    let ids = content.flatMap { FigureLint.citations(in: $0.inlines) }
    if ids.isEmpty {
      collector.add(
        .figures, lesson.path, line: first.lines.first, "the figure cites no source, like `[S75]`")
    }
  }

  /// The ids in square brackets, `S75` in `[S75]`.
  static func citations(in inlines: [Inline]) -> [String] {
    var ids: [String] = []
    for case .text(let text) in inlines.flattened {
      ids += brackets(in: text).filter(NamePattern.source.matches)
    }
    return ids
  }

  /// What stands in square brackets.
  static func brackets(in text: String) -> [String] {
    text.split(separator: "[").dropFirst(text.hasPrefix("[") ? 0 : 1)
      .filter { $0.contains("]") }.map { String($0.prefix { $0 != "]" }) }
  }
}
