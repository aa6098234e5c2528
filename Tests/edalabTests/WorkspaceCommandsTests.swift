import Foundation
import Glibc
import TestSupport
import Testing

/// The commands of an evening without a terminal, and what stands in their way.
@Suite(.serialized)
struct WorkspaceCommandsTests {
  private static let lab = "15-topic-exchange"
  private static let file = "Labs/\(lab)/Exchange.swift"
  private static let accepted = "Grader/\(lab)/Submissions/accepted/simple/Exchange.swift"

  private func edalab(
    _ arguments: [String], home: TemporaryFolder, in folder: String? = nil
  ) throws -> ChildOutcome {
    var child = ChildProcess(Repository.root + "/edalab", arguments)
    child.folder = folder ?? home.path
    child.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home.path,
      "EDALAB_NO_BUILD": "1",
    ]
    child.limit = .seconds(900)
    return try child.run()
  }

  private func text(_ home: TemporaryFolder, _ name: String = "eda/\(file)") throws -> String {
    try home.text(of: name)
  }

  @Test("an accepted solution in a new workspace passes, is recorded, and the next step is named")
  func accepted() throws {
    try withTemporaryFolder { home in
      #expect(try edalab(["start", "eda", "--no-input"], home: home).code == 0)
      try home.write(try Repository.text(of: Self.accepted), to: "eda/\(Self.file)")
      let check = try edalab(["check", "15", "--json"], home: home)
      #expect(check.code == 0, "\(check.errors)")
      let report = try JSONSerialization.jsonObject(with: Data(check.output.utf8))
      #expect((report as? [String: Any])?["schema"] as? String == "edalab.report/1")
      let verify = try edalab(["progress", "verify"], home: home)
      #expect(verify.code == 0)
      #expect(verify.output.contains("The chain holds"))
      let status = try edalab(["status"], home: home)
      #expect(status.output.contains("Next: Begin lab 00"))
      #expect(status.output.contains("80 of 80 points, 1 run"))
    }
  }

  @Test("a mistyped command is told with the name that was meant, a word that is none with all")
  func mistyped() throws {
    try withTemporaryFolder { home in
      let typo = try edalab(["chek", "15"], home: home)
      #expect(typo.code == 64)
      #expect(typo.errors.contains("there is no command chek; did you mean check?"))
      let nested = try edalab(["progress", "verfy"], home: home)
      #expect(nested.code == 64)
      #expect(nested.errors.contains("there is no command progress verfy"))
      #expect(nested.errors.contains("did you mean progress verify?"))
      let none = try edalab(["15"], home: home)
      #expect(none.code == 64)
      #expect(none.errors.contains("start, status, read, check"))
      #expect(try edalab(["help", "check"], home: home).code == 0)
      #expect(try edalab([], home: home).code == 0)
    }
  }

  @Test("the workspace's launcher works on it from any folder, and commands are told as they work")
  func launcher() throws {
    try withTemporaryFolder { home in
      for name in ["eda", "other"] {
        #expect(try edalab(["start", name, "--no-input"], home: home).code == 0)
      }
      var child = ChildProcess(home["eda/edalab"], ["status"])
      child.environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home.path,
        "EDALAB_NO_BUILD": "1",
      ]
      child.folder = home.path
      let outside = try child.run()
      #expect(outside.code == 0, "\(outside.errors)")
      #expect(outside.output.contains("workspace: \(home["eda"])"))
      child.folder = home["eda"]
      #expect(try child.run().output.contains("      ./edalab start \(home["eda"])"))
      child.folder = home["eda/Labs/00-event-bus"]
      #expect(try child.run().output.contains("      ../../edalab start \(home["eda"])"))
    }
  }

  @Test("trace without a run says which run of which lab it takes, and of which lab the latest is")
  func chosenRun() throws {
    try withTemporaryFolder { home in
      _ = try edalab(["start", "eda", "--no-input"], home: home)
      for lab in ["00", "15"] { _ = try edalab(["check", lab], home: home) }
      let trace = try edalab(["trace"], home: home)
      #expect(trace.code == 0, "\(trace.errors)")
      #expect(trace.output.contains(" of lab 00, H1: the check to work on, recorded 20"))
      #expect(trace.output.contains("The latest of all is of lab 15, "))
      let here = try edalab(["trace"], home: home, in: home["eda/Labs/\(Self.lab)"])
      #expect(here.output.contains(" of lab 15, "))
      #expect(!here.output.contains("The latest of all"))
      let json = try edalab(["trace", "--json"], home: home)
      #expect(json.output.hasPrefix("{"))
    }
  }

  @Test("a reset asks where it can, keeps what was written, and undo brings it back")
  func resetAndUndo() throws {
    try withTemporaryFolder { home in
      _ = try edalab(["start", "eda", "--no-input"], home: home)
      let starter = try text(home)
      try home.write("// mine\n", to: "eda/\(Self.file)")
      let asked = try edalab(["reset", "15"], home: home)
      #expect(asked.code == 64)
      #expect(asked.errors.contains("add --yes"))
      #expect(try text(home) == "// mine\n")
      let reset = try edalab(["reset", "15", "--yes"], home: home)
      #expect(reset.code == 0)
      #expect(try text(home) == starter)
      #expect(try edalab(["undo"], home: home).code == 0)
      #expect(try text(home) == "// mine\n")
      let again = try edalab(["undo"], home: home)
      #expect(again.code == 66)
      #expect(again.errors.contains("there is no reset to undo"))
    }
  }

  @Test("two checks at once are both recorded")
  func twoAtOnce() async throws {
    try await withTemporaryFolder { home in
      _ = try edalab(["start", "eda", "--no-input"], home: home)
      try await withThrowingTaskGroup(of: Int32?.self) { group in
        for _ in 0..<2 { group.addTask { try edalab(["check", "15"], home: home).code } }
        for try await code in group { #expect(code == 1) }
      }
      let status = try edalab(["status"], home: home)
      #expect(status.output.contains("2 runs"))
      #expect(try edalab(["progress", "verify"], home: home).code == 0)
    }
  }

  @Test("a workspace that cannot be written to is told with its reason and 74")
  func readOnly() throws {
    try withTemporaryFolder { home in
      // Nobody writes there, root neither.
      let start = try edalab(["start", "/proc/eda", "--no-input"], home: home)
      #expect(start.code == 74)
      #expect(start.errors.contains("/proc/eda cannot be written"))
    }
  }

  @Test("a record that cannot be written costs the record and not the verdict")
  func unrecorded() throws {
    try withTemporaryFolder { home in
      _ = try edalab(["start", "eda", "--no-input"], home: home)
      // A folder where the record should be.
      let store = home[".local/share/edalab/progress.sqlite"]
      for name in [store, store + "-journal"] { try? FileManager.default.removeItem(atPath: name) }
      try FileManager.default.createDirectory(atPath: store, withIntermediateDirectories: true)
      let check = try edalab(
        ["check", "15", "--path", "eda/Labs/\(Self.lab)"], home: home)
      #expect(check.code == 74)
      #expect(check.output.contains("NOT PASSED") || check.output.contains("0 of 80"))
      #expect(check.errors.contains("NOT RECORDED"))
    }
  }

  @Test("a full disk under the workspace is told, and what stood there stays")
  func fullDisk() throws {
    guard getuid() == 0 else {
      // Mounting needs root; the errors of the store are tested without (FullDiskTests).
      return print("a full disk is tried by root only")
    }
    try withTemporaryFolder(named: "edalab-full") { home in
      try FileManager.default.createDirectory(
        atPath: home["disk"], withIntermediateDirectories: true)
      let mount = ChildProcess("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", home["disk"]])
      try #require(try mount.run().code == 0)
      defer { _ = try? ChildProcess("umount", [home["disk"]]).run() }
      let start = try edalab(["start", "disk/eda", "--no-input"], home: home)
      #expect(start.code == 74)
      #expect(start.errors.contains("No space left on device"))
    }
  }
}
