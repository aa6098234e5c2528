import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Sandbox

extension SandboxTests {
  /// The build profile.
  @Suite struct ConfinedTests {
    private func shell(_ script: String, writable: [String] = []) -> ConfinedCommand {
      ConfinedCommand(
        executable: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"],
        writable: writable)
    }

    private func text(_ output: CapturedOutput) -> String {
      String(decoding: output.bytes, as: UTF8.self)
    }

    @Test("swiftc compiles and links a file", arguments: Machine.levels)
    func swiftc(level: IsolationLevel) throws {
      try withTemporaryFolder { folder in
        chmod(folder.path, 0o755)
        try folder.write("print(6 * 7)", to: "main.swift")
        let work = folder["work"]
        mkdir(work, 0o755)
        let toolchain = try Toolchain.folder()
        let command = ConfinedCommand(
          executable: toolchain + "/bin/swiftc",
          arguments: ["-static-stdlib", folder["main.swift"], "-o", work + "/answer"],
          environment: ["HOME": work, "TMPDIR": work, "PATH": toolchain + "/bin:/usr/bin:/bin"],
          readable: [toolchain, folder["main.swift"]], writable: [work], workingDirectory: work)
        let report = try Confined.run(command, in: Machine.isolation(level))
        #expect(report.ending == .exited(0), "\(text(report.errors))")
        let outcome = try ChildProcess(work + "/answer").run()
        #expect(outcome.output == "42\n")
      }
    }

    @Test("what is not named cannot be read or written", arguments: Machine.levels)
    func containment(level: IsolationLevel) throws {
      try withTemporaryFolder { folder in
        chmod(folder.path, 0o755)
        let hidden = try folder.write("canary", to: "hidden")
        let named = try folder.write("named", to: "named")
        mkdir(folder["work"], 0o755)
        let script = """
          cat "\(hidden)"; cat "\(named)"; echo x > "\(named)"; echo x > "\(folder["new"])"
          echo made > "\(folder["work"])/made" && cat "\(folder["work"])/made"; exit 7
          """
        var command = shell(script, writable: [folder["work"]])
        command.readable = [named]
        let report = try Confined.run(command, in: Machine.isolation(level))
        #expect(report.ending == .exited(7))
        #expect(text(report.output) == "namedmade\n")
        #expect(try folder.text(of: "named") == "named")
        #expect(!folder.has("new"))
        #expect(try folder.text(of: "work/made") == "made\n")
      }
    }

    @Test("the environment and the arguments are those of the command", arguments: Machine.levels)
    func environment(level: IsolationLevel) throws {
      setenv("EDALAB_CANARY", "canary", 1)
      defer { unsetenv("EDALAB_CANARY") }
      let command = ConfinedCommand(
        executable: "/usr/bin/env", arguments: [], environment: ["A": "b c", "D": ""])
      let report = try Confined.run(command, in: Machine.isolation(level))
      #expect(text(report.output) == "A=b c\nD=\n")
    }

    @Test("a command that takes too long is ended, with its helpers", arguments: Machine.levels)
    func wall(level: IsolationLevel) throws {
      var command = shell("(setsid sleep 86399 &) ; sleep 86399")
      command.wallMilliseconds = 300
      let report = try Confined.run(command, in: Machine.isolation(level))
      #expect(report.ending == .exceeded(.wall))
      #expect(Machine.processes(withArgument: "86399") == 0)
    }

    @Test("helpers that stay behind end with the command", arguments: Machine.levels)
    func daemon(level: IsolationLevel) throws {
      let command = shell("(setsid sleep 86398 > /dev/null 2>&1 &) ; echo started")
      let report = try Confined.run(command, in: Machine.isolation(level))
      #expect(report.ending == .exited(0))
      #expect(text(report.output) == "started\n")
      #expect(Machine.processes(withArgument: "86398") == 0)
    }

    @Test("a cancelled command ends and says so")
    func cancelled() throws {
      let asked = Mutex(0)
      #expect(throws: SandboxError(.cancelled)) {
        _ = try Confined.run(shell("sleep 86397"), in: Machine.isolation(.landlock)) {
          asked.withLock { count in
            count += 1
            return count > 2
          }
        }
      }
      #expect(Machine.processes(withArgument: "86397") == 0)
    }

    @Test("endless diagnostics end the command", arguments: Machine.levels)
    func flood(level: IsolationLevel) throws {
      let report = try Confined.run(shell("yes >&2"), in: Machine.isolation(level))
      #expect(report.ending == .exceeded(.output))
    }

    @Test("no socket can be opened, a namespace neither", arguments: Machine.levels)
    func network(level: IsolationLevel) throws {
      let script = """
        perl -MSocket -e 'socket(my $s, PF_INET, SOCK_STREAM, 0) and print "socket"'
        unshare -U true && echo namespace; exit 0
        """
      let report = try Confined.run(shell(script), in: Machine.isolation(level))
      #expect(report.ending == .exited(0))
      #expect(report.output.bytes.isEmpty)
    }

    @Test(
      "as root, a path that only root reaches is named instead of silently opened",
      .enabled(if: UnprivilegedUser.isNeeded))
    func unreachable() throws {
      try withTemporaryFolder { folder in
        chmod(folder.path, 0o700)
        let file = try folder.write("x", to: "file")
        var command = shell("true")
        command.readable = [file]
        #expect(throws: SandboxError(.unreachable, detail: file)) {
          _ = try Confined.run(command, in: Machine.isolation(.landlock))
        }
      }
    }
  }
}

/// The toolchain that builds these tests.
private enum Toolchain {
  static func folder() throws -> String {
    let outcome = try ChildProcess("/bin/sh", ["-c", "readlink -f \"$(command -v swiftc)\""]).run()
    return outcome.output.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
  }
}

extension Machine {
  /// How many processes have this argument.
  static func processes(withArgument argument: String) -> Int {
    guard let folder = opendir("/proc") else { return -1 }
    defer { closedir(folder) }
    var count = 0
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard Int(name) != nil else { continue }
      if SmallFile.read("/proc/\(name)/cmdline").split(separator: "\0").contains(
        Substring(argument))
      {
        count += 1
      }
    }
    return count
  }
}
