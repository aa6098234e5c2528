import Course
import Foundation
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

  @Test("what belongs to the stage comes first; asked for again, all of the task is there")
  func stageFirst() throws {
    let index = try CourseIndex.load(Repository.root)
    let lab = try #require(index.labs.first { $0.id.hasPrefix("01-") })
    func text(_ view: Session.TaskView) throws -> String {
      try CoursePage.task(
        lab, stage: 3, view: view, of: index, tool: ToolName("./edalab"), width: 200
      ).map(\.text).joined(separator: "\n")
    }
    func place(_ words: String, _ text: String) throws -> String.Index {
      try #require(text.range(of: words)?.lowerBound)
    }
    let first = try text(.first)
    #expect(try place("Stage 3 of 4: Two consumers", first) < place("What you write", first))
    #expect(try place("H4 Two consumers race", first) < place("What you write", first))
    #expect(first.contains("./edalab check 01"))
    let stage = try text(.stage)
    #expect(stage.contains("H4 Two consumers race") && !stage.contains("What you write"))
    let whole = try text(.whole)
    #expect(whole.contains("H3 A failed handler") && !whole.contains("t again shows all"))
  }

  @Test("a task without a list of stages names the stage by its title")
  func stageWithoutList() throws {
    let manifest = try CourseFixture.lab().manifest
    let task = TaskText("# Task\n\nDo it.\n", manifest: manifest, stage: 2)
    #expect(task.text(.stage).hasPrefix("# Task\n\nStage 2 of 2: **Faults** (20 minutes)."))
    #expect(task.text(.first).hasSuffix("Do it.\n"))
    #expect(task.text(.whole) == "# Task\n\nDo it.\n")
  }

  @Test("the last hint names what to read again")
  func lastHint() {
    func text(_ lesson: String?) -> String {
      CoursePage.lastHint(
        for: "H1", sentence: "It holds.", lesson: lesson, tool: ToolName("./edalab"), width: 200
      ).map(\.text).joined(separator: " ")
    }
    #expect(
      text("1.3")
        == "That was the last hint for H1. Read lesson 1.3 again (./edalab read 1.3), and what H1"
        + " says: It holds.")
    #expect(text(nil) == "That was the last hint for H1. Read again what H1 says: It holds.")
  }

  private func withoutTask(_ folder: TemporaryFolder, _ id: String) throws -> String {
    try folder.write(CourseFixture.first, to: "bare/Labs/\(id)/lab.yaml")
    return folder["bare"]
  }
}
