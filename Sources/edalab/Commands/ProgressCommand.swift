import ArgumentParser
import Foundation
import Progress
import Terminal
import Workbench

struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Look after the record of what you did.",
    subcommands: [ProgressVerifyCommand.self])
}

struct ProgressVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every recorded event, and the file that holds them.",
    discussion: "Ends with 0 if the chain holds, with 1 if it is broken.")

  @OptionGroup var look: LookOptions

  func run() throws {
    let path = try Shell.places().store
    let console = Console(.output, look)
    guard FileManager.default.fileExists(atPath: path) else {
      return try console.write("Nothing is recorded yet: there is no \(path).")
    }
    do {
      let store = try ProgressStore.open(at: path)
      try tell(try store.verifyChain(), path, console)
    } catch let error as ProgressError {
      guard case .damaged = error.code else {
        throw Complaint(error.words, exit: Exit.notRecorded)
      }
      throw Complaint("the chain does not hold: \(error.words)", exit: Exit.failed)
    }
  }

  private func tell(_ report: ChainReport, _ path: String, _ console: Console) throws {
    guard !report.isIntact else {
      let events = report.events == 1 ? "1 event" : "\(report.events) events"
      return try console.write([
        StyledLine("The chain holds: \(events).", Style(colour: .green, isBold: true)),
        StyledLine("last hash \(report.head)"), StyledLine("file      \(path)"),
      ])
    }
    for line in report.structure { try console.write("structure: \(line)") }
    let place = report.firstBroken.map { " from event \($0) on" } ?? ""
    throw Complaint(
      "the chain does not hold\(place); \(report.events) events before that do",
      help: "nothing is written to \(path) any more", exit: Exit.failed)
  }
}
