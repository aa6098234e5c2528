import ArgumentParser
import Course
import Foundation
import Progress
import Results
import Terminal
import Workbench

struct StartCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Make or resume your workspace, and check what you save.",
    discussion: """
      Shows the lesson and the task of the lab that you are at, checks its files, and checks them \
      again whenever you save one. Without a terminal it says where you are and ends.
      """)

  @Argument(help: "Your workspace. Default: the one that you are in, else the one opened last.")
  var folder: String?

  @Option(help: ArgumentHelp("Begin with this lab.", valueName: "lab"))
  var lab: String?

  @Flag(help: "Ask nothing: say where you are and what is next, and end.")
  var noInput = false

  @OptionGroup var look: LookOptions

  func run() throws {
    Interrupt.install()
    let places = try Shell.places()
    let index = try CourseIndex.load(places.course)
    let wanted = try lab.map(index.chosenLab)
    let ledger = Ledger(path: places.store, now: Shell.now)
    let opening = try open(index, ledger)
    var evening = Evening(
      places: places, index: index, ledger: ledger, workspace: opening.workspace,
      console: Console(.output, look))
    try evening.welcome(opening)
    let isTerminal = Terminal.hasKeyboard && Terminal.isTerminal(.output)
    if noInput || !isTerminal {
      try evening.tellStatus()
    } else {
      try evening.run(from: wanted, look)
    }
    if let code = evening.exit { throw code }
  }

  private func open(_ index: CourseIndex, _ ledger: Ledger) throws -> Workspace.Opening {
    let here = FileManager.default.currentDirectoryPath
    let chosen =
      folder.map(Shell.absolute)
      ?? Shell.workspace(from: here, recorded: ledger.snapshot.workspaces)?.path
    guard let chosen else {
      throw Complaint(
        "there is no workspace here, and none is recorded",
        help: "name a folder for it: \(Shell.tool("start my-labs"))", exit: Exit.usage)
    }
    let root = Shell.environment["EDALAB_ROOT"] ?? index.folder.root
    do {
      return try Workspace.open(
        at: chosen, index: index, sources: root + "/Sources", launcher: root + "/edalab")
    } catch {
      throw Complaint(error)
    }
  }
}
