import Course
import Foundation
import Progress
import Results
import Terminal
import Workbench

/// The kept run that a command is about.
struct ChosenRun {
  let record: RunRecord
  /// Which run it is, for a learner who named none; empty otherwise.
  let words: [StyledLine]

  /// - Parameter word: the run's name or its beginning; nil for the failing run of the lab
  ///   that the learner is in.
  init(
    _ word: String?, for command: String, _ places: Places, width: Int
  ) throws {
    if let word {
      record = try RunLibrary(folder: places.runs).load(word)
      words = []
      return
    }
    let ledger = Ledger(path: places.store, now: Shell.now)
    let lab = Self.lab(places, ledger)
    let choice = try KeptRuns(folder: places.runs).choice(
      for: lab, latest: lab.flatMap { ledger.latest(of: $0.id) })
    record = choice.record
    words = Self.words(choice, command).flatMap {
      StyledLine.wrapping([Span($0)], width: width)
    }
  }

  /// The lab whose folder this is, else the one that the learner is at; nil if the course or the
  /// record does not read: a run can be looked at all the same.
  private static func lab(_ places: Places, _ ledger: Ledger) -> Lab? {
    guard let index = try? CourseIndex.load(places.course) else { return nil }
    return index.labHere ?? Whereabouts(index, ledger.snapshot).current
  }

  private static func words(_ choice: KeptRuns.Choice, _ command: String) -> [String] {
    let record = choice.record
    let date = choice.date.map { ", recorded \(words($0))" } ?? ""
    let lab = LabName.number(record.run.lab)
    let what = choice.isToWorkOn ? "the check to work on" : "the last that failed"
    let own = "Run \(record.id) of lab \(lab), \(record.check.cell): \(what)\(date)."
    guard let newer = choice.newer else { return [own] }
    return [
      own,
      "The latest of all is of lab \(LabName.number(newer.run.lab)), \(newer.check.cell): "
        + Shell.tool("\(command) \(newer.id)"),
    ]
  }

  private static func words(_ date: Date) -> String {
    let facts = Calendar(identifier: .gregorian).dateComponents(
      [.year, .month, .day, .hour, .minute], from: date)
    func digits(_ number: Int?) -> String { String(String(100 + (number ?? 0)).suffix(2)) }
    return "\(facts.year ?? 0)-\(digits(facts.month))-\(digits(facts.day))"
      + " \(digits(facts.hour)):\(digits(facts.minute))"
  }
}

extension CourseIndex {
  /// The lab whose folder in a workspace the command was given in.
  var labHere: Lab? {
    let here = FileManager.default.currentDirectoryPath
    guard let workspace = Workspace.locate(from: here) else { return nil }
    return lab(holding: here, in: workspace)
  }

  /// The lab whose folder in a workspace holds another one, or is it.
  func lab(holding folder: String, in workspace: Workspace) -> Lab? {
    labs.first { (folder + "/").hasPrefix(workspace.folder(of: $0) + "/") }
  }
}
