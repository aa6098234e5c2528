import Foundation
import Glibc

/// How a program ended.
package struct ChildOutcome: Sendable {
  /// How it ended: by itself, by a signal, or killed because its time was over.
  package enum End: Sendable, Equatable {
    case exit(Int32)
    case signal(Int32)
    case timeout
  }

  package let end: End
  /// What it wrote to standard output; bytes that are not UTF-8 are replaced.
  package let output: String
  /// What it wrote to standard error.
  package let errors: String

  /// The exit code; nothing if it did not exit by itself.
  package var code: Int32? {
    if case .exit(let code) = end { code } else { nil }
  }
}

/// No process could be started at all.
package struct ChildStartError: Error {
  /// The program that a test wanted to run.
  package let program: String
  /// The value of `errno`.
  package let number: Int32
}

/// A program that a test runs: started, given a time, and waited for.
package struct ChildProcess: Sendable {
  /// The program's path; a name without a slash is looked up in the PATH of `environment`. What
  /// cannot be started exits with 126 or 127.
  package var program: String
  package var arguments: [String] = []
  /// The whole environment; nothing is inherited that is not here.
  package var environment: [String: String] = ProcessInfo.processInfo.environment
  /// The folder it starts in.
  package var folder: String = "/"
  /// What it reads from standard input.
  package var input: String = ""
  /// How long it may run. Then its whole process group is killed.
  package var limit: Duration = .seconds(60)

  package init(_ program: String, _ arguments: [String] = []) {
    self.program = program
    self.arguments = arguments
  }

  /// Runs it to its end.
  ///
  /// Input and output are files: a test can then neither block on a full pipe nor wait for a
  /// grandchild that keeps one open.
  package func run() throws -> ChildOutcome {
    try withTemporaryFolder(named: "edalab-child") { files in
      try files.write(input, to: "in")
      let child = try start(files)
      let end = wait(for: child)
      return ChildOutcome(
        end: end, output: try decoded(files["out"]), errors: try decoded(files["err"]))
    }
  }

  private func decoded(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
  }

  private func start(_ files: TemporaryFolder) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, files["in"], O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, files["out"], O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, files["err"], O_WRONLY | O_CREAT, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    posix_spawnattr_setpgroup(&attributes, 0)
    // Tests run on worker threads that block signals, and a child inherits that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    return try spawn(&actions, &attributes)
  }

  private func spawn(
    _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
  ) throws -> pid_t {
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    // Swift's view of the C library has no call to change a child's folder.
    let command = ["env", "-C", folder, program] + arguments
    return try withCStrings(command) { argv in
      try withCStrings(variables) { envp in
        var child: pid_t = 0
        let number = posix_spawn(&child, "/usr/bin/env", &actions, &attributes, argv, envp)
        if number != 0 { throw ChildStartError(program: program, number: number) }
        return child
      }
    }
  }

  private func wait(for child: pid_t) -> ChildOutcome.End {
    let deadline = ContinuousClock.now + limit
    var status: Int32 = 0
    var isLate = false
    while waitpid(child, &status, WNOHANG) == 0 {
      if !isLate, ContinuousClock.now > deadline {
        isLate = true
        kill(-child, SIGKILL)
      }
      usleep(2000)
    }
    if isLate { return .timeout }
    let signal = status & 0x7f
    return signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal)
  }
}

/// Calls a function with a null-terminated array of C strings.
private func withCStrings<Value>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) throws -> Value
) rethrows -> Value {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return try pointers.withUnsafeMutableBufferPointer { try body($0.baseAddress!) }
}
