import ArgumentParser
import Foundation
import Terminal
import Workbench

/// What every command needs of the process it runs in: environment, home, standard error.
enum Shell {
  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// The workspace whose launcher started this process, absolute; nil if another one did. What this
  /// process starts, an editor with a shell in it for example, does not inherit it.
  static let launchedFor: String? = {
    defer { unsetenv(Workspace.variable) }
    return environment[Workspace.variable]
  }()

  /// How edalab is called from here, in everything that is printed.
  static let tool: ToolName = {
    let here = FileManager.default.currentDirectoryPath
    return ToolName(
      in: here, search: (environment["PATH"] ?? "").split(separator: ":").map(String.init),
      workspace: Workspace.locate(from: here)?.path,
      clone: environment["EDALAB_ROOT"].map { $0 + "/edalab" }, isLauncher: isProgram)
  }()

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }

  /// The home folder: `HOME`, or what the system knows of the user if it is not set.
  static var home: String {
    let home = environment["HOME"] ?? ""
    return home.hasPrefix("/") ? home : NSHomeDirectory()
  }

  /// Where everything is, or the way to find out.
  static func places(course: String? = nil) throws -> Places {
    guard var places = Places(environment: environment, home: home) else {
      throw Complaint(
        "edalab was not started by its launcher", help: "start it as ./edalab in the clone",
        exit: Exit.unavailable)
    }
    if let course { places.course = absolute(course) }
    return places
  }

  /// A path as the user wrote it, made absolute.
  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Says what went wrong and ends with its exit code.
  static func fail(_ error: any Error) -> Never {
    if let error = error as? TerminalError, error.code == .readerGone {
      Process.leave(Exit.readerGone)
    }
    if isParserError(error) { Edalab.exit(withError: error) }
    let complaint = Complaint(explaining: error)
    complaint.say()
    Process.leave(complaint.exit)
  }

  /// Errors that the argument parser explains best: usage, help, version.
  private static func isParserError(_ error: any Error) -> Bool {
    let code = Edalab.exitCode(for: error)
    return code == .success || code == .validationFailure || error is ValidationError
      || error is CleanExit
  }

  /// Now, in UTC, as RFC 3339 with seconds.
  static func now() -> String {
    Date().formatted(.iso8601)
  }
}

/// Leaves the process with a code and without a word.
enum Process {
  static func leave(_ code: ExitCode) -> Never { Foundation.exit(code.rawValue) }
}

extension Shell {
  /// The record, which must be readable.
  static func ledger(_ places: Places) throws -> Ledger {
    let ledger = Ledger(path: places.store, now: now)
    if let problem = ledger.problem { throw Complaint(problem.words, exit: Exit.notRecorded) }
    return ledger
  }

  /// Writes a file that the user named; the user hears where it is impossible.
  static func write(_ text: String, to path: String) throws {
    do {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      throw Complaint(
        "\(path) cannot be written", help: "name a file in a folder that you can write to",
        exit: Exit.notRecorded)
    }
  }

  /// Replaces what is said about the work under way; nil takes it away. Only a terminal is told.
  static func say(progress text: String?) {
    guard Terminal.isTerminal(.error) else { return }
    try? Terminal.write(raw: "\r\u{1b}[K\(text ?? "")", to: .error)
  }

  /// Keeps a failing run, to be looked at and to be done again. Where that is impossible, what
  /// was judged stands all the same, and `edalab trace` says that it knows no such run.
  static func keep(_ event: JudgingEvent, in folder: String) {
    guard case .recorded(let record) = event else { return }
    try? RunLibrary(folder: folder).save(record)
  }
}
