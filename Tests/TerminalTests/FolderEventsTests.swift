import Foundation
import Terminal
import TestSupport
import Testing

struct FolderEventsTests {
  @Test("a save in place and a save by renaming are told")
  func saves() throws {
    try withTemporaryFolder { folder in
      try folder.write("1", to: "a/file")
      let events = try #require(FolderEvents(folders: [folder["a"]]))
      #expect(!events.take())
      try folder.write("2", to: "a/file")
      Terminal.wait(for: [events.descriptor], milliseconds: 10_000)
      #expect(events.take())
      #expect(!events.take())
    }
  }

  @Test("a probe shows that events arrive, and leaves nothing behind")
  func probes() throws {
    try withTemporaryFolder { folder in
      try folder.write("1", to: "a/file")
      try folder.write("1", to: "b/file")
      #expect(FolderEvents(probing: [folder["a"]], with: folder["b"]) != nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder["b"]) == ["file"])
    }
  }

  @Test("a folder that is gone, or that cannot be written to, has no events")
  func none() throws {
    try withTemporaryFolder { folder in
      #expect(FolderEvents(folders: [folder["nowhere"]]) == nil)
      try folder.write("1", to: "a/file")
      #expect(FolderEvents(probing: [folder["a"]], with: "/proc") == nil)
    }
  }
}

struct ForegroundProgramTests {
  @Test("the editor comes from the first variable that names one, with its arguments")
  func editor() {
    #expect(ForegroundProgram.editor([:], file: "f") == nil)
    #expect(ForegroundProgram.editor(["EDITOR": "vi"], file: "f")?.command == ["vi", "f"])
    #expect(
      ForegroundProgram.editor(["VISUAL": "code --wait", "EDITOR": "vi"], file: "f")?.command
        == ["code", "--wait", "f"])
    #expect(
      ForegroundProgram.editor(["VISUAL": " ", "EDITOR": "vi"], file: "f")?.command.first == "vi")
  }

  @Test("its exit status is told; what does not exist has 127, what a signal ended 128 and more")
  func status() {
    #expect(ForegroundProgram(["true"]).run() == 0)
    #expect(ForegroundProgram(["sh", "-c", "exit 3"]).run() == 3)
    #expect(ForegroundProgram(["sh", "-c", "kill -TERM $$"]).run() == 143)
    #expect(ForegroundProgram(["no-such-program-here"]).run() == 127)
  }
}
