import ArgumentParser
import Course
import Progress
import Results
import Terminal
import Toolchain
import Workbench

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run a lab's visible and hidden checks on your files, here and now.",
    discussion: "The result is recorded as a self-check.")

  @Argument(help: "The lab: its number, its id, or a part of it. Default: where you are.")
  var lab: String?

  @Option(help: ArgumentHelp("Check the files of this folder.", valueName: "folder"))
  var path: String?

  @Flag(help: "Do not record the result.")
  var noRecord = false

  @OptionGroup var judging: JudgingOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    Interrupt.install()
    let bench = try Bench(places: try Shell.places(), atMost: try judging.isolationLevel())
    let place = try WorkspacePlace.find(lab: lab, path: path, in: bench.index)
    let judge = try LabJudge(bench: bench, lab: place.lab)
    let startedAt = Shell.now()
    let console = Console(.output, look)
    var screen = FailureScreen(console: judging.json ? nil : console)
    let outcome = try judge.judge(
      folder: place.folder, seed: .fixed(try judging.chosenSeed() ?? RunRequest.practiceSeed),
      only: judging.only, isCancelled: { Interrupt.isWanted },
      onEvent: { event in
        Shell.keep(event, in: bench.places.runs)
        screen.take(event)
      })
    let verdicts = Verdicts(outcome, mode: .selfCheck, startedAt: startedAt, isSealed: false)
    if judging.json {
      try Terminal.write(raw: verdicts.text(in: .json), to: .output)
    } else {
      try console.write(
        verdicts.lines(console.capabilities, toldFailure: screen.hasTold))
      let incident = Incident(
        of: place.lab, verdicts.result, wasPassed: Self.wasPassed(place.lab, bench))
      try console.write(incident.lines(width: console.capabilities.width))
    }
    try verdicts.write(judging.report)
    if !noRecord { try record(verdicts, places: bench.places) }
    throw verdicts.exit
  }

  /// Before this run.
  private static func wasPassed(_ lab: Lab, _ bench: Bench) -> Bool {
    Ledger(path: bench.places.store, now: Shell.now).snapshot[lab: lab.id].isPassed
  }

  private func record(_ verdicts: Verdicts, places: Places) throws {
    do {
      let store = try ProgressStore.open(at: places.store)
      try store.record(verdicts.result, context: verdicts.context, at: verdicts.context.startedAt)
      try store.close()
    } catch {
      throw Complaint(
        "NOT RECORDED: \(error.words)", help: "the verdict above stands; \(error.advice)",
        exit: Exit.notRecorded)
    }
  }
}
