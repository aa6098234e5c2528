internal import Markdown
internal import Terminal

/// Turns running text into spans, and numbers the links that lead out of the course.
struct InlineComposer {
  private var targets: [(number: Int, target: String)] = []
  private var count = 0

  mutating func spans(_ inlines: [Inline], _ style: Style = .regular) -> [Span] {
    var spans: [Span] = []
    for inline in inlines { append(inline, style, to: &spans) }
    return spans
  }

  /// The numbered targets since the last call.
  mutating func takeTargets() -> [(number: Int, target: String)] {
    defer { targets = [] }
    return targets
  }

  private mutating func append(_ inline: Inline, _ style: Style, to spans: inout [Span]) {
    switch inline {
    case .text(let text): spans.append(Span(text, style))
    case .code(let text): spans.append(Span("`\(text)`", style.adding(Style(colour: .cyan))))
    case .softBreak: spans.append(Span(" ", style))
    case .hardBreak: spans.append(Span("\n", style))
    case .html: break
    case .emphasis(let content): spans += self.spans(content, style.adding(Style(isItalic: true)))
    case .strong(let content): spans += self.spans(content, style.adding(.bold))
    case .link(let destination, _, let content): spans += link(destination, content, style)
    case .image(let source, _, let content):
      spans.append(Span("[picture: \(content.plainText)]", style))
      spans.append(reference(to: source))
    }
  }

  private mutating func link(
    _ destination: String, _ content: [Inline], _ style: Style
  ) -> [Span] {
    let spans = self.spans(content, style.adding(Style(colour: .blue, isUnderlined: true)))
    let leadsOut = destination.contains("://") && content.plainText != destination
    return leadsOut ? spans + [reference(to: destination)] : spans
  }

  private mutating func reference(to target: String) -> Span {
    count += 1
    targets.append((count, target))
    return Span(" [\(count)]", .dim)
  }
}
