import ArgumentParser
import Terminal

@main
struct Edalab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edalab",
    abstract: "The workbench of a course in event-driven architecture.",
    discussion: """
      Begin with `edalab start DIR`: it makes a workspace, shows the first task and checks what \
      you save.
      """,
    version: Version.text,
    subcommands: [
      StartCommand.self, StatusCommand.self, ReadCommand.self, CheckCommand.self,
      TraceCommand.self, ReplayCommand.self, BreakCommand.self, HintCommand.self, ResetCommand.self,
      UndoCommand.self,
      GradeCommand.self,
      ProgressCommand.self, DoctorCommand.self,
      LabCommand.self, CourseCommand.self,
    ],
    defaultSubcommand: StatusCommand.self)

  /// Parses, runs, and ends with the documented exit code.
  static func main() {
    Terminal.ignoreBrokenPipes()
    // Before anything is started that would inherit it.
    _ = Shell.launchedFor
    do {
      try CommandWords.check(Array(CommandLine.arguments.dropFirst()), of: Edalab.self)
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      Shell.fail(error)
    }
  }
}

enum Version {
  static let text = "edalab 0.1.0"
}
