/// One command of the build profile: it may start helpers and write files, and it reaches nothing
/// but what is named here and the machine's own compiler, linker and libraries.
package struct ConfinedCommand: Sendable {
  /// An absolute path, inside `readable` or a system folder.
  package var executable: String
  /// Without the program's own name, which is its path.
  package var arguments: [String]
  /// Everything that the command finds in its environment.
  package var environment: [String: String]
  /// Files or directories, with all that is in them: read and execute.
  package var readable: [String]
  /// Directories, with all that is in them: everything. As root they are handed to an unprivileged
  /// user, the directories alone and not what is in them.
  package var writable: [String]
  package var workingDirectory: String
  package var limits: ResourceLimits
  /// When the command is ended with `.exceeded(.wall)`.
  package var wallMilliseconds: Int

  package init(
    executable: String, arguments: [String], environment: [String: String] = [:],
    readable: [String] = [], writable: [String] = [], workingDirectory: String = "/",
    limits: ResourceLimits = .build, wallMilliseconds: Int = 120_000
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.readable = readable
    self.writable = writable
    self.workingDirectory = workingDirectory
    self.limits = limits
    self.wallMilliseconds = wallMilliseconds
  }
}
