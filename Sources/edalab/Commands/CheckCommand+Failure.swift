import Reports
import Results
import Workbench

extension FailureScreen {
  /// One failure told in full.
  static func lines(
    _ check: CheckResult, _ record: RunRecord?, width: Int, isLinear: Bool
  ) -> [ReportLine] {
    let run = RunName(
      lab: "", seed: "", submission: "", labDigest: "", kit: "", toolchain: "")
    return Report.failure(
      check, run: run, width: width, trace: record?.trace, runID: record?.id, isLinear: isLinear)
  }
}
