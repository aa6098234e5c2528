import ArgumentParser
import Course
import Foundation
import Progress
import Reading
import Results
import Terminal
import Workbench

struct HintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint",
    abstract: "Show the next hint for the check to work on.",
    discussion:
      "A hint goes with the first failing check of the last run. Each call gives one step.")

  @Argument(help: "The lab: its number, its id, or a part of it. Default: where you are.")
  var lab: String?

  @OptionGroup var look: LookOptions

  func run() throws {
    let places = try Shell.places()
    let index = try CourseIndex.load(places.course)
    let ledger = try Shell.ledger(places)
    let lab = try chosen(index, ledger)
    guard let result = ledger.latest(of: lab.id) else {
      throw Complaint(
        "lab \(lab.id) has not been checked yet", help: Shell.tool("check \(lab.id)"),
        exit: Exit.noInput)
    }
    try tell(lab, result, index, ledger)
  }

  private func chosen(_ index: CourseIndex, _ ledger: Ledger) throws -> Lab {
    if let lab { return try index.chosenLab(lab) }
    let current = index.labHere ?? Whereabouts(index, ledger.snapshot).current
    guard let lab = current ?? index.labs.first else {
      throw Complaint("the course has no labs", exit: Exit.noInput)
    }
    return lab
  }

  private func tell(
    _ lab: Lab, _ result: LabResult, _ index: CourseIndex, _ ledger: Ledger
  ) throws {
    let console = Console(.output, look)
    guard result.refusal == nil else {
      return try console.write("Lab \(lab.id) did not build: a hint goes with a failing check.")
    }
    let failures = StageView(lab.manifest, result).failures
    guard let first = failures.first else {
      return try console.write("Every check of lab \(lab.id) passed at its last run.")
    }
    let reading = index.hints(of: lab)
    var shelf = HintShelf(
      reading.value, asking: index.grader(of: lab).value,
      shown: ledger.snapshot[lab: lab.id].hints)
    guard let hint = shelf.next(forFirstOf: failures) else {
      return try console.write("There is no hint for \(first.id).")
    }
    let failure = failures.first { $0.id == hint.property } ?? first
    let width = min(console.capabilities.width, Layout.maximumProseWidth)
    try console.write(
      StyledLine.wrapping([Span("\(failure.cell): \(failure.sentence)")], width: width) + [""])
    try console.write(CoursePage.hint(hint, width: console.capabilities.width))
    guard shelf.show(hint) else {
      return try console.write(
        [""]
          + CoursePage.lastHint(
            for: hint.property, sentence: failure.sentence,
            lesson: lab.manifest.lesson(before: hint.property), tool: Shell.tool,
            width: console.capabilities.width))
    }
    do {
      try ledger.record(.hintShown(lab: lab.id, property: hint.property, step: hint.step))
    } catch {
      throw Complaint("NOT RECORDED: \(error.words)", exit: Exit.notRecorded)
    }
  }
}
