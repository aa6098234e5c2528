/// Checks the stored submissions of a lab against its manifest.
struct SubmissionLint {
  let lab: Lab
  let grader: GraderManifest
  let stored: Submissions

  private typealias Named = (group: SubmissionGroup, name: String, line: Int)

  private var graderFile: String { "\(lab.graderFolder)/grader.yaml" }

  func add(to collector: inout FindingCollector) {
    for problem in stored.problems {
      collector.add(
        .submissions, "\(lab.graderFolder)/\(problem.file)", problem.message,
        suggestion: problem.suggestion)
    }
    addNames(&collector)
    addCounts(&collector)
    for submission in stored.all { addFiles(of: submission, &collector) }
  }

  private var named: [Named] {
    grader.accepted.map { (.accepted, $0.name, $0.place.line) }
      + grader.wrong.map { (.wrong, $0.name, $0.place.line) }
      + grader.others.map { ($0.group, $0.name, $0.place.line) }
  }

  private func addNames(_ collector: inout FindingCollector) {
    for (group, name, line) in named where stored.submission(group, name) == nil {
      collector.add(
        .submissions, graderFile, line: line,
        "there is no submission `\(group.rawValue)/\(name)`")
    }
    for submission in stored.all {
      let isNamed = named.contains { $0.group == submission.group && $0.name == submission.name }
      if !isNamed {
        collector.add(
          .submissions, "\(lab.graderFolder)/\(submission.path)", "grader.yaml does not name it")
      }
    }
  }

  private func addCounts(_ collector: inout FindingCollector) {
    if grader.accepted.count < 2 {
      collector.add(.submissions, graderFile, "a lab has two accepted submissions or more")
    }
    if !grader.wrong.contains(where: \.isMemorised) {
      collector.add(.submissions, graderFile, "no wrong submission is `memorised`")
    }
    if !grader.wrong.contains(where: \.isEssential) {
      collector.add(.submissions, graderFile, "no wrong submission is `essential`")
    }
    let rejecting = Set(grader.wrong.flatMap(\.rejectedBy).map(\.check))
    for check in grader.checks where check.kind == .property && !rejecting.contains(check.id) {
      collector.add(
        .submissions, graderFile, line: check.place.line,
        "`\(check.id)` rejects no wrong submission, so nothing shows that it can fail", .warning)
    }
  }

  private func addFiles(
    of submission: Submissions.Submission, _ collector: inout FindingCollector
  ) {
    let path = "\(lab.graderFolder)/\(submission.path)"
    do {
      let names = try stored.files(of: submission).keys.sorted()
      let isFree = [.hostile, .buildError].contains(submission.group)
      if !isFree, names != lab.manifest.files.sorted() {
        let expected = lab.manifest.files.sorted().joined(separator: ", ")
        collector.add(.submissions, path, "the submission does not consist of \(expected)")
      }
    } catch {
      let cause = error as? CourseError
      let parts = ["the submission cannot be made", cause?.file, cause?.detail]
      let message = parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
      collector.add(.submissions, path, line: cause?.line ?? 1, message)
    }
  }
}
