import Reports
import Results
import Terminal
import Workbench

/// Shows failures as soon as they are known: the first in full, two more of other properties with a
/// drawing if it is small, and the rest in a few lines. Each names the command that shows its run.
struct FailureScreen {
  /// So many failures are told in full.
  private static let fullCount = 3
  /// The drawing of a failure after the first needs at most so many rows.
  private static let mostRows = 20

  let console: Console?
  /// The properties whose failures were told in full.
  private var told: [String] = []
  /// The failing run of the check that is told next.
  private var record: RunRecord?

  init(console: Console?) { self.console = console }

  /// Whether a failure was told.
  var hasTold: Bool { !told.isEmpty }

  mutating func take(_ event: JudgingEvent) {
    switch event {
    case .failing(let check): if !hasTold { write(Self.lines(failing: check, width: width)) }
    case .recorded(let record): self.record = record
    case .checked(let check):
      if check.verdict != .pass { tell(check) }
      record = nil
    case .built, .faultFreeDone: return
    }
  }

  private mutating func tell(_ check: CheckResult) {
    // What was not run says nothing that the first failure does not.
    guard !hasTold || check.verdict != .skipped else { return }
    let record = record?.check.cell == check.cell ? record : nil
    let isFull = !told.contains(check.id) && told.count < Self.fullCount
    if hasTold { write([ReportLine(.note, "")]) }
    guard isFull else {
      return write(
        Report.summary(of: check, runID: record?.id, width: width, isLinear: isLinear))
    }
    write(
      Self.lines(
        check, record, width: width, isLinear: isLinear,
        mostRows: hasTold ? Self.mostRows : nil))
    told.append(check.id)
  }

  private var width: Int { console?.capabilities.width ?? 80 }
  private var isLinear: Bool { console?.capabilities.isPlain ?? false }

  private func write(_ lines: [ReportLine]) { try? console?.write(lines) }

  /// A failure whose shortest schedule is looked for: what happened is told when that is known.
  static func lines(failing check: CheckResult, width: Int) -> [ReportLine] {
    ReportLine.wrapped(
      .note, "\(check.cell) fails. Looking for the shortest schedule that shows it ...",
      width: width)
  }

  /// One failure told in full.
  static func lines(
    _ check: CheckResult, _ record: RunRecord?, width: Int, isLinear: Bool, mostRows: Int? = nil
  ) -> [ReportLine] {
    let run = RunName(
      lab: "", seed: "", submission: "", labDigest: "", kit: "", toolchain: "")
    return Report.failure(
      check, run: run, width: width, trace: record?.trace, runID: record?.id, isLinear: isLinear,
      mostRows: mostRows)
  }
}
