package import Results

extension ReportPage {
  /// One failure on one screen: what should hold, a picture of what led to it, what was expected
  /// and what came, what was printed, a question, and what to do next.
  ///
  /// - Parameter mostRows: a picture that needs more rows is left out; nil if there is room.
  mutating func addExplanation(
    of check: CheckResult, _ trace: Trace, runID: String?, mostRows: Int?
  ) {
    guard let failure = check.failure else { return }
    addProperty(check)
    add(.detail, check.headline, first: "  ")
    if let schedule = failure.schedule { addSchedule(schedule) }
    let hasFaults = failure.schedule.map { !ScheduleSize($0.lines).faults.isEmpty } ?? false
    let picture = picture(trace, around: hasFaults ? trace.firstFault : nil)
    if picture.count <= mostRows ?? .max {
      gap()
      for line in picture { verbatim(line.kind, line.text, indent: "  ") }
      gap()
    }
    addDifference(failure)
    if let location = failure.location { add(.detail, "\(location)", first: "  at        ") }
    addBlock("printed", failure.output)
    if let question = failure.misconception { add(.hint, question, first: "  ") }
    guard let runID else { return }
    command("edalab trace \(runID)", first: "  look      ")
    command("edalab replay \(runID)", first: "  replay    ")
  }

  /// A failure in a few lines: what should hold, what happened, and how to look at it.
  mutating func addSummary(of check: CheckResult, runID: String?) {
    addProperty(check)
    add(.detail, check.headline, first: "  ")
    if let runID { command("edalab trace \(runID)", first: "  look      ") }
  }

  mutating func addProperty(_ check: CheckResult) {
    add(
      check.kindOfLine, check.claim, first: "\(check.verdict.word) \(check.cell): ", hang: 2)
  }

  /// The schedule in words, and how short it is.
  mutating func addSchedule(_ schedule: Schedule) {
    add(.detail, schedule.words, first: "  ")
    for line in schedule.lines.prefix(Self.scheduleLines) {
      // A trace has them whole.
      add(.detail, line.onOneLine.cut(to: (width - 8) * 3), first: "    ", hang: 6)
    }
    let left = schedule.lines.count - Self.scheduleLines
    if left > 0 { add(.detail, "… and \(left) more", first: "    ") }
  }

  private static var scheduleLines: Int { 14 }
  /// A longer run is shown around the step at which it broke.
  private static var drawnSteps: Int { 30 }

  private func picture(_ trace: Trace, around fault: Int?) -> [ReportLine] {
    let shown = trace.window(of: Self.drawnSteps, around: fault)
    let width = max(40, self.width - 2)
    return isLinear
      ? LinearTrace.lines(trace, steps: shown, width: width)
      : Diagram.lines(trace, steps: shown, width: width, hasLegend: false)
  }

  /// What was expected above what came, with marks under the part in which they differ.
  private mutating func addDifference(_ failure: Failure) {
    guard let expected = failure.expected, let actual = failure.actual else {
      if let expected = failure.expected { add(.detail, expected, first: "  expected  ") }
      if let actual = failure.actual { add(.detail, actual, first: "  actual    ") }
      return
    }
    add(.detail, expected, first: "  expected  ")
    add(.detail, actual, first: "  actual    ")
    let marks = Difference.marks(expected: expected, actual: actual)
    if !marks.isEmpty, actual.count + 12 <= width {
      verbatim(.detail, marks, indent: "            ")
    }
  }
}

extension Trace {
  fileprivate var firstFault: Int? { steps.first { $0.isFault }?.number }

  /// So many steps: those that surround a fault of the schedule, or else lead to where it broke;
  /// nil if all are few enough.
  fileprivate func window(of count: Int, around fault: Int?) -> Set<Int>? {
    guard steps.count > count else { return nil }
    let end = min(steps.count, fault.map { $0 + count * 2 / 3 } ?? brokenAt ?? steps.count)
    let start = max(1, end - count + 1)
    var shown = Set(start...max(start, end))
    if let brokenAt { shown.insert(brokenAt) }
    return shown
  }
}

/// Where two texts differ.
enum Difference {
  /// Signs `^` under the part of `actual` that is not in `expected`; empty if it is all of it, or
  /// none.
  static func marks(expected: String, actual: String) -> String {
    let (a, b) = (Array(expected), Array(actual))
    let start = zip(a, b).prefix { $0 == $1 }.count
    let rest = min(a.count, b.count) - start
    let end = zip(a.reversed(), b.reversed()).prefix(rest, while: ==)
    let length = b.count - start - end
    guard start + end > 0, length > 0 else { return "" }
    return String(repeating: " ", count: start) + String(repeating: "^", count: length)
  }
}

extension Sequence {
  /// How many of the first elements, at most so many, satisfy the condition.
  fileprivate func prefix(_ most: Int, while isWanted: (Element) -> Bool) -> Int {
    var count = 0
    for element in self {
      guard count < most, isWanted(element) else { break }
      count += 1
    }
    return count
  }
}
