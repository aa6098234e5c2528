import Results
import Testing

@testable import Workbench

@Suite struct GateTrialTests {
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

  @Test("any other starter must pass no property")
  func nothing() {
    #expect(
      complaints(.passesNothing, failing: ["H1"]) == [
        "starter/Starter: passes H2 on seed 0000000000000001, and does none of the work",
        "starter/Starter: passes H2/crash on seed 0000000000000001, and does none of the work",
      ])
    #expect(complaints(.passesNothing, failing: ["H1", "H2", "H2/crash"]) == [])
  }
}
