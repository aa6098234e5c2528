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
      #expect(try CoursePage.task(lab, stage: 1, of: index, width: 80).first?.text == "Task")
      let empty = try CourseIndex.load(
        try withoutTask(folder, lab.id))
      #expect(try CoursePage.task(lab, stage: 1, of: empty, width: 80).count == 1)
    }
  }

  @Test("a task is shown with the properties of one stage")
  func stage() throws {
    let index = try CourseIndex.load(Repository.root)
    let lab = try #require(index.labs.first { $0.id.hasPrefix("01-") })
    let text = try CoursePage.task(lab, stage: 3, of: index, width: 200).map(\.text)
      .joined(separator: "\n")
    #expect(text.contains("H4 Two consumers race"))
    #expect(!text.contains("H3 A failed handler"))
    #expect(text.contains("properties of stage 3"))
  }

  private func withoutTask(_ folder: TemporaryFolder, _ id: String) throws -> String {
    try folder.write(CourseFixture.first, to: "bare/Labs/\(id)/lab.yaml")
    return folder["bare"]
  }
}
