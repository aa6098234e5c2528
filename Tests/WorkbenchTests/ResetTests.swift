import Course
import Foundation
import TestSupport
import Testing

@testable import Workbench

struct ResetTests {
  private static let file = "space/Labs/01-count/Counter.swift"

  private func opened(_ folder: TemporaryFolder) throws -> (Workspace, Lab, CourseIndex) {
    try CourseFixture.write(to: folder)
    let index = try CourseFixture.index(folder)
    let opening = try Workspace.open(
      at: folder["space"], index: index, sources: folder["sources"])
    return (opening.workspace, index.labs[0], index)
  }

  private func text(_ folder: TemporaryFolder, _ path: String = file) throws -> String {
    try String(contentsOfFile: folder[path], encoding: .utf8)
  }

  @Test("a reset puts the starter back and keeps what the learner wrote")
  func resets() throws {
    try withTemporaryFolder { folder in
      let (workspace, lab, index) = try opened(folder)
      try folder.write("mine\n", to: Self.file)
      let kept = try workspace.reset(lab, of: index)
      #expect(try text(folder) == "// starter\n")
      #expect(try text(folder, "space/\(kept)/01-count/Counter.swift") == "mine\n")
    }
  }

  @Test("undo brings it back, and keeps what was written since")
  func undoes() throws {
    try withTemporaryFolder { folder in
      let (workspace, lab, index) = try opened(folder)
      try folder.write("mine\n", to: Self.file)
      let kept = try workspace.reset(lab, of: index)
      try folder.write("second try\n", to: Self.file)
      let since = try workspace.undoReset(of: lab, kept: kept)
      #expect(try text(folder) == "mine\n")
      #expect(try text(folder, "space/\(since)/01-count/Counter.swift") == "second try\n")
    }
  }

  @Test("every reset keeps in a folder of its own, numbered in order")
  func numbers() throws {
    try withTemporaryFolder { folder in
      let (workspace, lab, index) = try opened(folder)
      let kept = try (1...3).map { _ in try workspace.reset(lab, of: index) }
      #expect(kept == kept.sorted())
      #expect(Set(kept).count == 3)
    }
  }

  @Test("what was not kept cannot be brought back, and nothing is touched")
  func refuses() throws {
    try withTemporaryFolder { folder in
      let (workspace, lab, _) = try opened(folder)
      try folder.write("mine\n", to: Self.file)
      for kept in [".edalab/kept/reset-0042", "Labs", ".edalab/kept/../../Labs"] {
        #expect(throws: WorkspaceError.self) { try workspace.undoReset(of: lab, kept: kept) }
      }
      #expect(try text(folder) == "mine\n")
    }
  }
}
