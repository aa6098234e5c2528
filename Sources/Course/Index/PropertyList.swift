/// The list of properties in a lab's TASK.md, which stands once, in `grader.yaml`.
package enum PropertyList {
  /// The line before the list.
  package static let opening = "<!-- properties -->"
  /// The line after it.
  package static let closing = "<!-- /properties -->"

  /// The list as Markdown, one item a check, each line with a line feed:
  ///
  ///     - **H1 Crash anywhere** (key). Redelivery gives the same total. *4 points; crash 2.5.*
  ///
  /// A lab without points, which its key checks alone decide, says nothing of points.
  package static func markdown(_ manifest: GraderManifest) -> String {
    manifest.checks.map { check in
      item(check) + (manifest.points > 0 ? " *\(worth(check)).*" : "") + "\n"
    }.joined()
  }

  /// A number of thousandths as people write it: `2.5`, `4`, `0.125`.
  package static func points(_ millipoints: Int) -> String {
    let rest = String(1000 + millipoints % 1000).dropFirst()
    let digits = rest.reversed().drop { $0 == "0" }.reversed()
    return "\(millipoints / 1000)" + (digits.isEmpty ? "" : "." + String(digits))
  }

  /// A task with the list replaced; `nil` if it has not exactly one place for it.
  package static func rewriting(_ task: String, _ manifest: GraderManifest) -> String? {
    guard let (before, _, after) = parts(of: task) else { return nil }
    return before + "\n" + markdown(manifest) + after
  }

  /// A task with those items of its list that are about some checks; the task as it is if it has
  /// not exactly one place for the list.
  package static func keeping(_ checks: [String], in task: String) -> String {
    guard let (before, _, after) = parts(of: task) else { return task }
    let kept = items(of: checks, in: task)
    return before + "\n" + kept.map { $0 + "\n" }.joined() + after
  }

  /// The items of the list that are about some checks, in the order of the list.
  package static func items(of checks: [String], in task: String) -> [String] {
    (parts(of: task)?.list.linesByFeed ?? []).filter { line in
      checks.contains { line.hasPrefix("- **\($0) ") }
    }.map { String($0) }
  }

  /// The list that stands in a task, `nil` if it has not exactly one place for it.
  static func list(in task: String) -> String? {
    parts(of: task).map { $0.list }
  }

  private static func item(_ check: GraderManifest.Check) -> String {
    "- **\(check.id) \(check.title)**\(check.isKey ? " (key)" : ""). \(check.sentence)"
  }

  private static func worth(_ check: GraderManifest.Check) -> String {
    let faults = check.cells.dropFirst().map { "\($0.fault.rawValue) \(points($0.millipoints))" }
    let unit = check.millipoints == 1000 ? "point" : "points"
    let parts = ["\(points(check.millipoints)) \(unit)"]
    return (parts + (faults.isEmpty ? [] : [faults.joined(separator: ", ")]))
      .joined(separator: "; ")
  }

  /// The text up to the opening line without its line feed, the lines between, and the rest.
  private static func parts(of task: String) -> (before: String, list: String, after: String)? {
    let lines = task.linesByFeed
    let openings = lines.indices.filter { lines[$0] == opening }
    let closings = lines.indices.filter { lines[$0] == closing }
    guard openings.count == 1, closings.count == 1, openings[0] < closings[0] else { return nil }
    let list = lines[(openings[0] + 1)..<closings[0]].map { $0 + "\n" }.joined()
    return (
      lines[...openings[0]].joined(separator: "\n"), list,
      lines[closings[0]...].joined(separator: "\n")
    )
  }
}
