package import Results

/// What stands above a run that is told step by step: its name, the property that it breaks, what
/// happened, and the schedule.
package enum TraceHeading {
  /// - Parameters:
  ///   - runID: the name under which the run was kept.
  ///   - width: in columns; longer lines go on below.
  package static func lines(
    _ trace: Trace, of check: CheckResult, runID: String, width: Int,
    characters: Diagram.Characters = .unicode
  ) -> [ReportLine] {
    let title = "Run \(runID): \(trace.lab) \(check.cell)"
    var lines = ReportLine.wrapped(.heading, title, width: width)
    lines += ReportLine.wrapped(.note, check.claim, width: width)
    if check.failure != nil { lines += ReportLine.wrapped(.detail, check.headline, width: width) }
    lines.append(ReportLine(.note, ""))
    for line in trace.schedule {
      lines += ReportLine.wrapped(.detail, line, indent: 2, width: width)
    }
    return (lines + [ReportLine(.note, "")]).map { $0.written(in: characters) }
  }
}
