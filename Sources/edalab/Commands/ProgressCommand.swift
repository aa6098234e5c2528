import ArgumentParser
import Foundation
import Progress
import Terminal
import Workbench

struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Show and look after the record of what you did.",
    subcommands: [
      ProgressShowCommand.self, ProgressVerifyCommand.self, ProgressExportCommand.self,
      ProgressImportCommand.self, ProgressRepairCommand.self,
    ],
    defaultSubcommand: ProgressShowCommand.self)
}

struct ProgressShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what is recorded for each lab, your own checks and graded runs apart.")

  @Flag(help: "Print the form for programs, edalab.progress-summary/1.")
  var json = false

  @OptionGroup var look: LookOptions

  func run() throws {
    let record = try ProgressRecord()
    let snapshot = try record.reading { try $0.progress() }
    let summary = ProgressSummary(
      snapshot ?? ProgressSnapshot(), file: snapshot == nil ? nil : record.path)
    guard !json else { return try Terminal.write(raw: try Self.text(summary), to: .output) }
    let console = Console(.output, look)
    let capabilities = console.capabilities
    try console.write(
      summary.lines(width: capabilities.width, isLinear: capabilities.isPlain))
  }

  private static func text(_ summary: ProgressSummary) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(summary), as: UTF8.self) + "\n"
  }
}

struct ProgressVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every recorded event, and the file that holds them.",
    discussion: """
      Ends with 0 if every chain of events holds, with 1 if one is broken or the file is damaged, \
      with 74 if the file cannot be read for another reason.
      """)

  @OptionGroup var look: LookOptions

  func run() throws {
    let record = try ProgressRecord()
    let console = Console(.output, look)
    guard let report = try Self.report(record) else {
      return try console.write("Nothing is recorded yet: there is no \(record.path).")
    }
    guard report.isIntact else {
      for line in report.structure { try console.write("structure: \(line)") }
      for line in report.chains.map(\.words) { try console.write(line) }
      throw Self.broken(
        report.firstBroken.map { "event \($0) is altered or missing" }
          ?? "\(record.path) is damaged")
    }
    let verb = report.chains.count > 1 ? "The chains hold" : "The chain holds"
    try console.write(
      [StyledLine("\(verb): \(report.events.events).", Style(colour: .green, isBold: true))]
        + report.chains.map { StyledLine($0.words) } + [StyledLine("file: \(record.path)")])
  }

  /// Nil if there is no record.
  private static func report(_ record: ProgressRecord) throws -> ChainReport? {
    do {
      return try record.readingAsItIs { try $0.verifyChains() }
    } catch let error as ProgressError {
      switch error.code {
      case .damaged, .notADatabase: throw broken(error.words)
      default: throw Complaint(error)
      }
    }
  }

  private static func broken(_ words: String) -> Complaint {
    Complaint(
      "the record does not hold: \(words)", help: ProgressError.repairAdvice, exit: Exit.failed)
  }
}

extension ChainReport.Chain {
  /// What was found, on one line.
  fileprivate var words: String {
    let own = isOwn ? ", this machine's" : ""
    let broken = firstBroken.map { "; event \($0.seq) does not hold" } ?? ""
    return "chain \(name)\(own): \(events.events), last hash \(head)\(broken)"
  }
}

extension Int {
  /// The number with its noun.
  var events: String { self == 1 ? "1 event" : "\(self) events" }
}
