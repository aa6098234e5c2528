import ArgumentParser
import Course
import Foundation
import Terminal
import Workbench

struct LabFailuresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "failures",
    abstract: "Show each wrong submission of a lab as a learner would see it.",
    discussion: "Writes a page in Markdown, with the length of the shortest schedule of each.")

  @Argument(help: "The labs: their numbers, their ids, or parts of them. Default: all.")
  var labs: [String] = []

  @Option(help: ArgumentHelp("Write the page to this file.", valueName: "file"))
  var output: String?

  func run() throws {
    Interrupt.install()
    let bench = try Bench(places: try Shell.places())
    let chosen = labs.isEmpty ? bench.index.labs : try labs.map(bench.index.chosenLab)
    var failures: [ShownFailure] = []
    for lab in chosen {
      failures += try FailureGallery(bench: bench, lab: lab).failures { name in
        Shell.say(progress: "\(lab.id): \(name)")
      }
    }
    Shell.say(progress: nil)
    let page = FailurePage.text(failures)
    guard let output else { return try Terminal.write(raw: page, to: .output) }
    try Shell.write(page, to: Shell.absolute(output))
  }
}
