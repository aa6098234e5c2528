import ArgumentParser
import Foundation
import Progress
import Terminal
import Workbench

struct ProgressRepairCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Go on after damage with the events that still hold.",
    discussion: """
      The damaged file is kept beside the new one. A record that holds is left alone. Close other \
      edalabs first: what is open meanwhile can record nothing more.
      """)

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var look: LookOptions

  func run() throws {
    let record = try ProgressRecord()
    let console = Console(.output, look)
    guard try isDamaged(record) else {
      return try console.write("The record holds: there is nothing to repair.")
    }
    guard try yes || agreed(record.path, console) else {
      throw Complaint(
        "the record is damaged still", help: "nothing was changed", exit: Exit.failed)
    }
    let stamp = Shell.now().filter { $0 != "-" && $0 != ":" }
    do {
      try tell(try ProgressStore.repair(at: record.path, stamp: stamp), console)
    } catch let error as ProgressError {
      throw Complaint(error)
    }
  }

  private func isDamaged(_ record: ProgressRecord) throws -> Bool {
    do {
      guard let report = try record.readingAsItIs({ try $0.verifyChains() }) else { return false }
      return !report.isIntact
    } catch let error as ProgressError {
      switch error.code {
      case .damaged, .notADatabase, .failed: return true
      case .foreign, .newerVersion, .notWritable, .diskFull, .busy: throw Complaint(error)
      }
    }
  }

  private func agreed(_ path: String, _ console: Console) throws -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      throw Complaint(
        "there is nobody to ask", help: Shell.tool("progress repair --yes"), exit: Exit.usage)
    }
    try console.write([
      StyledLine("\(path) is damaged."),
      "A copy is kept beside it; a new one gets the events that still hold. Repair it? [y/N]",
    ])
    return ["y", "yes"].contains(readLine()?.lowercased())
  }

  private func tell(_ report: RepairReport, _ console: Console) throws {
    var lines = [StyledLine("\(report.kept.events) kept.", .bold)]
    for id in report.lost {
      lines.append(StyledLine("Lost: event \(id), and what followed it there."))
    }
    if report.lost.isEmpty {
      lines.append(
        report.isComplete
          ? "Nothing is lost."
          : "No event is known to be lost; the damage leaves open whether some are.")
    }
    lines += report.aside.map { StyledLine("As it was: \($0)") }
    if !report.isComplete {
      let command = Shell.tool("progress import FILE")
      lines.append(StyledLine("If you have an export: \(command) brings its events back."))
    }
    try console.write(lines)
  }
}
