package import Markdown

/// What `hints.md` says: three steps for each property, from a nudge to nearly the answer.
package struct Hints: Hashable, Sendable {
  /// The steps of each check that has hints.
  package let steps: [String: [[Block]]]

  /// How many steps a property's hints have.
  package static let stepCount = 3

  /// Reads the text of a `hints.md`: sections `## H1`, each with an ordered list of three steps. A
  /// title and other text may stand before the first section.
  package static func read(_ text: String, file: String) -> ManifestReading<Hints> {
    do {
      var collector = Collector(file: file)
      for block in try Document(parsing: text).blocks { collector.add(block) }
      collector.closeSection()
      return ManifestReading(Hints(steps: collector.steps), collector.problems)
    } catch {
      let line = (error as? MarkdownError)?.line ?? 1
      return ManifestReading(problems: [
        ManifestProblem(file: file, line: line, message: "the text is too long or nested too deep")
      ])
    }
  }
}

/// Gathers sections and their steps.
private struct Collector {
  let file: String
  var steps: [String: [[Block]]] = [:]
  var problems: [ManifestProblem] = []
  private var section: (id: String, line: Int)?

  init(file: String) { self.file = file }

  mutating func add(_ block: Block) {
    switch block.kind {
    case .heading(let level, let title) where level == 2: open(title.plainText, block)
    case .list(let list) where list.start != nil: add(list, block)
    case .heading(let level, _) where level == 1: break
    default:
      guard section != nil else { return }
      report("only an ordered list may stand below a check's heading", block)
    }
  }

  private mutating func open(_ id: String, _ block: Block) {
    closeSection()
    section = (id, block.lines.first)
    if !NamePattern.check.matches(id) { report("`\(id)` is not a check, like `H1`", block) }
    if steps[id] != nil { report("`\(id)` has two sections", block) }
  }

  private mutating func add(_ list: List, _ block: Block) {
    guard let section else { return report("the list stands below no check's heading", block) }
    if steps[section.id] != nil { return report("`\(section.id)` has two lists", block) }
    steps[section.id] = list.items.map(\.blocks)
    if list.items.count != Hints.stepCount {
      report("`\(section.id)` has \(list.items.count) steps instead of \(Hints.stepCount)", block)
    }
  }

  mutating func closeSection() {
    if let section, steps[section.id] == nil {
      problems.append(
        ManifestProblem(file: file, line: section.line, message: "`\(section.id)` has no steps"))
    }
    section = nil
  }

  private mutating func report(_ message: String, _ block: Block) {
    problems.append(ManifestProblem(file: file, line: block.lines.first, message: message))
  }
}
