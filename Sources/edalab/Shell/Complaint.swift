import ArgumentParser
import Course
import Foundation
import Progress
import Sandbox
import Terminal
import Toolchain
import Workbench

/// An error as a person reads it: what happened, what to do, and how the process ends.
struct Complaint: Error {
  let message: String
  let help: String?
  let exit: ExitCode

  init(_ message: String, help: String? = nil, exit: ExitCode) {
    self.message = message
    self.help = help
    self.exit = exit
  }

  /// Says it on standard error.
  func say() {
    var lines = [StyledLine([Span("error: ", Style(colour: .red, isBold: true)), Span(message)])]
    if let help { lines.append(StyledLine([Span("help: ", .bold), Span(help)])) }
    let console = Console(.error)
    try? console.write(lines)
  }
}

extension Complaint {
  /// The facts of an error of ours, in words.
  init(explaining error: any Error) {
    switch error {
    case let complaint as Complaint: self = complaint
    case let error as WorkbenchError: self.init(error)
    case let error as ToolchainError: self.init(error)
    case let error as SandboxError: self.init(error)
    case let error as CourseError:
      self.init(
        "\(error.file.isEmpty ? "the course" : error.file): \(error.code): \(error.detail)",
        exit: Exit.noInput)
    case let error as ProgressError:
      self.init(error.words, help: error.advice, exit: Exit.notRecorded)
    default:
      self.init(
        "a bug in edalab: \(error)", help: "please report it with the command that you ran",
        exit: Exit.bug)
    }
  }

  private init(_ error: WorkbenchError) {
    switch error.code {
    case .labInvalid:
      self.init(
        error.detail, help: "run `\(Shell.tool("course check"))` to see everything that is wrong",
        exit: Exit.bug)
    case .checkerDoesNotBuild:
      self.init(
        "the lab's checker does not build: \(error.detail)", help: "this is the lab's fault",
        exit: Exit.bug)
    case .checkerFailed:
      self.init(
        "tool fault: \(error.detail)",
        help: "this is not your component's fault, and no attempt is used up", exit: Exit.bug)
    case .cellsDiffer: self.init("tool fault: \(error.detail)", exit: Exit.bug)
    case .doesNotBuild:
      self.init(
        error.detail, help: "mend that first, or check the lab again", exit: Exit.notGradable)
    case .unknownRun:
      self.init(
        error.detail, help: "`\(Shell.tool("check LAB"))` keeps the runs that fail",
        exit: Exit.noInput)
    case .unreadableRun: self.init(error.detail, exit: Exit.noInput)
    case .workspace: self.init(error.detail, exit: Exit.noInput)
    }
  }

  private init(_ error: ToolchainError) {
    switch error.code {
    case .cancelled: self.init("stopped", exit: Exit.interrupted)
    case .programMissing:
      self.init(
        "\(error.path) cannot be run", help: "install the Swift toolchain again",
        exit: Exit.unavailable)
    case .kitUnreadable, .kitFromOtherCompiler:
      self.init(
        "the kit at \(error.path) cannot be used: \(error.code.rawValue)",
        help: "remove .build/kit and start ./edalab again", exit: Exit.unavailable)
    case .sandbox where error.sandbox != nil:
      self.init(error.sandbox ?? SandboxError(.startFailed))
    case .storage, .toolFailed, .sandbox:
      self.init(
        "\(error.code.rawValue): \(error.path) \(error.detail) "
          + (error.errorNumber == 0 ? "" : String(cString: strerror(error.errorNumber))),
        exit: Exit.unavailable)
    }
  }

  private init(_ error: SandboxError) {
    guard error.code != .cancelled else {
      self.init("stopped", exit: Exit.interrupted)
      return
    }
    let step = error.step.map { " at step '\($0)'" } ?? ""
    let reason = error.errorNumber == 0 ? "" : ": \(String(cString: strerror(error.errorNumber)))"
    self.init(
      "the sandbox failed (\(error.code.rawValue)\(step)\(reason)) \(error.detail)",
      help: "run `\(Shell.tool("doctor"))`", exit: Exit.unavailable)
  }
}
