internal import Conductor
internal import Course
internal import Foundation
internal import GraderKit
internal import Results
internal import Simulation
internal import Toolchain

extension LabJudge {
  /// Judges the lab's files in a folder. Files that cannot be taken are a result like any other.
  package func judge(
    folder: String, seed: RunRequest.SeedChoice, only: [String],
    isCancelled: @escaping @Sendable () -> Bool, onEvent: (JudgingEvent) -> Void
  ) throws -> Outcome {
    do {
      let submission = try Submission(folder: folder, declared: lab.manifest.files)
      let request = RunRequest(lab: lab.id, submission: submission, seed: seed, only: only)
      return try judge(request, isCancelled: isCancelled, onEvent: onEvent)
    } catch let error as SubmissionError {
      return try refused(Refusal(error), only: only)
    }
  }

  /// Judges a patch on one of the lab's accepted solutions: the form in which wrong ones are kept.
  package func judge(
    patch: String, seed: RunRequest.SeedChoice, only: [String],
    isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Outcome {
    let files = try patched(patch)
    do {
      let submission = try Submission(files: files.mapValues { Array($0.utf8) })
      let request = RunRequest(lab: lab.id, submission: submission, seed: seed, only: only)
      return try judge(request, isCancelled: isCancelled)
    } catch let error as SubmissionError {
      return try refused(Refusal(error), only: only)
    }
  }

  private func patched(_ patch: String) throws -> [String: String] {
    guard let bytes = FileManager.default.contents(atPath: patch),
      let text = String(validating: bytes, as: UTF8.self)
    else { throw CourseError(.unreadableFile, file: patch) }
    let mark = "# accepted: "
    let first = String(text.prefix { $0 != "\n" })
    let submissions = bench.index.submissions(of: lab)
    guard first.hasPrefix(mark),
      let base = submissions.submission(.accepted, String(first.dropFirst(mark.count)))
    else {
      throw CourseError(
        .unknownBase, file: patch, line: 1,
        detail: "the first line must name an accepted solution: \(mark)simple")
    }
    return try UnifiedDiff.apply(text, to: try submissions.files(of: base))
  }
}

extension LabJudge {
  /// Judges a program that is not made from the lab's protocol at all.
  func judge(nullProgram main: String, seed: Seed) throws -> Outcome {
    let build = ComponentBuild(
      toolchain: bench.toolchain, kit: bench.kit, isolation: bench.isolation, cache: bench.cache)
    guard
      case .built(let program) = try build.build(
        try Submission(files: [:]), interface: [:], main: main)
    else { throw WorkbenchError(.checkerFailed, detail: "a null submission does not build") }
    var order = order(component: program.executable, seed: seed.description, only: [])
    order.wallSeconds = 1
    let assembly = assembly(seed: order.seed)
    var checks = assembly.cells(only: [])
    let summary = try checker().run(order) { outcome in
      guard let place = checks.firstIndex(where: { $0.cell == outcome.cell }) else { return }
      checks[place] = assembly.judged(checks[place], outcome, location: nil, reason: nil)
    }
    let run = RunName(
      lab: lab.id, seed: order.seed, submission: "", labDigest: "", kit: bench.kit.digest,
      toolchain: bench.toolchain.version)
    let result = LabResult(run: run, status: .graded, checks: checks)
    return outcome(result, compiled: 0, wall: 0, summary)
  }
}

extension Submission {
  /// A stored submission as it is judged; a patch is applied.
  init(_ stored: Submissions.Submission, in submissions: Submissions) throws {
    try self.init(files: try submissions.files(of: stored).mapValues { Array($0.utf8) })
  }
}
