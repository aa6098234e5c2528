import Course
import GraderKit
import Progress
import Results
import Simulation
import TestSupport
import Testing

@testable import Workbench

struct LastTimeTests {
  private let labs: [Lab]

  init() throws {
    labs = [try CourseFixture.lab(), try CourseFixture.lab(CourseFixture.second)]
  }

  /// What was done last, after these events.
  private func last(
    _ results: [LabResult], answering lessons: [String] = [], trace: Trace? = nil
  ) throws -> LastTime {
    try withTemporaryFolder { folder in
      let store = try ProgressStore.open(at: folder["p.sqlite"])
      for (minute, result) in results.enumerated() {
        let context = RunContext(
          mode: .selfCheck, isolationLevel: 3, isolationLabel: "l", toolVersion: "t",
          startedAt: "s")
        try store.record(result, context: context, at: "2026-03-02T09:0\(minute):12Z")
      }
      for lesson in lessons {
        try store.record(
          .questionAnswered(lesson: lesson, question: "q", choice: 1, isRight: true),
          at: "2026-03-02T09:12:12Z")
      }
      let snapshot = try store.progress()
      return LastTime(
        Whereabouts(labs: labs, lessons: [CourseFixture.lesson], snapshot), snapshot,
        latest: { lab in results.last { $0.run.lab == lab } },
        run: { check, _ in
          trace.map { trace in
            RunRecord(
              run: CourseFixture.runName(),
              recording: Recording(cell: check.cell, worldSeed: "1", plan: Plan(), trace: trace),
              check: check)
          }
        })
    }
  }

  private func trace(_ steps: [TraceStep], brokenAt: Int?) -> Trace {
    Trace(
      lab: "01-count", cell: "H2/crash", seed: "1", nodes: ["a"], schedule: [], steps: steps,
      brokenAt: brokenAt, digest: "")
  }

  @Test("before anything was done there is nothing to tell")
  func nothing() throws {
    #expect(try last([]).isEmpty)
  }

  @Test("it tells lab, stage and check of the last run, and where its shortest schedule crashed")
  func crash() throws {
    let crash = TraceStep(
      number: 1, at: 0, node: "a", kind: .crash, text: "right after call 3 (commit main {a = 1})",
      isFault: true)
    let result = CourseFixture.result(failing: ["H2/crash"])
    #expect(
      try last([result], trace: trace([crash], brokenAt: 1)).sentence
        == "lab 01, stage 2: H2/crash failed after call 3")
  }

  @Test("without a crash it tells the step at which it broke, without a run what came of it")
  func noCrash() throws {
    let result = CourseFixture.result(failing: ["H1"])
    #expect(
      try last([result], trace: trace([], brokenAt: 7)).sentence
        == "lab 01, stage 1: H1 failed at step 7")
    #expect(try last([result]).sentence == "lab 01, stage 1: H1 failed: it did not")
  }

  @Test("the lab of the last run counts, not the last lab; a build error and a pass are told")
  func lastLab() throws {
    let second = CourseFixture.result(CourseFixture.result().checks, lab: "02-sum")
    let passed = try last([second, CourseFixture.result()])
    #expect(passed.lab == "01-count")
    #expect(passed.sentence == "lab 01 was complete")
    let refusal = Refusal(code: "doesNotBuild", summary: "the component does not build")
    let refused = LabResult(run: CourseFixture.runName(), status: .notGradable, refusal: refusal)
    #expect(try last([refused]).sentence == "lab 01: the component did not build")
  }

  @Test("a lesson with an answer and without an end is half read")
  func halfRead() throws {
    let last = try last([], answering: ["1.1"])
    #expect(last.lesson == "1.1")
    #expect(!last.isEmpty)
    #expect(try self.last([], answering: ["9.9"]).isEmpty)
  }
}

struct KeptRunsTests {
  private func keep(_ records: [RunRecord], in folder: TemporaryFolder) throws -> KeptRuns {
    for record in records { try RunLibrary(folder: folder["runs"]).save(record) }
    return KeptRuns(folder: folder["runs"])
  }

  @Test("who names no run gets the last one of the lab, and hears of a newer one of another lab")
  func ofLab() throws {
    try withTemporaryFolder { folder in
      let own = CourseFixture.record(of: CourseFixture.check("H1", .fail))
      let other = CourseFixture.record(of: CourseFixture.check("H2", .fail), lab: "02-sum")
      let runs = try keep([own, other], in: folder)
      let choice = try runs.choice(for: try CourseFixture.lab(), latest: nil)
      #expect(choice.record.id == own.id)
      #expect(choice.newer?.id == other.id)
      #expect(choice.date != nil)
      #expect(!choice.isToWorkOn)
      let newest = try runs.choice(for: try CourseFixture.lab(CourseFixture.second), latest: nil)
      #expect(newest.record.id == other.id)
      #expect(newest.newer == nil)
    }
  }

  @Test("the check to work on comes before one that failed later")
  func toWorkOn() throws {
    try withTemporaryFolder { folder in
      let result = CourseFixture.result(failing: ["H1", "H2"])
      let records = [1, 2].map { CourseFixture.record(of: result.checks[$0]) }
      let choice = try keep(records, in: folder).choice(
        for: try CourseFixture.lab(), latest: result)
      #expect(choice.record.id == records[0].id)
      #expect(choice.isToWorkOn)
      #expect(choice.newer == nil)
    }
  }

  @Test("a lab without a run, or none, leads to the latest of all")
  func ofAny() throws {
    try withTemporaryFolder { folder in
      let own = CourseFixture.record(of: CourseFixture.check("H1", .fail))
      let runs = try keep([own], in: folder)
      for lab in [try CourseFixture.lab(CourseFixture.second), nil] {
        let choice = try runs.choice(for: lab, latest: nil)
        #expect(choice.record.id == own.id)
        #expect(choice.newer == nil)
      }
      #expect(throws: WorkbenchError.self) {
        try KeptRuns(folder: folder["none"]).choice(for: nil, latest: nil)
      }
    }
  }

  @Test("the run of a failure is one of the same lab, cell and files")
  func ofFailure() throws {
    try withTemporaryFolder { folder in
      let check = CourseFixture.check("H1", .fail)
      let runs = try keep([CourseFixture.record(of: check)], in: folder)
      var result = CourseFixture.result([check])
      #expect(runs.run(of: check, in: result) != nil)
      #expect(runs.run(of: CourseFixture.check("H2", .fail), in: result) == nil)
      result.run.submission = "other"
      #expect(runs.run(of: check, in: result) == nil)
    }
  }
}
