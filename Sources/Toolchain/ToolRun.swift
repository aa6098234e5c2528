import Sandbox

/// Runs one program of the toolchain in the sandbox's build profile, with an environment made from
/// nothing.
struct ToolRun: Sendable {
  let toolchain: SwiftToolchain
  let isolation: Isolation
  var limits = ResourceLimits.build
  var wallMilliseconds = 60_000
  /// What the program may see besides the toolchain.
  var readable: [String] = []
  var isCancelled: @Sendable () -> Bool = { false }

  /// A first argument decides where output goes, so that it can be longer than what a pipe's reader
  /// keeps; the rest is the command. Nothing in it is made from names of a submission.
  private static let redirect = "log=$1; shift; exec \"$@\" >\"$log\" 2>&1"

  /// Runs a command in `folder` and writes both its streams to the file `log`.
  func run(
    _ command: [String], in folder: String, writable: [String], log: String
  ) throws(ToolchainError) -> ExitReport {
    let home = writable.first ?? folder
    return try confined(
      ConfinedCommand(
        executable: "/bin/sh", arguments: ["-c", ToolRun.redirect, "sh", log] + command,
        environment: environment(home: home),
        readable: toolchain.readable + readable + (writable.contains(folder) ? [] : [folder]),
        writable: writable, workingDirectory: folder, limits: limits,
        wallMilliseconds: wallMilliseconds))
  }

  /// What a command that succeeds prints, at most 64 MiB of it.
  func text(of program: String, _ arguments: [String]) throws(ToolchainError) -> String {
    let folder = try Files.makeUniqueFolder(in: "/tmp")
    defer { Files.remove(folder) }
    let log = folder + "/log"
    let report = try run([program] + arguments, in: folder, writable: [folder], log: log)
    let bytes = (try? Files.read(log, atMost: 64 << 20)) ?? report.errors.bytes
    let text = String(decoding: bytes, as: UTF8.self)
    guard report.ending == .exited(0) else {
      throw ToolchainError(
        .toolFailed, path: program, detail: VisibleText.line(text.suffix(400)))
    }
    return text
  }

  private func environment(home: String) -> [String: String] {
    [
      "PATH": toolchain.root + "/bin:/usr/bin:/bin", "HOME": home, "TMPDIR": home,
      "LANG": "C.UTF-8",
    ]
  }

  private func confined(_ command: ConfinedCommand) throws(ToolchainError) -> ExitReport {
    do throws(SandboxError) {
      return try Confined.run(command, in: isolation, isCancelled: isCancelled)
    } catch {
      throw ToolchainError(sandbox: error)
    }
  }
}
