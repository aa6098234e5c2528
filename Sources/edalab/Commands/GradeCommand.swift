import ArgumentParser
import Course
import Foundation
import Results
import Simulation
import Terminal
import Workbench

struct GradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Grade a submission: the same verdict as `check`, without a workspace.",
    discussion: """
      Without --seed and --class-key the seed is drawn at random after the build and recorded in \
      the report. With --class-key it follows from the key, the learner, the lab and the files, \
      and hidden checks are told by their sentence only.
      """)

  @Argument(help: "The folder with the lab's files, or a patch on an accepted solution.")
  var path: String

  @Option(help: "The lab: its number, its id, or a part of it.")
  var lab: String

  @Option(help: "Who hands it in; needed with --class-key.")
  var learner: String?

  @Option(help: ArgumentHelp("The file with the class's key.", valueName: "file"))
  var classKey: String?

  @OptionGroup var judging: JudgingOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    Interrupt.install()
    let bench = try Bench(places: try Shell.places(), atMost: try judging.isolationLevel())
    let judge = try LabJudge(bench: bench, lab: try bench.index.chosenLab(lab))
    let startedAt = Shell.now()
    let outcome = try outcome(of: judge, seed: try seedChoice(), only: judging.only)
    let verdicts = Verdicts(
      outcome, mode: .graded, startedAt: startedAt, isSealed: classKey != nil)
    try verdicts.write(judging.report)
    if judging.json {
      try Terminal.write(raw: verdicts.text(in: .json), to: .output)
    } else {
      let console = Console(.output, look)
      try console.write(verdicts.lines(console.capabilities))
      if let words = try openSeedWords(verdicts, judge) { try console.write(words) }
    }
    throw verdicts.exit
  }

  /// Practice seeds that are searched for a failure that a sealed run may not show.
  private static let openSeeds: ClosedRange<UInt64> = 1...12

  /// Where the first hidden failure of a sealed run can be seen in the open.
  private func openSeedWords(_ verdicts: Verdicts, _ judge: LabJudge) throws -> String? {
    let isHiddenFailure: (CheckResult) -> Bool = { $0.kind == .property && $0.verdict != .pass }
    guard verdicts.isSealed, let hidden = verdicts.result.checks.first(where: isHiddenFailure)
    else { return nil }
    for number in Self.openSeeds {
      let seed = Seed(number: number)
      let open = try outcome(of: judge, seed: .fixed(seed), only: [hidden.cell])
      guard open.result.checks.contains(where: isHiddenFailure) else { continue }
      return "Seed \(number) shows a failure of \(hidden.cell) in the open: "
        + "edalab check \(judge.labNumber) --only \(hidden.cell) --seed \(number)"
    }
    return "None of the practice seeds \(Self.openSeeds.lowerBound) to "
      + "\(Self.openSeeds.upperBound) shows a failure of \(hidden.cell)."
  }

  private func outcome(
    of judge: LabJudge, seed: RunRequest.SeedChoice, only: [String]
  ) throws -> LabJudge.Outcome {
    let absolute = Shell.absolute(path)
    guard FileManager.default.fileExists(atPath: absolute) else {
      throw Complaint("there is no \(path)", exit: Exit.noInput)
    }
    if absolute.hasSuffix(".patch") {
      return try judge.judge(
        patch: absolute, seed: seed, only: only, isCancelled: { Interrupt.isWanted })
    }
    return try judge.judge(
      folder: absolute, seed: seed, only: only, isCancelled: { Interrupt.isWanted },
      onEvent: { _ in })
  }

  private func seedChoice() throws -> RunRequest.SeedChoice {
    if let seed = try judging.chosenSeed() {
      guard classKey == nil else {
        throw ValidationError("--seed and --class-key exclude each other")
      }
      return .fixed(seed)
    }
    guard let classKey else { return .random }
    guard let learner else { throw ValidationError("--class-key needs --learner") }
    guard let key = FileManager.default.contents(atPath: Shell.absolute(classKey)), key.count >= 16
    else {
      throw Complaint(
        "the class key \(classKey) cannot be read, or has fewer than 16 bytes",
        help: "make one with: head -c 32 /dev/urandom > class.key", exit: Exit.noInput)
    }
    return .sealed(key: Array(key), learner: learner)
  }
}
