import Foundation
import TestSupport
import Testing

/// The real `edalab grade` on one lab, in a home of its own.
@Suite("edalab grade", .serialized)
struct GradeTests {
  private static let lab = "01-idempotent-consumer"
  private static let accepted = "Grader/\(lab)/Submissions/accepted/simple"

  private func edalab(_ arguments: [String], home: TemporaryFolder) throws -> ChildOutcome {
    var child = ChildProcess(Repository.root + "/edalab", arguments)
    child.folder = Repository.root
    child.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home.path,
      "EDALAB_NO_BUILD": "1",
    ]
    child.limit = .seconds(300)
    return try child.run()
  }

  private func grade(_ folder: String, _ home: TemporaryFolder) throws -> ChildOutcome {
    try edalab(["grade", folder, "--lab", "01", "--seed", "1"], home: home)
  }

  /// The starter with another body of `process`.
  private func consumer(_ body: String, before: String = "") throws -> String {
    let starter = try Repository.text(of: "Labs/\(Self.lab)/Starter/Consumer.swift")
    return before + starter.replacing("throw Unfinished(\"process\")", with: body)
  }

  @Test("a wrong solution fails by the property that stands for its mistake")
  func wrong() throws {
    try withTemporaryFolder { home in
      let patch = "Grader/\(Self.lab)/Submissions/wrong/m1-marks-first.patch"
      let outcome = try edalab(
        ["grade", patch, "--lab", "01", "--seed", "1", "--only", "H1"], home: home)
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("H1/crash"))
      #expect(outcome.output.contains("after a crash right after call"))
    }
  }

  @Test(
    "what is no source file is refused, and says why",
    arguments: [
      ("ln -s /etc/hostname Consumer.swift", "symbolic link"),
      ("mkfifo Consumer.swift", "FIFO"),
      ("head -c 10000000 /dev/zero | tr '\\0' 'a' > Consumer.swift", "bytes"),
      ("printf 'let a = \"\\377\"' > Consumer.swift", "UTF-8"),
      ("true", "missing"),
    ])
  func refused(make: String, says: String) throws {
    try withTemporaryFolder { home in
      var shell = ChildProcess("sh", ["-c", "mkdir s && cd s && \(make)"])
      shell.folder = home.path
      #expect(try shell.run().code == 0)
      let outcome = try grade(home.path + "/s", home)
      #expect(outcome.code == 3, "\(outcome.output) \(outcome.errors)")
      #expect(outcome.output.contains(says), "\(outcome.output)")
    }
  }

  @Test("the answers in Brokers cannot be imported, and nothing runs at the top level")
  func doesNotBuild() throws {
    try withTemporaryFolder { home in
      for before in ["import Brokers\n", "import Glibc\nexit(0)\n"] {
        try home.write(
          try consumer("throw Unfinished(\"process\")", before: before), to: "s/Consumer.swift")
        let outcome = try grade(home.path + "/s", home)
        #expect(outcome.code == 3, "\(outcome.output)")
        #expect(outcome.output.contains("Consumer.swift:"))
      }
    }
  }

  @Test("a clock is told at its line, and the lab is not passed with it")
  func clock() throws {
    try withTemporaryFolder { home in
      let accepted = try Repository.text(of: Self.accepted + "/Consumer.swift")
      let changed =
        "import Foundation\n"
        + accepted.replacing(
          "-> IdempotentConsumer.Outcome {", with: "-> IdempotentConsumer.Outcome {\n    _ = Date()"
        )
      try home.write(changed, to: "s/Consumer.swift")
      let outcome = try grade(home.path + "/s", home)
      #expect(outcome.code == 1, "\(outcome.output)")
      #expect(outcome.output.contains("use `now` from the runtime"))
      #expect(outcome.output.contains("Consumer.swift:"))
    }
  }

  @Test(
    "a component that takes too much ends by the limit, which the verdict names",
    arguments: [
      ("var n = 1\n    while n != 0 { n = n &* 3 | 1 }\n    return .applied", "", "CPU limit"),
      (
        "let all = [UInt8](repeating: 1, count: 10 << 30)\n"
          + "    return all.isEmpty ? .applied : .duplicate",
        "", "memory limit"
      ),
      (
        "for _ in 0..<1_000_000 { print(String(repeating: \"x\", count: 1000)) }\n"
          + "    return .applied",
        "", "output limit"
      ),
      (
        "while fork() >= 0 {}\n    return .applied",
        "@_silgen_name(\"fork\") func fork() -> Int32\n", "start a process"
      ),
    ])
  func limits(body: String, declared: String, says: String) throws {
    try withTemporaryFolder { home in
      let text = try consumer(body).replacing(
        "import EDARuntime\n", with: "import EDARuntime\n" + declared)
      try home.write(text, to: "s/Consumer.swift")
      let outcome = try edalab(
        ["grade", home.path + "/s", "--lab", "01", "--seed", "1", "--only", "V1"], home: home)
      #expect(outcome.code == 1, "\(outcome.output) \(outcome.errors)")
      #expect(outcome.output.contains(says), "\(outcome.output)")
    }
  }

  @Test("a trap is told with its reason, its place and the last output")
  func trap() throws {
    try withTemporaryFolder { home in
      let body =
        "print(\"before the trap\")\n    let all = envelope.data\n"
        + "    return all[all.count] > 0 ? .applied : .duplicate"
      try home.write(try consumer(body), to: "s/Consumer.swift")
      let outcome = try edalab(
        ["grade", home.path + "/s", "--lab", "01", "--seed", "1", "--only", "V1"], home: home)
      #expect(outcome.code == 1)
      for words in ["Index out of range", "Consumer.swift:", "before the trap"] {
        #expect(outcome.output.contains(words), "\(outcome.output)")
      }
    }
  }

  @Test("what is not there is said, with its own exit code")
  func usage() throws {
    try withTemporaryFolder { home in
      #expect(try edalab(["grade", "/nowhere", "--lab", "01"], home: home).code == 66)
      let unknown = try edalab(["grade", Self.accepted, "--lab", "idempotnt"], home: home)
      #expect(unknown.code == 66)
      #expect(unknown.errors.contains(Self.lab))
      #expect(try edalab(["check", "01"], home: home).code == 66)
      let seed = try edalab(["grade", Self.accepted, "--lab", "01", "--seed", "xyz"], home: home)
      #expect(seed.code == 64)
    }
  }
}
