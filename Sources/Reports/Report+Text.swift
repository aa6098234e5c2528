package import Results

extension Report {
  /// The report for people: the first failure told in full, every check in a row, the points, and
  /// what to do next.
  ///
  /// - Parameters:
  ///   - width: in characters. Prose stops at 100 all the same; words are not broken.
  ///   - tellsFailure: false if the failure has been shown already.
  ///   - isLinear: whether what is drawn is told in sentences, for screen readers.
  package static func text(
    _ result: LabResult, context: RunContext?, width: Int = 80, tellsFailure: Bool = true,
    isLinear: Bool = false
  ) -> [ReportLine] {
    text(
      ReportSource(result), context, width, tellsFailure: tellsFailure, isLinear: isLinear)
  }

  /// One check that did not pass, told in full: what a learner sees as soon as it is known.
  ///
  /// - Parameters:
  ///   - trace: the failing run; with it the schedule is drawn.
  ///   - runID: the name under which the run was kept.
  ///   - isLinear: whether what is drawn is told in sentences, for screen readers.
  ///   - mostRows: a drawing that needs more rows is left out; nil if there is room.
  package static func failure(
    _ check: CheckResult, run: RunName, width: Int = 80, trace: Trace? = nil,
    runID: String? = nil, isLinear: Bool = false, mostRows: Int? = nil
  ) -> [ReportLine] {
    var page = ReportPage(width: width, isLinear: isLinear)
    let source = ReportSource(LabResult(run: run, status: .graded, checks: [check]))
    if let trace, check.failure != nil {
      page.addExplanation(of: check, trace, runID: runID, mostRows: mostRows)
    } else {
      page.addFailure(check, of: source)
    }
    return page.written
  }

  /// One more check that did not pass, in a few lines: what happened, and the command that shows
  /// how.
  package static func summary(
    of check: CheckResult, runID: String?, width: Int = 80, isLinear: Bool = false
  ) -> [ReportLine] {
    var page = ReportPage(width: width, isLinear: isLinear)
    page.addSummary(of: check, runID: runID)
    return page.written
  }

  /// The same for a sealed run, which tells a hidden check by its sentence and its fault.
  package static func text(
    _ result: SealedResult, context: RunContext?, width: Int = 80, isLinear: Bool = false
  ) -> [ReportLine] {
    text(ReportSource(result), context, width, tellsFailure: true, isLinear: isLinear)
  }

  private static func text(
    _ source: ReportSource, _ context: RunContext?, _ width: Int, tellsFailure: Bool,
    isLinear: Bool
  ) -> [ReportLine] {
    var page = ReportPage(width: width, isLinear: isLinear)
    page.heading("\(source.run.lab): \(source.outcome)")
    if let context { page.addContext(context, seed: source.run.seed) }
    if let refusal = source.refusal { page.addRefusal(refusal) }
    if tellsFailure, let failure = source.firstFailure {
      page.gap()
      page.addFailure(failure, of: source)
    }
    page.addChecks(source)
    page.addPoints(source)
    page.addNext(source)
    return page.written
  }
}

extension ReportSource {
  /// What became of the run, in words. Where there are no points to earn, none are told.
  fileprivate var outcome: String {
    let points =
      possible > 0 ? ", \(Millipoints.text(earned)) of \(Millipoints.text(possible)) points" : ""
    return switch status {
    case .notGradable: "not gradable"
    case .toolFault: "not graded, through no fault of yours"
    case .graded where isComplete: "complete\(points)"
    case .graded: "\(isPassed ? "passed" : "not passed")\(points)"
    }
  }
}

extension ReportPage {
  fileprivate mutating func addContext(_ context: RunContext, seed: String) {
    let mode = context.mode == .graded ? "Graded run" : "Self-check"
    add(.note, "\(mode), seed \(seed), \(context.isolationLabel).")
  }

  fileprivate mutating func addRefusal(_ refusal: Refusal) {
    gap()
    add(.fail, refusal.summary, first: "NOT GRADED ")
    for diagnostic in refusal.diagnostics {
      add(.detail, diagnostic.line, first: "  ")
      guard let source = diagnostic.source else { continue }
      verbatim(.detail, source, indent: "    ")
      guard let column = diagnostic.location?.column, column > 0, column + 4 <= width else {
        continue
      }
      verbatim(.detail, String(repeating: " ", count: column - 1) + "^", indent: "    ")
    }
    if let help = refusal.help { add(.hint, help, first: "  ") }
  }

  fileprivate mutating func addFailure(_ check: CheckResult, of source: ReportSource) {
    addProperty(check)
    guard let failure = check.failure else { return addBareFailure(check, of: source) }
    add(.detail, check.headline, first: "  ")
    if let expected = failure.expected { add(.detail, expected, first: "  expected  ") }
    if let actual = failure.actual { add(.detail, actual, first: "  actual    ") }
    if let location = failure.location { add(.detail, "\(location)", first: "  at        ") }
    if let step = failure.step { add(.detail, "\(step)", first: "  step      ") }
    if let schedule = failure.schedule { addSchedule(schedule) }
    addBlock("timeline", failure.timeline.joined(separator: "\n"))
    addBlock("printed", failure.output)
    if let question = failure.misconception { add(.hint, question, first: "  ") }
    if let replay = failure.replay { command(replay, first: "  replay    ") }
  }

  /// A check that says no more than its verdict: a sealed one, or one that was not reached.
  private mutating func addBareFailure(_ check: CheckResult, of source: ReportSource) {
    add(.detail, check.verdict.meaning, first: "  ")
    guard source.isSealed, check.kind == .property else { return }
    add(.note, "This run is sealed: what the check sent and saw is not told.", first: "  ")
    command("edalab check \(source.run.lab) --only \(check.id)", first: "  try       ")
  }

  mutating func addBlock(_ title: String, _ text: String) {
    guard !text.isEmpty else { return }
    add(.detail, title, first: "  ")
    verbatim(.detail, text, indent: "    ")
  }
}

extension CheckResult {
  /// The kind of the line that names this check.
  var kindOfLine: ReportLine.Kind {
    switch verdict {
    case .pass: .pass
    case .skipped, .inconclusive: .note
    case .fail, .crash, .timeout, .limit, .protocol: .fail
    }
  }
}
