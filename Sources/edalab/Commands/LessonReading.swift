import Course
import Markdown
import Progress
import Terminal
import Workbench

/// A lesson read at the terminal, with its questions asked and recorded.
struct LessonReading {
  private let lesson: Lesson
  private let document: Document
  private let ledger: Ledger

  /// - Throws: a complaint if the lesson's text cannot be shown.
  init(_ lesson: Lesson, of index: CourseIndex, ledger: Ledger) throws {
    self.lesson = lesson
    self.ledger = ledger
    do {
      document = try Document(parsing: try index.text(of: lesson))
    } catch let error as MarkdownError {
      throw Complaint("\(lesson.path) cannot be shown: \(error.code.rawValue)", exit: Exit.bug)
    }
  }

  /// Goes on until the learner leaves; also says what was not recorded. A lesson that was begun is
  /// gone on with.
  ///
  /// - Parameter preface: what is said before, on the same page.
  func run(
    on desk: TerminalDesk, preface: [StyledLine] = []
  ) throws -> (LessonEnd, ProgressError?) {
    let progress = ledger.snapshot[lesson: lesson.id]
    let answered = progress.isFinished ? [] : Set(progress.answers.keys)
    let reader = LessonReader(lesson, text: document, answered: answered)
    var loop = ReaderLoop(reader, on: desk, tool: Shell.tool) {
      event throws(ProgressError) in try ledger.record(event)
    }
    let end = try loop.run(preface: preface)
    return (end, loop.unrecorded)
  }
}
