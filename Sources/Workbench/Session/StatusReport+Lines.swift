internal import Course
internal import Progress
internal import Reading
internal import Results
package import Terminal

extension StatusReport {
  /// The lines for people.
  package func lines(width: Int) -> [StyledLine] {
    var lines = place(width) + lastLines(width: width)
    lines += [""] + labs.flatMap { Self.row($0, width) }
    lines += lessonLines(width)
    lines += [""] + next(width)
    return lines
  }

  private func place(_ width: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    if let current {
      let lab = "You are in lab \(LabName.number(current.lab)), \(current.title)"
      let stage = "stage \(current.stage) of \(current.stages): \(current.stageTitle)"
      lines += StyledLine.wrapping([Span(lab, .bold)], width: width)
      lines += StyledLine.wrapping([Span(stage)], width: width)
    } else {
      lines.append(StyledLine("You have passed every lab.", .bold))
    }
    if let workspace { lines.append(StyledLine("workspace: \(workspace)", .dim)) }
    return lines
  }

  /// What was done last, in one or two lines; none before anything was done.
  package func lastLines(width: Int) -> [StyledLine] {
    Self.prose("Last time: ", last?.sentence.map { $0 + "." }, width)
      + halfRead("Half read: ", width)
  }

  private func halfRead(_ mark: String, _ width: Int) -> [StyledLine] {
    let lesson = lessons.first { $0.id == last?.lesson }
    return Self.prose(mark, lesson.map { "lesson \($0.id), \($0.title)." }, width)
  }

  /// The same with what is next: what an evening begins with.
  package func recap(width: Int) -> [StyledLine] {
    guard let last else { return [] }
    let done = Self.prose("Last time: ", last.sentence.map { $0 + "." }, width)
    // What is half read is most often what is next, and need not be named twice.
    if last.lesson != nil, last.lesson == next.lesson {
      return done + halfRead("Half read, and next: ", width)
    }
    return done + halfRead("Half read: ", width) + Self.prose("Next: ", next.sentence, width)
  }

  private static func prose(_ mark: String, _ text: String?, _ width: Int) -> [StyledLine] {
    guard let text else { return [] }
    return StyledLine.wrapping(
      [Span(mark, SessionPage.advice), Span(text)], width: min(width, Layout.maximumProseWidth))
  }

  /// `lessons: 3 read, 1 skipped, of 7; 14 questions answered, 11 right`, as `progress` counts.
  private func lessonLines(_ width: Int) -> [StyledLine] {
    let skipped = lessons.count(where: \.wasSkipped)
    let read = lessons.count(where: \.isFinished) - skipped
    let answered = lessons.reduce(0) { $0 + $1.answered }
    let right = lessons.reduce(0) { $0 + $1.right }
    let noun = answered == 1 ? "1 question" : "\(answered) questions"
    let answers = answered == 0 ? "" : "; \(noun) answered, \(right) right"
    let text = "lessons: \(read) read, \(skipped) skipped, of \(lessons.count)\(answers)"
    return [""] + StyledLine.wrapping([Span(text)], width: width)
  }

  /// `passed  LAB   self-check 10 of 10, 3 runs · graded –`; without points, `passed, 3 runs`.
  private static func row(_ lab: LabStatus, _ width: Int) -> [StyledLine] {
    let word = lab.isPassed ? "passed" : lab.isOpen ? "open" : "later"
    let style = lab.isPassed ? SessionPage.good : lab.isOpen ? .bold : .dim
    let mark = word + String(repeating: " ", count: 8 - word.count)
    let indent = [Span(String(repeating: " ", count: 8))]
    func lines(_ text: String, first: [Span]) -> [StyledLine] {
      StyledLine.wrapping([Span(text)], width: width, first: first, rest: indent)
    }
    // Runs of spaces would become one.
    return lines(lab.title, first: [Span(mark, style), Span("\(lab.id)  ")])
      + lines(
        "self-check: \(text(lab.selfCheck)) · graded: \(text(lab.graded))", first: indent)
  }

  private static func text(_ standing: Standing) -> String {
    guard let best = standing.best else {
      return standing.refusals > 0 ? "not built yet" : "not tried"
    }
    let runs = standing.attempts == 1 ? "1 run" : "\(standing.attempts) runs"
    guard best.possibleMillipoints > 0 else {
      return "\(best.passed ? "passed" : "not passed"), \(runs)"
    }
    let points = Millipoints.text(best.earnedMillipoints)
    return "\(points) of \(Millipoints.text(best.possibleMillipoints)) points, \(runs)"
  }

  private func next(_ width: Int) -> [StyledLine] {
    Self.prose("Next: ", next.sentence, width)
      + (next.command.map { [StyledLine("      \($0)", .bold)] } ?? [])
  }
}
