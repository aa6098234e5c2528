import Reports
import Results

extension FailureScreen {
  /// One failure told in full.
  static func lines(_ check: CheckResult, width: Int) -> [ReportLine] {
    let run = RunName(
      lab: "", seed: "", submission: "", labDigest: "", kit: "", toolchain: "")
    return Report.failure(check, run: run, width: width)
  }
}
