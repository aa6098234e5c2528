internal import Course

/// A lab's task as it is shown at one stage.
struct TaskText {
  private let text: String
  private let manifest: LabManifest
  /// From 1.
  private let number: Int

  init(_ text: String, manifest: LabManifest, stage: Int) {
    self.text = text
    self.manifest = manifest
    number = stage
  }

  /// The Markdown to show.
  func text(_ view: Session.TaskView) -> String {
    guard let head else { return text }
    switch view {
    case .whole: return text
    case .stage: return title + "\n\n" + head
    case .first: return title + "\n\n" + head + "\n" + rest
    }
  }

  private var stage: LabManifest.Stage? {
    manifest.stages.indices.contains(number - 1) ? manifest.stages[number - 1] : nil
  }

  /// The stage's line and its properties; nil for a lab with one stage.
  private var head: String? {
    guard let stage, manifest.stages.count > 1 else { return nil }
    let line = item ?? "**\(stage.title)** (\(stage.minutes) minutes)."
    let properties = PropertyList.items(of: stage.checks, in: text)
    return "Stage \(number) of \(manifest.stages.count): \(line)\n\n"
      + properties.joined(separator: "\n") + "\n"
  }

  private var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  private var title: String {
    lines.first { $0.hasPrefix("# ") }.map(String.init) ?? "# \(manifest.title)"
  }

  /// The stage in the task's list of stages.
  private var item: String? {
    guard let heading = lines.firstIndex(of: "## Stages") else { return nil }
    let section = lines[(heading + 1)...].prefix { !$0.hasPrefix("## ") }
    let mark = "\(number). "
    return section.first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
  }

  /// The task without its title and without the properties of the other stages.
  private var rest: String {
    let kept = PropertyList.keeping([], in: text)
    return kept.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { $0.isEmpty || $0.hasPrefix("# ") }.joined(separator: "\n")
  }
}
