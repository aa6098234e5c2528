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

  /// A lab's task; one line that says so if the lab has none yet. What belongs to the stage comes
  /// first: its line in the task, and its properties.
  ///
  /// - Parameters:
  ///   - stage: from 1.
  ///   - tool: how edalab is called from where the learner is.
  /// - Throws: like ``lesson(_:of:width:)``.
  package static func task(
    _ lab: Lab, stage: Int, view: Session.TaskView = .first, of index: CourseIndex,
    tool: ToolName = ToolName(), width: Int
  ) throws -> [StyledLine] {
    let path = "\(lab.folder)/TASK.md"
    guard index.folder.isFile(path) else { return ["This lab has no task text yet."] }
    let task = TaskText(try index.folder.text(path), manifest: lab.manifest, stage: stage)
    let text = tool.spelling(task.text(view))
    let lines = Layout(width: width).lines(for: try Document(parsing: text))
    return view == .whole || lab.manifest.stages.count < 2
      ? lines
      : lines + [
        "", StyledLine("These are the properties of stage \(stage); t again shows all.", .dim),
      ]
  }

  /// The steps of a hint, indented under their title.
  package static func hint(_ hint: HintShelf.Hint, width: Int) -> [StyledLine] {
    let title = "Hint \(hint.step) of \(hint.count) for \(hint.property): "
    let body = Layout(width: width - 2).lines(for: Document(blocks: hint.blocks))
    let question = hint.question.map { question in
      StyledLine.wrapping([Span(question)], width: min(width, Layout.maximumProseWidth) - 2) + [""]
    }
    return [StyledLine(title, SessionPage.advice)]
      + ((question ?? []) + body).map { $0.indented(by: [Span("  ")]) }
  }

  /// What is said when the hints for a check are used up.
  package static func lastHint(
    for property: String, sentence: String, lesson: String?, tool: ToolName, width: Int
  ) -> [StyledLine] {
    let lesson =
      lesson.map { "Read lesson \($0) again (\(tool("read \($0)"))), and" } ?? "Read again"
    let text = "That was the last hint for \(property). \(lesson) what \(property) says: "
    return StyledLine.wrapping(
      [Span(text), Span(sentence)], width: min(width, Layout.maximumProseWidth))
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
