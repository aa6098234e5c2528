import Glibc

/// Runs single commands in the build profile.
package enum Confined {
  /// How often a running command is interrupted to ask whether it is still wanted.
  private static let sliceMilliseconds = 50

  /// Runs the command to its end, which all its helpers share. Blocks; `isCancelled` is asked
  /// every 50 ms.
  ///
  /// As root the command runs as an unprivileged user. A path that this user cannot reach, such as
  /// one below root's own home, is the error `.unreachable`.
  package static func run(
    _ command: ConfinedCommand, in isolation: Isolation,
    isCancelled: @Sendable () -> Bool = { false }
  ) throws(SandboxError) -> ExitReport {
    let user = try UnprivilegedUser.forBuilds()
    if let user { try handOver(command, to: user) }
    let folder = RunFolder(user: user)
    defer { folder.remove() }
    let boxPath = try folder.reachable(isolation.boxPath, as: "box")
    let launch = Launch.plan(
      command.confinement, in: isolation, boxPath: boxPath, user: user)
    let box = try Box(launch)
    defer { box.close() }
    let process = try ComponentInstance.command(in: box, limits: command.limits)
    return try wait(for: process, command.wallMilliseconds, isCancelled)
  }

  private static func wait(
    for process: ComponentInstance, _ wallMilliseconds: Int, _ isCancelled: () -> Bool
  ) throws(SandboxError) -> ExitReport {
    let deadline = Deadline(milliseconds: wallMilliseconds)
    while true {
      if isCancelled() {
        process.kill()
        throw SandboxError(.cancelled)
      }
      let slice = min(sliceMilliseconds, deadline.remainingMilliseconds)
      if case .ended(let report) = process.receive(wallMilliseconds: slice) { return report }
      if deadline.remainingMilliseconds == 0 { return process.end(because: .wall) }
    }
  }

  private static func handOver(_ command: ConfinedCommand, to user: UInt32) throws(SandboxError) {
    for folder in command.writable { try Reach.give(folder, to: user) }
    let used = command.readable + [command.executable]
    for path in used where !Reach.isOpen(path) {
      throw SandboxError(.unreachable, detail: path)
    }
  }
}

extension ConfinedCommand {
  fileprivate var confinement: Confinement {
    Confinement(
      profile: .build, executable: executable, arguments: [executable] + arguments,
      environment: environment, readable: readable, writable: writable,
      workingDirectory: workingDirectory, limits: limits)
  }
}
