import Course
import Foundation
import Progress
import Results
import Workbench

/// The kept run that a command is about.
struct ChosenRun {
  let record: RunRecord
  /// Which run it is, for a learner who named none; empty otherwise.
  let words: [String]

  /// - Parameter word: the run's name or its beginning; nil for the last failing run of the lab
  ///   that the learner is in.
  init(_ word: String?, for command: String, _ places: Places) throws {
    if let word {
      record = try RunLibrary(folder: places.runs).load(word)
      words = []
      return
    }
    let choice = try KeptRuns(folder: places.runs).latest(of: Self.lab(places))
    record = choice.record
    words = Self.words(choice, command)
  }

  /// The lab whose folder this is, else the one that the learner is at; nil if the course or the
  /// record does not read: a run can be looked at all the same.
  private static func lab(_ places: Places) -> String? {
    guard let index = try? CourseIndex.load(places.course) else { return nil }
    return index.labHere?.id
      ?? Whereabouts(index, Ledger(path: places.store, now: Shell.now).snapshot).current?.id
  }

  private static func words(_ choice: KeptRuns.Choice, _ command: String) -> [String] {
    let record = choice.record
    let date = choice.date.map { ", recorded \(words($0))" } ?? ""
    let lab = LabName.number(record.run.lab)
    let own = "The last failing run of lab \(lab): \(record.id), \(record.check.cell)\(date)."
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
    return labs.first { (here + "/").hasPrefix(workspace.folder(of: $0) + "/") }
  }
}
