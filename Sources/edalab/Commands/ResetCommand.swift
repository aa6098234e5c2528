import ArgumentParser
import Course
import Foundation
import Progress
import Terminal
import Workbench

struct ResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Put a lab's files back to the starter; what you wrote is kept.",
    discussion: "`edalab undo` brings it back.")

  @Argument(help: "The lab: its number, its id, or a part of it.")
  var lab: String

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var look: LookOptions

  func run() throws {
    let places = try Shell.places()
    let index = try CourseIndex.load(places.course)
    let lab = try index.chosenLab(lab)
    let workspace = try Shell.workspaceHere()
    let console = Console(.output, look)
    let isWanted = try yes || isWanted(lab, console)
    guard isWanted else {
      return try console.write("Left as it is.")
    }
    let ledger = Ledger(path: places.store, now: Shell.now)
    let kept: String
    do {
      kept = try workspace.reset(lab, of: index)
    } catch {
      throw Complaint(error)
    }
    try console.write("Put back. What you wrote is kept in \(workspace.path)/\(kept)")
    try console.write("Bring it back with: \(Shell.tool("undo \(LabName.number(lab.id))"))")
    do {
      try ledger.record(.labReset(lab: lab.id, kept: kept))
    } catch {
      throw Complaint(
        "NOT RECORDED: \(error.words)", help: "copy the kept files back by hand if you need them",
        exit: Exit.notRecorded)
    }
  }

  private func isWanted(_ lab: Lab, _ console: Console) throws -> Bool {
    guard Terminal.hasKeyboard, Terminal.isTerminal(.output) else {
      throw Complaint(
        "a reset asks first, and there is no terminal to ask at", help: "add --yes",
        exit: Exit.usage)
    }
    let files = lab.manifest.files.joined(separator: ", ")
    try console.write("Put \(files) of \(LabName.words(lab)) back to the starter? Type y:")
    return readLine()?.lowercased() == "y"
  }
}

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Bring back what the last reset of a lab put aside.")

  @Argument(help: "The lab: its number, its id, or a part of it. Default: the one reset last.")
  var lab: String?

  @OptionGroup var look: LookOptions

  func run() throws {
    let places = try Shell.places()
    let index = try CourseIndex.load(places.course)
    let ledger = try Shell.ledger(places)
    let undo = Undo(ledger: ledger, workspace: try Shell.workspaceHere())
    let lab = try lab.map(index.chosenLab) ?? undo.latest(of: index)
    try undo.run(lab)
    try Console(.output, look).write(
      "The files of \(LabName.words(lab)) are as they were before the reset.")
  }
}

/// Undoes resets: what a reset kept comes back, and that is recorded as an event of its own.
struct Undo {
  let ledger: Ledger
  let workspace: Workspace

  /// The lab whose reset is the newest one that was not undone.
  func latest(of index: CourseIndex) throws -> Lab {
    let snapshot = ledger.snapshot
    // Kept folders are numbered in the order of the resets.
    let newest = index.labs.compactMap { lab in snapshot[lab: lab.id].resets.last.map { (lab, $0) }
    }
    .max { $0.1 < $1.1 }
    guard let newest else { throw Undo.nothing }
    return newest.0
  }

  func run(_ lab: Lab) throws {
    guard let kept = ledger.snapshot[lab: lab.id].resets.last else { throw Undo.nothing }
    do {
      try workspace.undoReset(of: lab, kept: kept)
    } catch {
      throw Complaint(error)
    }
    do {
      try ledger.record(.resetUndone(lab: lab.id, kept: kept))
    } catch {
      throw Complaint("NOT RECORDED: \(error.words)", exit: Exit.notRecorded)
    }
  }

  private static let nothing = Complaint("there is no reset to undo", exit: Exit.noInput)
}

extension Shell {
  /// The workspace that a command is about, or a complaint.
  static func workspaceHere() throws -> Workspace {
    guard let workspace = try workspace(from: FileManager.default.currentDirectoryPath) else {
      throw Complaint(
        "there is no workspace here, and none is recorded",
        help: "make one with: \(Shell.tool("start DIR"))", exit: Exit.noInput)
    }
    return workspace
  }
}
