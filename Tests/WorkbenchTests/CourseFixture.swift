import GraderKit
import Results
import Simulation
import TestSupport

@testable import Course
@testable import Workbench

/// A small course on the disk, and results of its labs.
enum CourseFixture {
  static let first = """
    id: 01-count
    title: Counting
    status: draft
    module: 01-basics
    minutes: 30
    namespace: Counting
    components: [Counter]
    files: [Counter.swift]
    stages:
      - title: Begin
        minutes: 10
        lessons: ["1.1"]
        checks: [V1, H1]
      - title: Faults
        minutes: 20
        checks: [H2]
    """

  static let second =
    first.replacing("01-count", with: "02-sum")
    .replacing("Counting", with: "Summing") + "\nrequires: [01-count]\n"

  static let hints = """
    # Hints

    ## H1

    1. Look at the start.
    2. It starts at one.
    3. Write `0`.
    """

  /// Writes the course, and the sources that a workspace copies, into a folder.
  static func write(to folder: TemporaryFolder) throws {
    for (id, manifest, space) in [("01-count", first, "Counting"), ("02-sum", second, "Summing")] {
      try folder.write(manifest, to: "course/Labs/\(id)/lab.yaml")
      try folder.write("# Task\n", to: "course/Labs/\(id)/TASK.md")
      try folder.write(hints, to: "course/Labs/\(id)/hints.md")
      try folder.write("enum \(space) {}\n", to: "course/Labs/\(id)/API/\(space).swift")
      try folder.write("// starter\n", to: "course/Labs/\(id)/Starter/Counter.swift")
      try folder.write("// examples\n", to: "course/Labs/\(id)/Examples.swift")
    }
    for module in WorkspacePlan.support {
      try folder.write("// \(module)\n", to: "sources/\(module)/\(module).swift")
    }
  }

  static func index(_ folder: TemporaryFolder) throws -> CourseIndex {
    try CourseIndex.load(folder["course"])
  }

  /// The lab that a manifest's text declares.
  static func lab(_ text: String = first) throws -> Lab {
    let reading = LabManifest.read(text, file: "lab.yaml")
    guard let manifest = reading.value else { throw WorkbenchError(.labInvalid, detail: text) }
    return Lab(manifest: manifest)
  }

  /// The lesson that leads to the first lab.
  static var lesson: Lesson {
    Lesson(manifest: lessonManifest(isSkippable: false), module: "01-basics", name: "01-counting")
  }

  static func lessonManifest(isSkippable: Bool) -> LessonManifest {
    LessonManifest(
      id: "1.1", title: "Counting", minutes: 4, lab: "01-count", isSkippable: isSkippable,
      sources: [])
  }

  static func check(
    _ id: String, _ verdict: Verdict, fault: Results.FaultClass = .none, points: Int = 1000
  ) -> CheckResult {
    CheckResult(
      id: id, kind: id.hasPrefix("V") ? .example : .property, fault: fault,
      sentence: "\(id) holds.", isKey: id == "H1", verdict: verdict,
      earnedMillipoints: verdict == .pass ? points : 0, possibleMillipoints: points,
      failure: verdict == .pass ? nil : Failure(summary: "it did not"))
  }

  static func result(_ checks: [CheckResult], lab: String = "01-count") -> LabResult {
    LabResult(run: runName(lab), status: .graded, checks: checks)
  }

  static func runName(_ lab: String = "01-count") -> RunName {
    RunName(
      lab: lab, seed: "0000000000000001", submission: "s", labDigest: "l", kit: "k", toolchain: "t")
  }

  /// The cells that the checks of ``result(failing:)`` have.
  static let cells: [String: Set<String>] = [
    "V1": ["V1"], "H1": ["H1"], "H2": ["H2", "H2/crash"],
  ]

  /// A failing run of a check, of one step.
  static func record(of check: CheckResult, lab: String = "01-count") -> RunRecord {
    let step = TraceStep(number: 1, at: 0, node: "a", kind: .call, call: 1, text: "put")
    let trace = Trace(
      lab: lab, cell: check.cell, seed: "1", nodes: ["a"], schedule: ["#1 at 0 ms"],
      steps: [step], brokenAt: 1, digest: check.cell)
    return RunRecord(
      run: runName(lab),
      recording: Recording(cell: check.cell, worldSeed: "1", plan: Plan(), trace: trace),
      check: check)
  }

  /// Every cell passes, or all but those named.
  static func result(failing cells: [String] = []) -> LabResult {
    result([
      check("V1", cells.contains("V1") ? .fail : .pass),
      check("H1", cells.contains("H1") ? .fail : .pass),
      check("H2", cells.contains("H2") ? .fail : .pass),
      check("H2", cells.contains("H2/crash") ? .fail : .pass, fault: .crash),
    ])
  }
}
