package import Sandbox

/// Runs a program that was built from a course's text, once and to its end, without the protocol of
/// a component.
package struct ProgramRun: Sendable {
  private let isolation: Isolation
  private let limits: ResourceLimits
  private let wallMilliseconds: Int

  /// - Parameter wallMilliseconds: the backstop; CPU time in `limits` is what normally ends a
  ///   program that never stops.
  package init(
    isolation: Isolation, limits: ResourceLimits = .run, wallMilliseconds: Int = 20_000
  ) {
    self.isolation = isolation
    self.limits = limits
    self.wallMilliseconds = wallMilliseconds
  }

  /// What the program printed and how it ended. Blocks.
  ///
  /// It runs as a copy in a folder of its own: the cache may stand where the sandbox's user cannot
  /// reach.
  package func run(_ program: BuiltProgram) throws(ToolchainError) -> ExitReport {
    let folder = try Files.makeUniqueFolder(in: "/tmp")
    defer { Files.remove(folder) }
    let executable = folder + "/program"
    try Files.copy(program.executable, to: executable, mode: 0o755)
    let command = ConfinedCommand(
      executable: executable, arguments: [], environment: ["LANG": "C.UTF-8", "TZ": "UTC"],
      readable: [executable], writable: [], limits: limits, wallMilliseconds: wallMilliseconds)
    do throws(SandboxError) {
      return try Confined.run(command, in: isolation)
    } catch {
      throw ToolchainError(sandbox: error)
    }
  }
}
