import Results
import Testing

@testable import Workbench

@Suite("A submission on its way through the gate")
struct GateTrialTests {
  private func trial(_ expectation: GateTrial.Expectation) -> GateTrial {
    GateTrial(group: "null", name: "echo", expectation: expectation) { [] }
  }

  /// A graded run of one property on a seed.
  private func result(_ verdict: Verdict, seed: String) -> LabResult {
    let run = RunName(
      lab: "01-counter", seed: seed, submission: "", labDigest: "", kit: "", toolchain: "")
    let check = CheckResult(
      id: "H1", kind: .property, fault: .none, sentence: "It holds.", isKey: true,
      verdict: verdict, earnedMillipoints: 0, possibleMillipoints: 1000)
    return LabResult(run: run, status: .graded, checks: [check])
  }

  @Test("what does none of the work must pass nothing on any seed; the complaint names the seed")
  func passesNothing() {
    let trial = trial(.passesNothing)
    #expect(GateTrial.Expectation.passesNothing.dependsOnSeed)
    #expect(trial.complaints(about: [result(.fail, seed: "1"), result(.crash, seed: "2")]) == [])
    #expect(
      trial.complaints(about: [result(.fail, seed: "1"), result(.pass, seed: "2")])
        == ["null/echo: passes H1 on seed 2, and does none of the work"])
  }

  @Test("a wrong one must be rejected by a cell that is named, on every seed")
  func rejected() {
    let trial = trial(.rejected(by: ["H1"], essential: false, memorised: false))
    #expect(trial.complaints(about: [result(.fail, seed: "1")]) == [])
    #expect(
      trial.complaints(about: [result(.fail, seed: "1"), result(.pass, seed: "2")])
        == ["null/echo: survives H1 on seed 2"])
  }

  private func complaints(
    _ expectation: GateTrial.Expectation, failing cells: [String]
  ) -> [String] {
    GateTrial(group: "starter", name: "Starter", expectation: expectation) { [] }
      .complaints(about: [CourseFixture.result(failing: cells)])
  }

  @Test("a warm-up's starter must break the cells named, and these alone")
  func warmUp() {
    let expectation = GateTrial.Expectation.brokenOnly(in: ["H1"])
    #expect(complaints(expectation, failing: ["H1"]) == [])
    #expect(
      complaints(expectation, failing: ["H1", "H2/crash"])
        == ["starter/Starter: breaks H2/crash too on seed 0000000000000001"])
    #expect(
      complaints(expectation, failing: []) == [
        "starter/Starter: survives H1 on seed 0000000000000001",
        "starter/Starter: passes the lab as it is",
      ])
  }
}
