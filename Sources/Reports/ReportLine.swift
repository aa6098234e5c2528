/// A line of a report for people, without colour; who prints it gives each kind its style.
package struct ReportLine: Equatable, Sendable {
  /// What a line is for.
  package enum Kind: String, Sendable, CaseIterable {
    /// Begins a section.
    case heading
    /// A check that passed.
    case pass
    /// A check that did not pass, or a refusal.
    case fail
    /// A fact beside the verdict; the empty line between sections is one too.
    case note
    /// What happened in a failing check.
    case detail
    /// A question to think about, the next step, or what the workbench did to a component.
    case hint
  }

  package var kind: Kind
  /// Without a line feed, and not wider than the report, unless it is one word or a command to
  /// copy.
  package var text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

extension ReportLine {
  /// A text in lines of at most so many columns, at least 20, after `indent` spaces. Of a text that
  /// does not fit on one line all but the first begin with two more; one that fits stays as it is.
  package static func wrapped(
    _ kind: Kind, _ text: String, indent: Int = 0, width: Int
  ) -> [ReportLine] {
    let room = max(20, width) - indent
    let text = text.onOneLine
    let parts = text.columns <= room ? [text] : text.wrapped(to: room, hang: 2)
    return parts.map { ReportLine(kind, ($0.isEmpty ? "" : .spaces(indent)) + $0) }
  }
}

/// Lines of a report under construction, wrapped at a width.
struct ReportPage {
  /// In characters; no line is filled beyond it.
  let width: Int
  /// Whether what is drawn is told in sentences, for screen readers.
  let isLinear: Bool
  private(set) var lines: [ReportLine] = []

  init(width: Int, isLinear: Bool = false) {
    self.width = max(width, 20)
    self.isLinear = isLinear
  }

  /// The lines as they are shown: the linear form has no signs that are not ASCII.
  var written: [ReportLine] { isLinear ? lines.map { $0.written(in: .plain) } : lines }

  /// Begins a section, after an empty line unless it is the first.
  mutating func heading(_ text: String) {
    gap()
    add(.heading, text)
  }

  /// One empty line, unless the page is empty.
  mutating func gap() {
    if !lines.isEmpty { lines.append(ReportLine(.note, "")) }
  }

  /// Adds prose: its words fill lines, the first after `first`, the others after `hang` spaces, or
  /// as many as `first` is wide.
  ///
  /// Prose stops at 100 columns, because longer lines are hard to read on a wide screen.
  mutating func add(
    _ kind: ReportLine.Kind, _ text: String, first: String = "", hang: Int? = nil
  ) {
    for line in wrapped(text, first: first, hang: hang, limit: min(width, 100)) {
      lines.append(ReportLine(kind, line))
    }
  }

  /// Adds a row of a table, which may use the whole width.
  mutating func row(_ kind: ReportLine.Kind, _ text: String, first: String) {
    for line in wrapped(text, first: first, limit: width) { lines.append(ReportLine(kind, line)) }
  }

  /// Adds a command on one line, however wide, because people copy it.
  mutating func command(_ text: String, first: String) {
    let line = text.withoutControls.replacing("\n", with: " ")
    lines.append(ReportLine(.note, first + line))
  }

  /// Adds lines as they are, with their spaces; only those that are too wide are wrapped.
  mutating func verbatim(_ kind: ReportLine.Kind, _ text: String, indent: String) {
    for line in text.withoutControls.split(separator: "\n", omittingEmptySubsequences: false) {
      if indent.count + line.count <= width {
        lines.append(ReportLine(kind, line.isEmpty ? "" : indent + line))
      } else {
        for part in wrapped(String(line), first: indent, limit: width) {
          lines.append(ReportLine(kind, part))
        }
      }
    }
  }

  private func wrapped(
    _ text: String, first: String, hang: Int? = nil, limit: Int
  ) -> [String] {
    let indent = String(repeating: " ", count: hang ?? first.count)
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.withoutControls.split(whereSeparator: \.isWhitespace) {
      if !isEmpty, line.count + 1 + word.count > limit {
        lines.append(line)
        (line, isEmpty) = (indent, true)
      }
      line += isEmpty ? word : " " + word
      isEmpty = false
    }
    return lines + [isEmpty ? first.withoutTrailingSpaces : line]
  }
}

extension String {
  /// Without the spaces at the end.
  var withoutTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
