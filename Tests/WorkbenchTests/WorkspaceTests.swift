import Course
import Foundation
import TestSupport
import Testing

@testable import Workbench

struct WorkspaceTests {
  private func open(_ folder: TemporaryFolder, at name: String = "home") throws
    -> Workspace.Opening
  {
    try Workspace.open(
      at: folder[name], index: CourseFixture.index(folder), sources: folder["sources"])
  }

  private func refusal(
    _ folder: TemporaryFolder, at name: String = "home"
  ) throws -> WorkspaceError.Code? {
    let index = try CourseFixture.index(folder)
    do {
      _ = try Workspace.open(at: folder[name], index: index, sources: folder["sources"])
      return nil
    } catch {
      return error.code
    }
  }

  @Test("a new workspace has a target for each lab, with starter, protocol, examples and task")
  func makesWorkspace() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      let opening = try open(folder, at: "a/b/home")
      #expect(opening.isNew)
      #expect(opening.refreshed.isEmpty)
      let lab = "a/b/home/Labs/01-count"
      #expect(try folder.text(of: lab + "/Counter.swift") == "// starter\n")
      #expect(try folder.text(of: lab + "/API/Counting.swift") == "enum Counting {}\n")
      #expect(folder.has(lab + "/Examples.swift") && folder.has(lab + "/TASK.md"))
      #expect(!folder.has(lab + "/hints.md"))
      #expect(folder.has("a/b/home/.edalab/support/Sources/EDARuntime/EDARuntime.swift"))
      let manifest = try folder.text(of: "a/b/home/Package.swift")
      let target = #"lab("Lab01Count", "01-count", files: ["Counter.swift"], texts: ["TASK.md"]),"#
      #expect(manifest.contains(target))
      #expect(!manifest.contains(".package("))
    }
  }

  @Test("a second start changes nothing, and needs no right to write")
  func resumes() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      _ = try open(folder)
      try folder.write("// mine\n", to: "home/Labs/01-count/Counter.swift")
      let record = try folder.text(of: "home/" + WorkspaceRecord.path)
      let opening = try open(folder)
      #expect(!opening.isNew)
      #expect(opening.refreshed.isEmpty && opening.kept.isEmpty)
      #expect(try folder.text(of: "home/Labs/01-count/Counter.swift") == "// mine\n")
      #expect(try folder.text(of: "home/" + WorkspaceRecord.path) == record)
    }
  }

  @Test("a learner's file is never written over, even if its starter changed")
  func keepsLearnersFile() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      _ = try open(folder)
      try folder.write("// mine\n", to: "home/Labs/01-count/Counter.swift")
      try folder.write("// starter 2\n", to: "course/Labs/01-count/Starter/Counter.swift")
      _ = try open(folder)
      #expect(try folder.text(of: "home/Labs/01-count/Counter.swift") == "// mine\n")
    }
  }

  @Test("a learner's file that does not read is not taken for missing")
  func keepsUnreadableFile() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      _ = try open(folder)
      let file = folder["home/Labs/01-count/Counter.swift"]
      try FileManager.default.removeItem(atPath: file)
      try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "elsewhere")
      _ = try open(folder)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file) == "elsewhere")
    }
  }

  @Test("what the course changed is written again")
  func refreshes() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      _ = try open(folder)
      try folder.write("enum Counting { case a }\n", to: "course/Labs/01-count/API/Counting.swift")
      let opening = try open(folder)
      #expect(opening.refreshed == ["Labs/01-count/API/Counting.swift"])
      #expect(opening.kept.isEmpty)
      #expect(try folder.text(of: "home/Labs/01-count/API/Counting.swift").contains("case a"))
    }
  }

  @Test("a changed example stays until the course has a newer one, and is kept then")
  func keepsChangedExamples() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      _ = try open(folder)
      try folder.write("// my example\n", to: "home/Labs/01-count/Examples.swift")
      #expect(try open(folder).refreshed.isEmpty)
      #expect(try folder.text(of: "home/Labs/01-count/Examples.swift") == "// my example\n")
      try folder.write("// examples 2\n", to: "course/Labs/01-count/Examples.swift")
      let opening = try open(folder)
      #expect(opening.kept == [".edalab/kept/Labs/01-count/Examples.swift"])
      #expect(try folder.text(of: "home/" + opening.kept[0]) == "// my example\n")
      #expect(try folder.text(of: "home/Labs/01-count/Examples.swift") == "// examples 2\n")
      try folder.write("// mine again\n", to: "home/Labs/01-count/Examples.swift")
      try folder.write("// examples 3\n", to: "course/Labs/01-count/Examples.swift")
      #expect(try open(folder).kept == [".edalab/kept/Labs/01-count/Examples.swift.2"])
    }
  }

  @Test("a file that the course dropped goes, and what the learner made of it is kept")
  func removes() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      try folder.write("// a\n", to: "course/Labs/01-count/API/A.swift")
      try folder.write("// b\n", to: "course/Labs/01-count/API/B.swift")
      _ = try open(folder)
      try folder.write("// my b\n", to: "home/Labs/01-count/API/B.swift")
      try FileManager.default.removeItem(atPath: folder["course/Labs/01-count/API/A.swift"])
      try FileManager.default.removeItem(atPath: folder["course/Labs/01-count/API/B.swift"])
      let opening = try open(folder)
      #expect(!folder.has("home/Labs/01-count/API/A.swift"))
      #expect(!folder.has("home/Labs/01-count/API/B.swift"))
      #expect(try folder.text(of: "home/" + opening.kept[0]) == "// my b\n")
    }
  }

  @Test("a start that was killed halfway is gone on with")
  func resumesHalf() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      _ = try open(folder)
      for name in ["Package.swift", "Labs/02-sum"] {
        try FileManager.default.removeItem(atPath: folder["home/" + name])
      }
      let record = WorkspaceRecord(course: folder["course"], labs: ["01-count", "02-sum"])
      try Data(record.bytes).write(to: URL(filePath: folder["home/" + WorkspaceRecord.path]))
      #expect(try open(folder).kept.isEmpty)
      #expect(folder.has("home/Package.swift") && folder.has("home/Labs/02-sum/Counter.swift"))
      try FileManager.default.createDirectory(
        atPath: folder["bare/.edalab"], withIntermediateDirectories: true)
      #expect(try open(folder, at: "bare").isNew)
    }
  }

  @Test("a folder with other files, a file, and another course's workspace are refused by name")
  func refuses() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      for name in ["d", "b", "c", "a"] { try folder.write("", to: "full/\(name)") }
      try folder.write("", to: "file")
      #expect(try refusal(folder, at: "full") == .notEmpty(names: ["a", "b", "c"]))
      #expect(!folder.has("full/.edalab"))
      #expect(try refusal(folder, at: "file") == .notAFolder)
      _ = try open(folder)
      try FileManager.default.removeItem(atPath: folder["course/Labs/02-sum"])
      #expect(try refusal(folder) == .otherCourse(labs: ["02-sum"]))
    }
  }

  @Test("a record that does not read, or is newer, is refused and stays as it is")
  func refusesRecords() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      for (text, code): (String, WorkspaceError.Code) in [
        ("{", .unreadableRecord), ("{\"schema\":\"edalab.workspace/1\"}", .unreadableRecord),
        (
          "{\"schema\":\"edalab.workspace/2\"}", .newerVersion(schema: "edalab.workspace/2")
        ),
      ] {
        try folder.write(text, to: "home/" + WorkspaceRecord.path)
        #expect(try refusal(folder) == code)
        #expect(try folder.text(of: "home/" + WorkspaceRecord.path) == text)
      }
    }
  }

  @Test("a folder that cannot be made is told with the system's reason")
  func tellsReason() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      try folder.write("", to: "file")
      #expect(try refusal(folder, at: "file/home") == .notWritable(errorNumber: ENOTDIR))
    }
  }

  @Test("a workspace is found from any folder inside it")
  func locates() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      let workspace = try open(folder).workspace
      #expect(Workspace.locate(from: folder["home/Labs/01-count/API"]) == workspace)
      #expect(Workspace.locate(from: folder["home/"]) == workspace)
      #expect(Workspace.locate(from: folder["course"]) == nil)
      #expect(Workspace.locate(from: "/") == nil)
      let lab = try CourseFixture.lab()
      #expect(workspace.folder(of: lab) == folder["home/Labs/01-count"])
    }
  }
}
