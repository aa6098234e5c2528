import ArgumentParser
import Course
import Markdown
import Progress
import Terminal
import Workbench

struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "List the lessons, or show one.",
    discussion: """
      At a terminal the lesson is read page by page, and its questions are asked and recorded. In \
      a pipe, or with --no-input, the whole text is printed.
      """)

  @Argument(help: "The lesson: its number or a part of its title. Without it, all are listed.")
  var lesson: String?

  @Flag(help: "Ask nothing: print the text, and end.")
  var noInput = false

  @OptionGroup var look: LookOptions

  func run() throws {
    let places = try Shell.places()
    let index = try CourseIndex.load(places.course)
    let console = Console(.output, look)
    guard let lesson else { return try console.write(CoursePage.lessons(of: index)) }
    let chosen = try index.chosenLesson(lesson)
    if !noInput, Terminal.hasKeyboard, Terminal.isTerminal(.output) {
      return try read(chosen, index, Ledger(path: places.store, now: Shell.now))
    }
    do {
      let width = console.capabilities.width
      try console.write(try CoursePage.lesson(chosen, of: index, width: width))
    } catch let error as MarkdownError {
      throw Complaint("\(chosen.path) cannot be shown: \(error.code.rawValue)", exit: Exit.bug)
    }
  }
}

extension ReadCommand {
  /// Page by page, with the questions asked.
  private func read(_ lesson: Lesson, _ index: CourseIndex, _ ledger: Ledger) throws {
    Interrupt.install()
    let desk = try TerminalDesk(look)
    defer { desk.close() }
    let (end, unrecorded) = try LessonReading(lesson, of: index, ledger: ledger).run(on: desk)
    desk.close()
    if let unrecorded {
      throw Complaint("NOT RECORDED: \(unrecorded.words)", exit: Exit.notRecorded)
    }
    if end == .interrupted { throw Exit.interrupted }
  }
}

extension CourseIndex {
  /// The lesson that a word of the command line means.
  func chosenLesson(_ word: String) throws -> Lesson {
    switch lesson(matching: word) {
    case .found(let lesson): return lesson
    case .ambiguous(let ids):
      throw Complaint(
        "'\(word)' fits several lessons: \(ids.joined(separator: ", "))", exit: Exit.noInput)
    case .unknown(let suggestion):
      throw Complaint(
        "there is no lesson '\(word)'",
        help: suggestion.map { "did you mean '\($0)'?" } ?? "list them with: \(Shell.tool("read"))",
        exit: Exit.noInput)
    }
  }
}
