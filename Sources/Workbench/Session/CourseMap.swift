package import Course
package import Progress
package import Terminal

/// The whole way through a course on one page: lessons and labs in the order in which they come.
package enum CourseMap {
  /// The lines, `here` marked.
  package static func lines(
    _ index: CourseIndex, _ snapshot: ProgressSnapshot, here: CourseStep?
  ) -> [StyledLine] {
    let whereabouts = Whereabouts(index, snapshot)
    return ["", StyledLine("The way", .bold)]
      + whereabouts.rows.flatMap { row in
        [lab(row, isHere: row.lab.id == here?.lab)]
          + row.lab.manifest.lessons.compactMap(whereabouts.lesson).map {
            lesson($0, snapshot[lesson: $0.id], isHere: here == .lesson($0.id))
          }
      }
  }

  private static func lab(_ row: Whereabouts.Row, isHere: Bool) -> StyledLine {
    let word = row.isPassed ? "passed" : row.isOpen ? "open" : "later"
    let style = row.isPassed ? SessionPage.good : row.isOpen ? .bold : .dim
    return StyledLine([
      mark(isHere), Span(padded(word), style), Span(padded(LabName.number(row.lab.id), 5), .bold),
      Span(row.lab.manifest.title),
    ])
  }

  private static func lesson(
    _ lesson: Lesson, _ progress: LessonProgress, isHere: Bool
  ) -> StyledLine {
    let word = progress.isFinished ? (progress.wasSkipped ? "skipped" : "read") : ""
    return StyledLine([
      mark(isHere), Span(padded(word), .dim), Span(padded(lesson.id, 5)),
      Span("\(lesson.title), \(lesson.manifest.minutes) min", .dim),
    ])
  }

  private static func mark(_ isHere: Bool) -> Span { Span(isHere ? "> " : "  ", .bold) }

  private static func padded(_ text: String, _ width: Int = 9) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}

extension CourseStep {
  /// The lab that a stage belongs to.
  package var lab: String? {
    if case .stage(let lab, _) = self { lab } else { nil }
  }
}
