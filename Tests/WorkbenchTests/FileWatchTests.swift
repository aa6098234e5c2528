import Foundation
import TestSupport
import Testing

@testable import Workbench

struct FileWatchTests {
  @Test("a change of content is noticed once, whatever the file's times say")
  func notices() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("one", to: "a")
      var watch = FileWatch(paths: [file, folder["b"]])
      #expect(watch.hasChanged() == false)
      // The same length within the same tick: only the bytes differ.
      try folder.write("two", to: "a")
      #expect(watch.hasChanged() == true)
      #expect(watch.hasChanged() == false)
      try folder.write("b", to: "b")
      #expect(watch.hasChanged() == true)
      #expect(watch.hasChanged() == false)
    }
  }

  @Test("a save that changes nothing is none")
  func ignoresEmptySaves() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("one", to: "a")
      var watch = FileWatch(paths: [file])
      for _ in 0...FileWatch.unsettledReads + 1 {
        try folder.write("one", to: "a")
        #expect(watch.hasChanged() == false)
      }
    }
  }

  @Test("a file that was settled for long is noticed again when it is replaced")
  func noticesAfterSettling() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("one", to: "a")
      var watch = FileWatch(paths: [file])
      for _ in 0...FileWatch.unsettledReads + 1 { #expect(watch.hasChanged() == false) }
      try folder.write("two", to: "new")
      #expect(rename(folder["new"], file) == 0)
      #expect(watch.hasChanged() == true)
    }
  }

  @Test("a file that is empty or gone for one look is a save in two steps")
  func waitsForSecondStep() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("one", to: "a")
      var watch = FileWatch(paths: [file])
      try folder.write("", to: "a")
      #expect(watch.hasChanged() == false)
      try folder.write("two", to: "a")
      #expect(watch.hasChanged() == true)
      try FileManager.default.removeItem(atPath: file)
      #expect(watch.hasChanged() == false)
      #expect(watch.hasChanged() == true)
      #expect(watch.hasChanged() == false)
    }
  }

  @Test("a FIFO is not opened, and a file that became one is a change")
  func leavesPipesAlone() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("one", to: "a")
      var watch = FileWatch(paths: [file])
      try FileManager.default.removeItem(atPath: file)
      #expect(mkfifo(file, 0o600) == 0)
      #expect(watch.hasChanged() == true)
      #expect(watch.hasChanged() == false)
    }
  }
}
