internal import Results
internal import Toolchain

/// The check that every lab has: the component keeps to the runtime.
enum SansIOCheck {
  static let id = "sans-io"
  private static let sentence =
    "the component acts only through the runtime: no clock, no sleep, no task, no thread, no file, "
    + "no random numbers of its own"

  static func result(_ report: SansIOReport) -> CheckResult {
    var check = CheckResult(
      id: id, kind: .sansIO, fault: .none, title: "sans-IO", sentence: sentence, isKey: true,
      verdict: .pass,
      earnedMillipoints: 0, possibleMillipoints: 0)
    guard let first = report.findings.first else { return check }
    check.verdict = .fail
    check.failure = Failure(
      summary: "`\(first.called)` is called: \(first.advice)",
      expected: "calls of the runtime's handles only",
      actual: report.findings.map { "\($0.called) at \($0.site.file):\($0.site.line)" }
        .prefix(10).joined(separator: ", "),
      timeline: report.findings.prefix(10).map {
        "\($0.site.file):\($0.site.line): \($0.called): \($0.advice)"
      },
      location: SourceLocation(
        file: first.site.file, line: first.site.line, column: first.site.column))
    return check
  }
}
