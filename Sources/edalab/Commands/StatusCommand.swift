import ArgumentParser
import Course
import Foundation
import Progress
import Terminal
import Workbench

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show where you are and what is next.")

  @Flag(help: "Print the form for programs, edalab.status/1.")
  var json = false

  @OptionGroup var look: LookOptions

  func run() throws {
    let places = try Shell.places()
    let index = try CourseIndex.load(places.course)
    let ledger = Ledger(path: places.store, now: Shell.now)
    let here = FileManager.default.currentDirectoryPath
    let workspace = Shell.workspace(from: here, recorded: ledger.snapshot.workspaces)
    let report = StatusReport(places, index, ledger, workspace: workspace?.path)
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      let text = String(decoding: try encoder.encode(report), as: UTF8.self)
      try Terminal.write(raw: text + "\n", to: .output)
    } else {
      let console = Console(.output, look)
      try console.write(report.lines(width: console.capabilities.width))
    }
    if let problem = ledger.problem {
      throw Complaint(
        problem.words, help: "what was recorded is not shown above", exit: Exit.notRecorded)
    }
  }
}

extension StatusReport {
  /// What is recorded now.
  init(_ places: Places, _ index: CourseIndex, _ ledger: Ledger, workspace: String?) {
    let snapshot = ledger.snapshot
    let whereabouts = Whereabouts(index, snapshot, latest: ledger.latest)
    let runs = KeptRuns(folder: places.runs)
    self.init(
      whereabouts, snapshot: snapshot,
      latest: whereabouts.current.flatMap { ledger.latest(of: $0.id) },
      last: LastTime(whereabouts, snapshot, latest: ledger.latest, run: runs.run),
      workspace: workspace, tool: Shell.tool)
  }
}

extension Shell {
  /// The workspace that a command works on: the one whose launcher was called, else the one around
  /// a folder, else the one opened last that is still there.
  static func workspace(from here: String, recorded: [String]) -> Workspace? {
    launched ?? Workspace.locate(from: here)
      ?? recorded.reversed().lazy.compactMap { path in
        Workspace.locate(from: path).flatMap { $0.path == path ? $0 : nil }
      }.first
  }

  private static var launched: Workspace? {
    launchedFor.flatMap { path in
      Workspace.locate(from: path).flatMap { $0.path == path ? $0 : nil }
    }
  }

  /// The same, with what is recorded looked up.
  static func workspace(from here: String) throws -> Workspace? {
    if let workspace = launched ?? Workspace.locate(from: here) { return workspace }
    let ledger = Ledger(path: try places().store, now: now)
    return workspace(from: here, recorded: ledger.snapshot.workspaces)
  }

  /// A path as it is shortest to read: relative to the current folder if it lies in it.
  static func shortened(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }
}
