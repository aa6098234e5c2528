import ArgumentParser
import Course
import Markdown
import Terminal
import Workbench

struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "List the lessons, or show one.")

  @Argument(help: "The lesson: its number or a part of its title. Without it, all are listed.")
  var lesson: String?

  @OptionGroup var look: LookOptions

  func run() throws {
    let index = try CourseIndex.load(try Shell.places().course)
    let console = Console(.output, look)
    guard let lesson else { return try console.write(CoursePage.lessons(of: index)) }
    let chosen = try index.chosenLesson(lesson)
    do {
      let width = console.capabilities.width
      try console.write(try CoursePage.lesson(chosen, of: index, width: width))
    } catch let error as MarkdownError {
      throw Complaint("\(chosen.path) cannot be shown: \(error.code.rawValue)", exit: Exit.bug)
    }
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
        help: suggestion.map { "did you mean '\($0)'?" } ?? "list them with: edalab read",
        exit: Exit.noInput)
    }
  }
}
