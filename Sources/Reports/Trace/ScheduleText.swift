package import Results

/// The schedule of a failing run as text that can be passed on: what was sent and what was broken,
/// and nothing of the component: neither its code nor what it printed.
package enum ScheduleText {
  /// - Parameters:
  ///   - trace: gives lab, cell, seed, nodes and the schedule.
  ///   - check: gives the property, and what was expected and what happened instead.
  /// - Returns: `name: value` on each line, then the schedule, each of its lines indented by two
  ///   spaces; with a line feed at the end.
  package static func text(_ trace: Trace, check: CheckResult? = nil) -> String {
    var lines = ["edalab schedule"]
    func add(_ name: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      lines.append("\(name): \(value.onOneLine)")
    }
    add("lab", trace.lab)
    add("cell", trace.cell)
    add("seed", trace.seed)
    add("nodes", trace.nodes.joined(separator: ", "))
    add("property", check?.sentence)
    add("expected", check?.failure?.expected)
    add("actual", check?.failure?.actual)
    add("broken at", trace.brokenAt.map { "step \($0)" })
    add("transcript", trace.digest)
    add("try it", command(trace))
    lines.append("schedule:")
    lines += trace.schedule.map { "  " + $0.onOneLine }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Checks whatever stands in the reader's own workspace with the same seed.
  private static func command(_ trace: Trace) -> String {
    let id = trace.cell.prefix { $0 != "/" }
    return "edalab check \(trace.lab) --seed \(trace.seed) --only \(id)"
  }
}
