import ArgumentParser
import Course
import Foundation
import Reports
import Simulation
import Terminal
import Workbench

struct CourseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "course", abstract: "For instructors: a course as a whole.",
    subcommands: [CourseCheckCommand.self])
}

struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab", abstract: "For instructors: one lab.",
    subcommands: [LabCheckCommand.self, LabFailuresCommand.self])
}

/// Flags of the two gates.
struct GateOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Judge on so many seeds.", valueName: "count"))
  var seeds = 2

  @Flag(help: "Print the reports for programs.")
  var json = false

  @Option(
    name: .long,
    help: ArgumentHelp("Write the reports for programs to this file.", valueName: "file"))
  var jsonFile: String?

  @OptionGroup var look: LookOptions
}

struct LabCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Show whether a lab is fair and strict.")

  @Argument(help: "The lab: its number, its id, or a part of it.")
  var lab: String

  @Flag(
    help: """
      Write what is made from other files: the property list of TASK.md, and how the wrong \
      solutions fail.
      """)
  var fix = false

  @OptionGroup var options: GateOptions

  func run() throws {
    let bench = try Bench(places: try Shell.places())
    let chosen = try bench.index.chosenLab(lab)
    if fix { try GateRun.rewritePropertyList(of: chosen, in: bench.index) }
    let run = GateRun(bench: bench, options: options)
    if fix { try run.rewriteMistakes(of: chosen) }
    try run.check([chosen])
  }
}

struct CourseCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check every manifest, lesson and lab, and show the kill matrix.")

  @OptionGroup var options: GateOptions

  func run() throws {
    let bench = try Bench(places: try Shell.places())
    try GateRun(bench: bench, options: options).check(bench.index.labs)
  }
}

/// A gate at work on some labs.
struct GateRun {
  let bench: Bench
  let options: GateOptions

  func check(_ labs: [Lab]) throws {
    let console = Console(.output, options.look)
    let findings =
      labs.count == bench.index.labs.count
      ? CourseLint(bench.index).findings() + (try LessonGate(bench: bench).findings())
      : labs.flatMap { CourseLint(bench.index).findings(of: $0) }
    var problems = findings.count { $0.severity == .error }
    var reports: [GateReport] = []
    for lab in labs {
      let report = try report(try gate(of: lab), lab)
      problems += report.problems.count
      reports.append(report)
    }
    let json = try encoded(reports)
    if let file = options.jsonFile {
      try json.write(toFile: file, atomically: true, encoding: .utf8)
    }
    if options.json {
      try Terminal.write(raw: json, to: .output)
    } else {
      try console.write(findings.map(Self.line))
      for report in reports { try show(report, on: console) }
      try console.write("\(reports.count) labs checked, \(problems) problems")
    }
    if problems > 0 { throw Exit.failed }
  }

  /// Writes down how a lab's wrong solutions fail now.
  func rewriteMistakes(of lab: Lab) throws {
    let gate = try gate(of: lab)
    try gate.write(try report(gate, lab).knownMistakes)
  }

  private func gate(of lab: Lab) throws -> LabGate {
    let seeds = (1...max(1, options.seeds)).map { Seed(number: UInt64($0)) }
    return try LabGate(bench: bench, lab: lab, seeds: seeds)
  }

  private func report(_ gate: LabGate, _ lab: Lab) throws -> GateReport {
    try gate.check { Shell.say(progress: "\(lab.id): \($0)") }
  }

  private func show(_ report: GateReport, on console: Console) throws {
    Shell.say(progress: nil)
    try console.write([StyledLine(report.lab, .bold)])
    try console.write(report.table.map { StyledLine("  " + $0) })
    try console.write(report.warnings.map { StyledLine("  warning: \($0)") })
    try console.write(
      report.problems.map { StyledLine("  problem: \($0)", Console.style(.fail)) })
  }

  private static func line(_ finding: LintFinding) -> StyledLine {
    let problem = finding.problem
    let help = problem.suggestion.map { "; did you mean \($0)?" } ?? ""
    return StyledLine(
      "\(problem.file):\(problem.line):\(problem.column): \(finding.severity.rawValue): "
        + "\(problem.message)\(help) [\(finding.rule.rawValue)]")
  }

  private func encoded(_ reports: [GateReport]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(reports), as: UTF8.self) + "\n"
  }

  static func rewritePropertyList(of lab: Lab, in index: CourseIndex) throws {
    guard let manifest = index.grader(of: lab).value else { return }
    let path = "\(lab.folder)/TASK.md"
    guard let text = PropertyList.rewriting(try index.folder.text(path), manifest) else {
      throw Complaint(
        "\(path) has no place for the property list",
        help: "add the lines \(PropertyList.opening) and \(PropertyList.closing)",
        exit: Exit.noInput)
    }
    try text.write(toFile: index.folder.absolute(path), atomically: true, encoding: .utf8)
  }
}
