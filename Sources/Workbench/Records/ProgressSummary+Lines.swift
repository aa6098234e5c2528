internal import Progress
internal import Results
package import Terminal

extension ProgressSummary {
  /// The lines for people: a table, or the same one below the other where its rows do not fit.
  ///
  /// - Parameter isLinear: never a table, for those who hear the lines.
  package func lines(width: Int, isLinear: Bool) -> [StyledLine] {
    guard file != nil else { return ["Nothing is recorded yet."] }
    return labLines(width, isLinear) + lessonLines + [""] + footer
  }

  private func labLines(_ width: Int, _ isLinear: Bool) -> [StyledLine] {
    guard !labs.isEmpty else { return ["No lab has been checked yet."] }
    let rows = [["lab", "self-check", "graded", "hints"]] + labs.map(Self.row)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let isWide = widths.reduce(0, +) + 2 * (widths.count - 1) <= width
    guard isWide, !isLinear else { return labs.flatMap(Self.block) }
    return rows.enumerated().map { number, row in
      StyledLine(Self.padded(row, to: widths), number == 0 ? .bold : .regular)
    }
  }

  private static func row(_ lab: Lab) -> [String] {
    [lab.lab, text(lab.selfCheck), text(lab.graded), hints(lab) ?? "–"]
  }

  private static func block(_ lab: Lab) -> [StyledLine] {
    [
      StyledLine(lab.lab, .bold), StyledLine("  self-check: \(text(lab.selfCheck))"),
      StyledLine("  graded: \(text(lab.graded))"),
    ] + (hints(lab).map { [StyledLine("  hints: \($0)")] } ?? [])
  }

  private static func padded(_ row: [String], to widths: [Int]) -> String {
    let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
    return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }

  /// `passed, 10 of 10, 3 runs`.
  private static func text(_ standing: Standing) -> String {
    guard let best = standing.best else {
      return standing.refusals > 0 ? "did not build, \(count(standing.refusals, "run"))" : "–"
    }
    let points = Millipoints.text(best.earnedMillipoints)
    let possible = Millipoints.text(best.possibleMillipoints)
    let word = best.passed ? "passed" : "not passed"
    // A lab without points says passed or not, and no count of nothing.
    let earned = best.possibleMillipoints > 0 ? ", \(points) of \(possible)" : ""
    return "\(word)\(earned), \(count(standing.attempts, "run"))"
  }

  /// `H1 2, V3 1`; nil if none was shown.
  private static func hints(_ lab: Lab) -> String? {
    guard !lab.hints.isEmpty else { return nil }
    return lab.hints.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      .joined(separator: ", ")
  }

  private var lessonLines: [StyledLine] {
    guard !lessons.isEmpty else { return [] }
    let skipped = lessons.count { $0.wasSkipped }
    let read = lessons.count { $0.isFinished } - skipped
    let answered = lessons.reduce(0) { $0 + $1.answered }
    let right = lessons.reduce(0) { $0 + $1.right }
    var text = "lessons: \(read) read, \(skipped) skipped"
    if answered > 0 { text += "; \(Self.count(answered, "question")) answered, \(right) right" }
    return ["", StyledLine(text)]
  }

  private var footer: [StyledLine] {
    let unknown = unknownEvents == 0 ? "" : ", \(unknownEvents) of kinds that are not known here"
    return [
      StyledLine("\(Self.count(events, "event"))\(unknown)"), StyledLine("file: \(file ?? "")"),
    ]
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}
