import Course
import Results
import Testing

@testable import Workbench

struct StageViewTests {
  private func view(_ result: LabResult) throws -> StageView {
    StageView(try CourseFixture.lab().manifest, result)
  }

  @Test("the first stage that is not done is worked on, those after it come later")
  func progress() throws {
    #expect(
      try view(CourseFixture.result(failing: ["V1", "H2"])).stages.map(\.progress)
        == [.now, .later])
    #expect(
      try view(CourseFixture.result(failing: ["H2/crash"])).stages.map(\.progress)
        == [.done, .now])
    #expect(try view(CourseFixture.result()).stages.map(\.progress) == [.done, .done])
  }

  @Test("a later stage that passes is done, although an earlier one is not")
  func doneOutOfOrder() throws {
    let stages = try view(CourseFixture.result(failing: ["H1"])).stages
    #expect(stages.map(\.progress) == [.now, .done])
  }

  @Test("a stage shows the cells of its checks under every fault")
  func cells() throws {
    let stages = try view(CourseFixture.result()).stages
    #expect(stages.map { $0.cells.map(\.cell) } == [["V1", "H1"], ["H2", "H2/crash"]])
  }

  @Test("within a stage a failure comes before what could not be checked")
  func firstFailure() throws {
    let result = CourseFixture.result([
      CourseFixture.check("V1", .inconclusive), CourseFixture.check("H1", .crash),
      CourseFixture.check("H2", .fail),
    ])
    #expect(try view(result).firstFailure?.cell == "H1")
    #expect(try view(CourseFixture.result()).firstFailure == nil)
  }

  @Test("a failure without faults comes before one under faults, as they are judged")
  func order() throws {
    let result = CourseFixture.result([
      CourseFixture.check("V1", .pass), CourseFixture.check("V1", .fail, fault: .crash),
      CourseFixture.check("H1", .fail),
    ])
    #expect(try view(result).failures.map(\.cell) == ["H1", "V1/crash"])
  }

  @Test("what is wrong in later stages is named by check, each once")
  func later() throws {
    let red = try view(CourseFixture.result(failing: ["H1", "H2", "H2/crash"]))
    #expect(red.laterFailures == ["H2"])
    #expect(red.laterUnchecked == [])
    let unsure = try view(
      CourseFixture.result([
        CourseFixture.check("H1", .fail), CourseFixture.check("H2", .inconclusive),
      ]))
    #expect(unsure.laterFailures == [])
    #expect(unsure.laterUnchecked == ["H2"])
  }

  @Test("a check of no stage is worked on once the stages are done")
  func others() throws {
    var runtime = CourseFixture.check("H9", .fail)
    runtime.kind = .sansIO
    let all = CourseFixture.result().checks + [runtime]
    let view = try view(CourseFixture.result(all))
    #expect(view.others.map(\.id) == ["H9"])
    #expect(view.firstFailure?.id == "H9")
    #expect(!view.isComplete)
  }
}
