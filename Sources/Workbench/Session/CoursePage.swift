package import Course
internal import Markdown
internal import Reading
package import Terminal

/// Texts of a course as lines.
package enum CoursePage {
  /// A lesson. Its questions are shown with their options and without their answers.
  ///
  /// - Throws: ``CourseError`` for a file that does not read, and an error of the reader for a text
  ///   that is too long or nested too deep.
  package static func lesson(
    _ lesson: Lesson, of index: CourseIndex, width: Int
  ) throws -> [StyledLine] {
    let layout = Layout(width: width) { info, text in
      guard info.prefix(while: { $0 != " " }) == "quiz" else { return nil }
      return Quiz.read(text, file: lesson.path).value?.blocks
    }
    return layout.lines(for: try Document(parsing: try index.text(of: lesson)))
  }

  /// A lab's task with the properties of one stage, from 1; one line that says so if the lab has
  /// none yet.
  ///
  /// - Throws: like ``lesson(_:of:width:)``.
  package static func task(
    _ lab: Lab, stage: Int, of index: CourseIndex, width: Int
  ) throws -> [StyledLine] {
    let path = "\(lab.folder)/TASK.md"
    guard index.folder.isFile(path) else { return ["This lab has no task text yet."] }
    let stages = lab.manifest.stages
    let checks = stages.indices.contains(stage - 1) ? stages[stage - 1].checks : []
    let text = PropertyList.keeping(checks, in: try index.folder.text(path))
    let rest =
      stages.count > 1
      ? ["", StyledLine("These are the properties of stage \(stage); TASK.md has them all.", .dim)]
      : []
    return Layout(width: width).lines(for: try Document(parsing: text)) + rest
  }

  /// The steps of a hint, indented under their title.
  package static func hint(_ hint: HintShelf.Hint, width: Int) -> [StyledLine] {
    let title = "Hint \(hint.step) of \(hint.count) for \(hint.property): "
    let body = Layout(width: width - 2).lines(for: Document(blocks: hint.blocks))
    return [StyledLine(title, SessionPage.advice)] + body.map { $0.indented(by: [Span("  ")]) }
  }

  /// The lessons by module, for someone who looks for one.
  package static func lessons(of index: CourseIndex) -> [StyledLine] {
    let modules = index.modules.map { module -> [StyledLine] in
      let lessons = index.lessons.filter { $0.module == module.id }
      return [StyledLine(module.manifest.title, .bold)] + lessons.map(line)
    }
    return Array(modules.joined(separator: [""]))
  }

  private static func line(_ lesson: Lesson) -> StyledLine {
    let facts =
      ["\(lesson.manifest.minutes) min"] + (lesson.manifest.lab.map { ["lab \($0)"] } ?? [])
    return StyledLine([
      Span("  \(lesson.id)  ", .bold), Span(lesson.title),
      Span("  \(facts.joined(separator: ", "))", .dim),
    ])
  }
}
