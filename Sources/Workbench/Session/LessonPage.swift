internal import Course
internal import Markdown
internal import Reading
package import Terminal

/// The words of a lesson's reading: one note in, lines out.
package struct LessonPage: Sendable {
  /// Columns to fill.
  let width: Int

  /// How edalab is called from where the learner is.
  let tool: ToolName

  package init(width: Int, tool: ToolName = ToolName()) {
    self.width = width
    self.tool = tool
  }

  /// The lines of a note.
  package func lines(_ note: LessonNote) -> [StyledLine] {
    switch note {
    case .text(let blocks): [""] + layout.lines(for: Document(blocks: blocks))
    case .question(let question): [""] + lines(question)
    case .answer(let question, let choice): answer(question, choice)
    case .noAnswer(let question):
      prose("", .regular, "Answer with a number from 1 to \(question.quiz.options.count).")
    case .offer(let lesson, let count): offer(lesson, count)
    case .worthReading: [""] + prose("", .regular, "So here is the lesson.")
    case .knowsAll(let lesson):
      [""] + prose("All right. ", SessionPage.good, "You may skip lesson \(lesson.id).")
    case .end(let lesson):
      ["", StyledLine("That was lesson \(lesson.id), \(lesson.title).", .bold)]
    case .resumed(let lesson, let question):
      [""] + prose("", .regular, "Lesson \(lesson.id) goes on behind its question \(question).")
    case .passedOver(let lesson):
      [""]
        + prose(
          "", .regular,
          "Lesson \(lesson.id) is passed over; `\(tool("read \(lesson.id)"))` shows it again.")
    }
  }

  private var layout: Layout { Layout(width: width) }

  private func lines(_ question: LessonQuestion) -> [StyledLine] {
    let quiz = question.quiz
    return layout.lines(for: Document(blocks: quiz.blocks))
  }

  private func answer(_ question: LessonQuestion, _ choice: Int) -> [StyledLine] {
    let isRight = choice == question.quiz.answer
    let mark =
      isRight
      ? Span("RIGHT  ", SessionPage.good)
      : Span("NO     ", SessionPage.bad)
    let correction = isRight ? "" : "It is \(question.quiz.answer). "
    let said = Inline.text("You said \(choice). \(correction)")
    let text = Block(.paragraph([said] + question.quiz.reason), lines: SourceLines(1, 1))
    let lines = Layout(width: width - mark.width).lines(for: Document(blocks: [text]))
    let indent = Span(String(repeating: " ", count: mark.width))
    return [""]
      + lines.enumerated().map { $0.element.indented(by: [$0.offset == 0 ? mark : indent]) }
  }

  private func offer(_ lesson: Lesson, _ count: Int) -> [StyledLine] {
    let minutes = lesson.manifest.minutes
    return ["", StyledLine("Lesson \(lesson.id), \(lesson.title)", .bold)]
      + prose(
        "", .regular,
        "Do you know this already? Answer its \(count) questions; if all are right, you need not"
          + " read its \(minutes) minutes. y answers, space reads.")
  }

  private func prose(_ mark: String, _ style: Style, _ text: String) -> [StyledLine] {
    prose(Span(mark, style), text)
  }

  private func prose(_ mark: Span, _ text: String) -> [StyledLine] {
    StyledLine.wrapping([mark, Span(text)], width: min(width, Layout.maximumProseWidth))
  }
}
