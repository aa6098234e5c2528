import Course
import Terminal
import TestSupport
import Testing

@testable import Workbench

struct CoursePageTests {
  @Test("a lesson of the course shows its question without the answer, and no front matter")
  func lesson() throws {
    let index = try CourseIndex.load(Repository.root)
    let lesson = try #require(index.lessons.first { $0.id == "1.3" })
    let text = try CoursePage.lesson(lesson, of: index, width: 80).map(\.text)
      .joined(separator: "\n")
    #expect(text.hasPrefix(lesson.title))
    #expect(text.contains("Question."))
    #expect(!text.contains("answer:") && !text.contains("why:") && !text.contains("trust:"))
  }

  @Test("a lab without a task says so")
  func task() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      let index = try CourseFixture.index(folder)
      let lab = index.labs[0]
      #expect(try CoursePage.task(lab, of: index, width: 80).first?.text == "Task")
      let empty = try CourseIndex.load(
        try withoutTask(folder, lab.id))
      #expect(try CoursePage.task(lab, of: empty, width: 80).count == 1)
    }
  }

  private func withoutTask(_ folder: TemporaryFolder, _ id: String) throws -> String {
    try folder.write(CourseFixture.first, to: "bare/Labs/\(id)/lab.yaml")
    return folder["bare"]
  }
}
