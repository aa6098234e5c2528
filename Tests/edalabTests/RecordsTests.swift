import Foundation
import Glibc
import TestSupport
import Testing

/// The real `edalab progress`, each time in a home of its own. What is recorded are workspaces that
/// were opened: no lab has to be built for that.
@Suite("edalab progress") struct RecordsTests {
  /// Ends as expected, with these words on either stream.
  private func expect(
    _ outcome: ChildOutcome, _ code: Int32, _ words: String...,
    at place: SourceLocation = #_sourceLocation
  ) {
    // Where a line ends depends on the length of paths.
    let text = (outcome.output + outcome.errors).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(outcome.code == code, "\(outcome.end): \(text)", sourceLocation: place)
    for word in words { #expect(text.contains(word), "\(text)", sourceLocation: place) }
  }

  private func withLearner(_ body: (Learner) throws -> Void) throws {
    try withTemporaryFolder { try body(Learner(home: $0)) }
  }

  @Test("before anything is recorded every command says so and makes no file")
  func nothing() throws {
    try withLearner { learner in
      expect(try learner.edalab("progress"), 0, "Nothing is recorded yet.")
      expect(try learner.edalab("progress", "verify"), 0, "Nothing is recorded yet")
      expect(try learner.edalab("progress", "repair"), 0, "nothing to repair")
      expect(try learner.edalab("progress", "export"), 66, "nothing is recorded yet")
      expect(try learner.edalab("progress", "--json"), 0, #""events" : 0"#)
      #expect(!FileManager.default.fileExists(atPath: learner.store))
    }
  }

  @Test("what is recorded is shown, for people and for programs")
  func shown() throws {
    try withLearner { learner in
      try learner.open("a", "b")
      expect(try learner.edalab("progress"), 0, "No lab has been checked yet.", "2 events")
      let outcome = try learner.edalab("progress", "--json")
      let form = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      let object = try #require(form as? [String: Any])
      #expect(object["schema"] as? String == "edalab.progress-summary/1")
      #expect(object["workspaces"] as? [String] == [learner.home["a"], learner.home["b"]])
      expect(
        try learner.edalab("progress", "verify"), 0, "The chain holds: 2 events.",
        "this machine's", learner.store)
    }
  }

  @Test("an export is imported on another machine, and the second time it brings nothing")
  func moved() throws {
    try withLearner { one in
      try withLearner { other in
        try one.open("a", "b")
        try other.open("c")
        let file = one.home["export.jsonl"]
        expect(try one.edalab("progress", "export", file), 0, "2 events written")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        expect(
          try other.edalab("progress", "import", file), 0, "2 events of 1 chain added, 0 known")
        expect(try other.edalab("progress", "import", file), 0, "Nothing new, 2 known")
        expect(try other.edalab("progress", "verify"), 0, "The chains hold: 3 events.")
        expect(try one.edalab("progress", "export", file), 74, "exists")
        #expect(
          try one.edalab("progress", "export").output
            == String(contentsOfFile: file, encoding: .utf8))
      }
    }
  }

  @Test("a file that is altered, newer or missing is refused with its line and what to do")
  func refused() throws {
    try withLearner { learner in
      try learner.open("a", "b")
      let export = try learner.edalab("progress", "export").output
      try withLearner { other in
        func take(_ text: String) throws -> ChildOutcome {
          try other.edalab("progress", "import", try other.home.write(text, to: "f.jsonl"))
        }
        expect(
          try take(export.replacing("workspace-opened", with: "workspace-0pened")), 1,
          "f.jsonl:2: event 1", "nothing was imported")
        expect(
          try take(export.replacing("progress/1", with: "progress/7")), 1, "f.jsonl:1:",
          "edalab.progress/7", "update edalab")
        expect(try take(String(export.dropLast(20))), 1, "f.jsonl:3: this line is no event")
        expect(try take("hello\n"), 1, "f.jsonl:1: this is no export")
        expect(try other.edalab("progress", "import", "nowhere"), 66, "nowhere cannot be read")
        #expect(try !other.edalab("progress").output.contains("event 1"))
        expect(try take(export), 0, "2 events of 1 chain added")
      }
    }
  }

  @Test("a record that was copied and continued twice is told as what it is")
  func fork() throws {
    try withLearner { one in
      try one.open("a")
      try withLearner { other in
        try FileManager.default.createDirectory(
          atPath: other.home[".local/share/edalab"], withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: one.store, toPath: other.store)
        try one.open("b")
        try other.open("c")
        let file = one.home["export.jsonl"]
        expect(try one.edalab("progress", "export", file), 0)
        expect(
          try other.edalab("progress", "import", file), 1, "export.jsonl:3:", "event 2 of chain",
          "the record was copied, and both copies went on", "nothing was imported")
        expect(try other.edalab("progress", "verify"), 0, "2 events")
      }
    }
  }

  @Test("after damage nothing is recorded, verify ends with 1, and a repair goes on")
  func damage() throws {
    try withLearner { learner in
      try learner.open("a", "b", "c")
      let export = learner.home["export.jsonl"]
      expect(try learner.edalab("progress", "export", export), 0)
      try learner.damage { bytes in
        guard let kind = bytes.firstRange(of: Data("workspace-opened".utf8)) else { return }
        bytes[kind.lowerBound] ^= 0xFF
      }
      expect(try learner.edalab("progress", "verify"), 1, "is damaged from event", "repair")
      expect(try learner.edalab("start", learner.home["d"], "--no-input"), 74, "NOT RECORDED")
      expect(try learner.edalab("progress", "repair"), 64, "--yes")
      let repaired = try learner.edalab("progress", "repair", "--yes")
      expect(repaired, 0, "kept.", "Lost: event", "As it was: \(learner.store).damaged-")
      expect(try learner.edalab("progress", "verify"), 0)
      expect(try learner.edalab("progress", "import", export), 0, "added")
      expect(try learner.edalab("progress", "verify"), 0, "3 events")
      try learner.open("d")
      expect(try learner.edalab("progress", "repair", "--yes"), 0, "nothing to repair")
    }
  }

  @Test("a record that is no database any more is repaired too")
  func noDatabase() throws {
    try withLearner { learner in
      try learner.open("a")
      try learner.damage { $0.replaceSubrange(0..<16, with: Data("something else!!".utf8)) }
      expect(try learner.edalab("status"), 74, "is no database")
      expect(try learner.edalab("progress", "verify"), 1, "is no database")
      expect(
        try learner.edalab("progress", "repair", "--yes"), 0, "0 events kept",
        "the damage leaves open whether some are")
      try learner.open("b")
    }
  }

  @Test("a newer record and another program's are neither read, written nor repaired")
  func notOurs() throws {
    try withLearner { learner in
      try learner.open("a")
      // Where SQLite keeps the numbers of the version and of the program.
      for (offset, words) in [(60, "written by a newer edalab"), (68, "another program")] {
        let whole = try Data(contentsOf: URL(filePath: learner.store))
        try learner.damage { $0[offset] = 0x7F }
        let bytes = try Data(contentsOf: URL(filePath: learner.store))
        expect(try learner.edalab("progress"), 74, words)
        expect(try learner.edalab("progress", "verify"), 74, words)
        expect(try learner.edalab("progress", "repair", "--yes"), 74, words)
        expect(try learner.edalab("start", learner.home["b"], "--no-input"), 74, words)
        #expect(try Data(contentsOf: URL(filePath: learner.store)) == bytes)
        try whole.write(to: URL(filePath: learner.store))
      }
    }
  }

  @Test("another user's record is refused", .enabled(if: geteuid() == 0))
  func otherUser() throws {
    try withLearner { learner in
      try learner.open("a")
      chown(learner.store, 65534, 65534)
      expect(
        try learner.edalab("start", learner.home["b"], "--no-input"), 74,
        "it belongs to another user")
      expect(try learner.edalab("progress", "verify"), 74, "it belongs to another user")
    }
  }

  @Test(
    "on a full disk and on one that takes no writes the record is read, and nothing is recorded",
    .enabled("mounting needs root") { geteuid() == 0 && MountedDisk(kilobytes: 64) != nil })
  func disk() throws {
    try withTemporaryFolder { home in
      let disk = try #require(MountedDisk(kilobytes: 256))
      let learner = Learner(home: home, data: disk.path)
      try learner.open("a")
      disk.fill()
      expect(
        try learner.edalab("start", home["b"], "--no-input"), 74, "NOT RECORDED",
        "no space is left")
      expect(try learner.edalab("progress", "verify"), 0, "1 event")
      disk.empty()
      try learner.open("c")
      try #require(disk.becomeReadOnly())
      expect(
        try learner.edalab("start", home["d"], "--no-input"), 74, "NOT RECORDED",
        "cannot be written")
      expect(try learner.edalab("progress", "verify"), 0, "2 events")
    }
  }

  @Test("in a folder that takes no files nothing is recorded", .enabled(if: geteuid() != 0))
  func readOnlyFolder() throws {
    try withLearner { learner in
      let folder = learner.home[".local/share/edalab"]
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      chmod(folder, 0o500)
      defer { chmod(folder, 0o700) }
      expect(
        try learner.edalab("start", learner.home["a"], "--no-input"), 74, "NOT RECORDED",
        "Permission denied")
    }
  }

  @Test("who waits too long for another edalab says so, and nothing is recorded")
  func busy() throws {
    try withLearner { learner in
      try learner.open("a")
      let held = open(learner.store, O_RDWR | O_CLOEXEC)
      defer { close(held) }
      var range = flock()
      range.l_type = Int16(F_WRLCK)
      range.l_whence = Int16(SEEK_SET)
      // The byte that SQLite locks to write.
      range.l_start = 0x4000_0001
      range.l_len = 1
      #expect(fcntl(held, F_SETLK, &range) == 0)
      expect(
        try learner.edalab("start", learner.home["b"], "--no-input"), 74, "NOT RECORDED",
        "another edalab holds")
      range.l_type = Int16(F_UNLCK)
      #expect(fcntl(held, F_SETLK, &range) == 0)
      try learner.open("b")
      expect(try learner.edalab("progress", "verify"), 0, "2 events")
    }
  }

  @Test("two edalabs that record at once lose nothing")
  func atOnce() throws {
    try withLearner { learner in
      try learner.open("first")
      DispatchQueue.concurrentPerform(iterations: 2) { half in
        for number in 1...10 {
          let outcome = try? learner.edalab(
            "start", learner.home["\(half)-\(number)"], "--no-input")
          #expect(outcome?.code == 0, "\(outcome?.errors ?? "")")
        }
      }
      expect(try learner.edalab("progress", "verify"), 0, "The chain holds: 21 events.")
    }
  }
}
