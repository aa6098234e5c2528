package import Course
package import Progress
package import Results

/// What was done last in a course: the lab of the last recorded run, and a lesson that was begun.
package struct LastTime: Codable, Equatable, Sendable {
  /// The lab's id.
  package var lab: String?
  /// `lab 07, stage 2: H1/crash failed after call 3`.
  package var sentence: String?
  /// The lesson that was begun and not finished, by its id.
  package var lesson: String?

  /// - Parameters:
  ///   - latest: the whole result of the last run of a lab.
  ///   - run: the kept run of a failing check.
  package init(
    _ whereabouts: Whereabouts, _ snapshot: ProgressSnapshot, latest: (String) -> LabResult?,
    run: (CheckResult, LabResult) -> RunRecord? = { _, _ in nil }
  ) {
    lesson = whereabouts.lessons.last { snapshot[lesson: $0.id].isBegun }?.id
    let runs = whereabouts.rows.compactMap { row in row.progress.lastRun.map { (row.lab, $0) } }
    guard let last = runs.max(by: { $0.1.place < $1.1.place })?.0, let result = latest(last.id)
    else { return }
    lab = last.id
    sentence = Self.sentence(last, result, run)
  }

  /// Nothing was done yet.
  package var isEmpty: Bool { sentence == nil && lesson == nil }

  private static func sentence(
    _ lab: Lab, _ result: LabResult, _ run: (CheckResult, LabResult) -> RunRecord?
  ) -> String {
    let name = "lab \(LabName.number(lab.id))"
    guard result.refusal == nil else { return "\(name): the component did not build" }
    let view = StageView(lab.manifest, result)
    guard let failure = view.firstFailure else {
      return "\(name) was \(view.isComplete ? "complete" : "passed")"
    }
    let stage = view.current.map { ", stage \($0.number)" } ?? ""
    return "\(name)\(stage): \(failure.cell) \(words(failure, run(failure, result)?.trace))"
  }

  private static func words(_ check: CheckResult, _ trace: Trace?) -> String {
    guard check.isBroken else { return "could not be checked" }
    guard let place = trace?.placeOfFailure else {
      return check.failure.map { "failed: \($0.summary)" } ?? "failed"
    }
    return "failed \(place)"
  }
}

extension LessonProgress {
  /// A question of it was answered, and its end was not reached.
  fileprivate var isBegun: Bool { !isFinished && !answers.isEmpty }
}

extension Trace {
  /// `after call 3`, where the component was crashed, or `at step 7`, where it broke; nil if
  /// neither is known.
  var placeOfFailure: String? {
    if let crash = steps.last(where: { $0.kind == .crash }), let words = crash.nearCall {
      return words
    }
    return brokenAt.map { "at step \($0)" }
  }
}

extension TraceStep {
  /// `after call 3` of `right after call 3 (commit main)`.
  fileprivate var nearCall: String? {
    let words = text.split(separator: " ").map { $0.filter { $0.isLetter || $0.isNumber } }
    guard let place = words.firstIndex(of: "call"), place > 0, place + 1 < words.count,
      ["before", "after"].contains(words[place - 1]), Int(words[place + 1]) != nil
    else { return nil }
    return words[(place - 1)...(place + 1)].joined(separator: " ")
  }
}
