import ArgumentParser
import Digests
import Foundation
import Reports
import Results
import Sandbox
import Simulation
import Terminal
import Toolchain
import Workbench

/// Flags of commands that judge.
struct JudgingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Run with this seed (hexadecimal).", valueName: "seed"))
  var seed: String?

  @Option(help: ArgumentHelp("Judge this check or cell only; repeatable.", valueName: "id"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Use at most this isolation level (0 to 3).", valueName: "level"))
  var isolation: Int = IsolationLevel.namespaces.rawValue

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write a report: json, canonical or junit; repeatable.", valueName: "format=file"))
  var report: [ReportRequest] = []

  @Flag(help: "Print the report for programs instead of text for people.")
  var json = false

  func chosenSeed() throws -> Seed? {
    guard let seed else { return nil }
    guard let chosen = Seed(hexadecimal: seed) else {
      throw ValidationError("'\(seed)' is no seed: one to 64 hexadecimal digits")
    }
    return chosen
  }

  func isolationLevel() throws -> IsolationLevel {
    guard let level = IsolationLevel(rawValue: isolation) else {
      throw ValidationError("there is no isolation level \(isolation): 0 to 3")
    }
    return level
  }
}

/// `--report junit=result.xml`.
struct ReportRequest: ExpressibleByArgument {
  enum Format: String, CaseIterable { case json, canonical, junit }

  let format: Format
  let file: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = Format(rawValue: parts[0]), !parts[1].isEmpty else {
      return nil
    }
    self.format = format
    file = parts[1]
  }
}

/// A finished run, in the form in which it may be shown: whole or sealed.
struct Verdicts {
  let result: LabResult
  let context: RunContext
  let isSealed: Bool

  init(_ outcome: LabJudge.Outcome, mode: RunContext.Mode, startedAt: String, isSealed: Bool) {
    result = outcome.result
    context = RunContext(
      mode: mode, isolationLevel: outcome.isolation, isolationLabel: outcome.isolationLabel,
      toolVersion: Version.text, startedAt: startedAt,
      wallMilliseconds: outcome.wallMilliseconds, cpuMilliseconds: outcome.cpuMilliseconds,
      compileMilliseconds: outcome.compileMilliseconds)
    self.isSealed = isSealed
  }

  private var digest: String { SHA256.digest(Report.canonical(result)).hex }

  func text(in format: ReportRequest.Format) -> String {
    let sealed = SealedResult(result)
    switch format {
    case .json:
      return isSealed
        ? Report.json(sealed, digest: digest, context: context)
        : Report.json(result, digest: digest, context: context)
    case .canonical: return isSealed ? Report.canonical(sealed) : Report.canonical(result)
    case .junit:
      return
        (isSealed
        ? Report.junit(sealed, context: context) : Report.junit(result, context: context)) ?? ""
    }
  }

  /// Lines for people. `toldFailure`: the first failure is on the screen already.
  func lines(_ capabilities: TerminalCapabilities, toldFailure: Bool = false) -> [ReportLine] {
    isSealed
      ? Report.text(
        SealedResult(result), context: context, width: capabilities.width,
        isLinear: capabilities.isPlain)
      : Report.text(
        result, context: context, width: capabilities.width, tellsFailure: !toldFailure,
        isLinear: capabilities.isPlain)
  }

  func write(_ reports: [ReportRequest]) throws {
    for report in reports {
      do {
        try text(in: report.format).write(toFile: report.file, atomically: true, encoding: .utf8)
      } catch {
        throw Complaint(
          "the report \(report.file) cannot be written: \(error.localizedDescription)",
          help: "the run itself is over; its verdict was printed", exit: Exit.notRecorded)
      }
    }
  }

  var exit: ExitCode {
    switch result.status {
    case .notGradable: return Exit.notGradable
    case .toolFault: return Exit.bug
    case .graded:
      let verdicts = Set(result.checks.map(\.verdict))
      if verdicts.isSubset(of: [.pass]) { return Exit.passed }
      return verdicts.isSubset(of: [.pass, .inconclusive, .skipped])
        ? Exit.inconclusive : Exit.failed
    }
  }
}
