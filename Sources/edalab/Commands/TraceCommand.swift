import ArgumentParser
import Foundation
import GraderKit
import Reports
import Results
import Terminal
import Workbench

struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Look at a failing run: what was sent, what was called, what was stored, in order.",
    discussion: """
      At a terminal it goes step by step, forward and back. In a pipe, with --plain, --diagram or \
      --json it prints the whole; --plain --diagram is a diagram in ASCII. `edalab check` names \
      the runs that it keeps.
      """)

  @Argument(
    help: ArgumentHelp(
      "The run, as `check` names it, or the beginning of its name. Default: the last of your lab.",
      valueName: "run"))
  var chosen: String?

  @Option(help: ArgumentHelp("Only what happened to this node.", valueName: "node"))
  var node: String?

  @Option(
    help: ArgumentHelp("Only steps that name this key, input (#3) or word.", valueName: "key"))
  var key: String?

  @Option(help: ArgumentHelp("Only the steps that explain this one.", valueName: "step"))
  var why: Int?

  @Flag(help: "Print a space-time diagram.")
  var diagram = false

  @Flag(help: "Print one JSON object for each step.")
  var json = false

  @Option(help: ArgumentHelp("Write the diagram as SVG.", valueName: "file"))
  var svg: String?

  @Option(help: ArgumentHelp("Write a page that needs nothing else.", valueName: "file"))
  var html: String?

  @Flag(help: "List the runs that are kept, the latest first.")
  var list = false

  @OptionGroup var look: LookOptions

  func run() throws {
    Interrupt.install()
    let places = try Shell.places()
    let console = Console(.output, look)
    if list { return try tell(RunLibrary(folder: places.runs), on: console) }
    let run = try ChosenRun(
      chosen, for: "trace", places, width: console.capabilities.width)
    let record = run.record
    if !json { try console.write(run.words) }
    let steps = try chosenSteps(of: record.trace)
    if svg != nil || html != nil { return try writeFiles(record, steps, console) }
    if json { return try Terminal.write(raw: Self.jsonLines(record.trace, steps), to: .output) }
    let isAtTerminal = Terminal.isTerminal(.output) && Terminal.hasKeyboard
    if diagram || look.plain || !isAtTerminal { return try tell(record, steps, on: console) }
    try step(through: record, steps, console)
  }

  private func chosenSteps(of trace: Trace) throws -> Set<Int>? {
    if let why, !trace.steps.contains(where: { $0.number == why }) {
      throw ValidationError("the run has no step \(why): its steps are 1 to \(trace.steps.count)")
    }
    let filters = [
      node.map(TraceFilter.node), key.map(TraceFilter.key), why.map(TraceFilter.why),
    ].compactMap(\.self)
    return TraceFilter.steps(filters, of: trace)
  }

  private func tell(_ library: RunLibrary, on console: Console) throws {
    let ids = library.idsByAge.reversed()
    if ids.isEmpty { return try console.write("No failing run has been kept yet.") }
    for id in ids { try console.write(line(of: id, in: library, console.capabilities)) }
  }

  private func line(
    of id: String, in library: RunLibrary, _ capabilities: TerminalCapabilities
  ) -> [ReportLine] {
    let width = capabilities.width
    do {
      let record = try library.load(id)
      let text = "\(id)  \(record.run.lab) \(record.recording.cell): \(record.check.headline)"
      return ReportLine.wrapped(.detail, text, width: width)
    } catch {
      return ReportLine.wrapped(.note, "\(id)  cannot be read", width: width)
    }
  }

  private func tell(_ record: RunRecord, _ steps: Set<Int>?, on console: Console) throws {
    let width = console.capabilities.width
    let characters = console.capabilities.characters
    try console.write(heading(record, console))
    let omission: Omission = why == nil ? .inPlace : .atEnd
    try console.write(
      diagram
        ? Diagram.lines(
          record.trace, steps: steps, omission: omission, width: width, characters: characters)
        : LinearTrace.lines(
          record.trace, steps: steps, omission: omission, width: width, characters: characters))
  }

  private func heading(_ record: RunRecord, _ console: Console) -> [ReportLine] {
    TraceHeading.lines(
      record.trace, of: record.check, runID: record.id, width: console.capabilities.width,
      characters: console.capabilities.characters)
  }

  private func step(
    through record: RunRecord, _ steps: Set<Int>?, _ console: Console
  ) throws {
    try console.write(heading(record, console))
    let desk = try TerminalDesk(look)
    defer { desk.close() }
    var loop = StepLoop(
      TraceStepper(record.trace, steps: steps, width: console.capabilities.width), on: desk)
    try loop.run()
  }

  private func writeFiles(_ record: RunRecord, _ steps: Set<Int>?, _ console: Console) throws {
    let trace = record.trace
    if let svg { try write(TraceSVG.document(trace, steps: steps), to: svg, console) }
    guard let html else { return }
    try write(TraceHTML.document(trace, steps: steps, check: record.check), to: html, console)
  }

  private func write(_ text: String, to path: String, _ console: Console) throws {
    let path = Shell.absolute(path)
    try Shell.write(text, to: path)
    try console.write("Written: \(Shell.shortened(path))")
  }

  private static func jsonLines(_ trace: Trace, _ steps: Set<Int>?) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try trace.steps.filter { steps?.contains($0.number) ?? true }
      .map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
  }
}

extension TerminalCapabilities {
  /// What a trace is drawn with.
  fileprivate var characters: Diagram.Characters { isPlain ? .plain : .unicode }
}
