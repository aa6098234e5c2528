import Course
import Markdown
import Testing

@Suite struct LessonProgramTests {
  private func programs(_ text: String) throws -> [LessonProgram] {
    LessonProgram.all(in: try Document(parsing: text))
  }

  @Test("a program goes with the output that follows it, and with its line")
  func pair() throws {
    let found = try programs("Text.\n\n```swift run\nprint(1)\n```\n\n```output\n1\n```\n")
    #expect(found == [LessonProgram(source: "print(1)\n", output: "1\n", line: 3)])
  }

  @Test("a program without output has none, and other code is no program")
  func alone() throws {
    let found = try programs(
      "```swift run\nprint(1)\n```\n\nText.\n\n```output\n1\n```\n\n```swift\nlet a = 1\n```\n")
    #expect(found.map(\.output) == [nil])
  }
}
