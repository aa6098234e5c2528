import ArgumentParser
import Course
import GraderKit
import Reports
import Results
import Terminal
import Toolchain
import Workbench

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Do a failing run again, on your files as they are now.",
    discussion: """
      Ends with 0 if the run passes now, and with 1 if it still fails. Says whether it went the \
      same way, step by step, and if not, what differs.
      """)

  @Argument(
    help: ArgumentHelp(
      "The run, as `check` names it, or the beginning of its name. Default: the last of your lab.",
      valueName: "run"))
  var chosen: String?

  @Option(help: ArgumentHelp("Take the files of this folder.", valueName: "folder"))
  var path: String?

  @Flag(help: "Print the schedule as text to pass on: no code of yours is in it.")
  var share = false

  @Option(help: ArgumentHelp("Use at most this isolation level (0 to 3).", valueName: "level"))
  var isolation: Int = 3

  @OptionGroup var look: LookOptions

  func run() throws {
    Interrupt.install()
    let places = try Shell.places()
    let console = Console(.output, look)
    let run = try ChosenRun(
      chosen, for: "replay", places, width: console.capabilities.width)
    let record = run.record
    if share {
      let text = ScheduleText.text(record.trace, check: record.check)
      return try Terminal.write(raw: text, to: .output)
    }
    var options = JudgingOptions()
    options.isolation = isolation
    let bench = try Bench(places: places, atMost: try options.isolationLevel())
    let place = try WorkspacePlace.find(lab: record.run.lab, path: path, in: bench.index)
    let judge = try LabJudge(bench: bench, lab: place.lab)
    let replay = try judge.replay(
      record, folder: place.folder, isCancelled: { Interrupt.isWanted })
    try console.write(run.words)
    try console.write(lines(replay, console.capabilities))
    throw replay.check.verdict == .pass ? Exit.passed : Exit.failed
  }

  private func lines(_ replay: Replay, _ capabilities: TerminalCapabilities) -> [ReportLine] {
    let width = capabilities.width
    let title = "Run \(replay.record.id): \(sameness(replay))"
    var lines = ReportLine.wrapped(.heading, title, width: width)
    if !replay.differences.isEmpty {
      let list = replay.differences.joined(separator: ", ")
      lines += ReportLine.wrapped(.note, "Not as they were: \(list).", width: width)
    }
    if replay.check.verdict == .pass {
      return lines + [ReportLine(.pass, "\(replay.check.cell) holds in this run now.")]
    }
    return lines
      + Report.failure(
        replay.check, run: replay.record.run, width: width, trace: replay.now?.trace,
        isLinear: capabilities.isPlain)
  }

  private func sameness(_ replay: Replay) -> String {
    if replay.isSame {
      return "every step as it was, transcript \(replay.record.trace.digest.prefix(12))"
    }
    let step = replay.firstDifference.map { ": step \($0) is the first that differs" } ?? ""
    return "it went another way\(step)"
  }
}
