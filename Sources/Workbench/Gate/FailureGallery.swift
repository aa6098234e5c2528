package import Course
internal import GraderKit
internal import Reports
package import Results
internal import Simulation
internal import Toolchain

/// How a learner sees a known mistake: the failure of one wrong submission.
package struct ShownFailure: Sendable, Equatable {
  package let lab: String
  package let submission: String
  /// What the author of such a submission believes.
  package let misconception: String
  /// The cells that must reject it.
  package let rejectedBy: [String]
  /// The cell whose failure is shown; nil if none of them rejects it.
  package let cell: String?
  package let schedule: Schedule?
  /// The steps of the schedule, as far as it is known.
  package let length: Int?
  /// The screen, at 80 columns.
  package let lines: [String]
}

/// Shows every wrong submission of a lab as a learner would see it.
package struct FailureGallery: Sendable {
  private let judge: LabJudge

  package init(bench: Bench, lab: Lab) throws {
    judge = try LabJudge(bench: bench, lab: lab)
  }

  /// One failure for each wrong submission, in the order of `grader.yaml`.
  package func failures(progress: (String) -> Void = { _ in }) throws -> [ShownFailure] {
    let submissions = judge.bench.index.submissions(of: judge.lab)
    return try judge.manifest.wrong.compactMap { wrong in
      guard let stored = submissions.submission(.wrong, wrong.name) else { return nil }
      progress(wrong.name)
      return try shown(wrong, try Submission(stored, in: submissions))
    }
  }

  private func shown(
    _ wrong: GraderManifest.Wrong, _ submission: Submission
  ) throws -> ShownFailure {
    let cells = wrong.rejectedBy.map(\.description)
    let request = RunRequest(
      lab: judge.lab.id, submission: submission, seed: .fixed(RunRequest.practiceSeed), only: cells)
    var records: [RunRecord] = []
    let outcome = try judge.judge(
      request,
      onEvent: { event in if case .recorded(let record) = event { records.append(record) } })
    let failed = outcome.result.checks.first { check in
      check.verdict != .pass && cells.contains { $0 == check.cell || $0 == check.id }
    }
    let record = records.first { $0.check.cell == failed?.cell }
    let lines = failed.map { check in
      Report.failure(
        check, run: outcome.result.run, trace: record?.trace, runID: record?.id
      ).map(\.text)
    }
    let schedule = failed?.failure?.schedule
    return ShownFailure(
      lab: judge.lab.id, submission: wrong.name, misconception: wrong.misconception,
      rejectedBy: cells,
      cell: failed?.cell, schedule: schedule,
      length: schedule?.length ?? record?.trace.schedule.count, lines: lines ?? [])
  }
}

/// The page of all known mistakes.
package enum FailurePage {
  /// So many steps should be enough for a person to follow.
  package static let wantedLength = 12

  /// Markdown: a table of lengths, and each screen.
  package static func text(_ failures: [ShownFailure]) -> String {
    let short = failures.count { ($0.length ?? .max) <= wantedLength }
    let percent = failures.isEmpty ? 0 : short * 100 / failures.count
    var lines = [
      "# How known mistakes fail", "",
      "Made by `edalab lab failures`. Every wrong submission of the labs as a learner sees it: the",
      "first of the cells that must reject it, with the shortest schedule that was found.", "",
      "\(short) of \(failures.count) schedules (\(percent) %) have at most \(wantedLength) "
        + "messages and faults.", "",
      "| lab | submission | rejected by | messages and faults: before | shortest | minimal |",
      "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += failures.map(row)
    for failure in failures { lines += section(failure) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ failure: ShownFailure) -> String {
    let before = failure.schedule.map { "\($0.lengthBefore)" } ?? "–"
    let length = failure.length.map { "\($0)" } ?? "–"
    let minimal = failure.schedule.map { $0.isMinimal ? "yes" : "not shown" } ?? "not shortened"
    return "| \(failure.lab) | \(failure.submission) | \(failure.cell ?? "NOTHING") | \(before) "
      + "| \(length) | \(minimal) |"
  }

  private static func section(_ failure: ShownFailure) -> [String] {
    [
      "", "## \(failure.lab): \(failure.submission)", "",
      "Its author believes: \(failure.misconception)", "", "```text",
    ] + failure.lines + ["```"]
  }
}
