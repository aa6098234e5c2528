internal import Markdown

/// Checks one lab: its two folders against each other and against the course.
struct LabLint {
  let index: CourseIndex
  let lab: Lab

  func findings() -> [LintFinding] {
    let isDraft = lab.manifest.status == .draft
    var collector = FindingCollector(lenient: isDraft ? [.submissions, .hints] : [])
    addMissingReferences(&collector)
    addIncident(&collector)
    FileLint(index: index, lab: lab).add(to: &collector)
    let grader = index.grader(of: lab)
    for problem in grader.problems where index.folder.isFile("\(lab.graderFolder)/grader.yaml") {
      collector.add(.manifest, problem)
    }
    if let grader = grader.value {
      CheckLint(lab: lab, grader: grader).add(to: &collector)
      addHints(grader, &collector)
      addPropertyList(grader, &collector)
      addPictures(&collector)
      ReadingLint(index: index, lab: lab, grader: grader).add(to: &collector)
      SubmissionLint(lab: lab, grader: grader, stored: index.submissions(of: lab))
        .add(to: &collector)
    }
    return collector.findings
  }

  private var manifestFile: String { "\(lab.folder)/lab.yaml" }

  private func addMissingReferences(_ collector: inout FindingCollector) {
    let manifest = lab.manifest
    let ids = index.labs.map(\.id)
    for id in manifest.requires + manifest.uses where !ids.contains(id) {
      let near = NearName.nearest(to: id, among: ids).map { "`\($0)`" }
      collector.add(.references, manifestFile, "there is no lab `\(id)`", suggestion: near)
    }
    if index.prerequisites(of: lab).contains(lab) {
      collector.add(.references, manifestFile, "the lab requires itself, directly or in a circle")
    }
    if !index.modules.contains(where: { $0.id == manifest.module }) {
      collector.add(.references, manifestFile, "there is no module `\(manifest.module)`", .warning)
    }
    addMissingLessons(&collector)
  }

  /// What happened in the field is told with its source: an id that a lesson of the module lists,
  /// or one of the curriculum.
  private func addIncident(_ collector: inout FindingCollector) {
    guard let incident = lab.manifest.incident else { return }
    let brackets = FigureLint.brackets(in: incident)
    let ids = brackets.filter(NamePattern.source.matches)
    if ids.isEmpty {
      collector.add(
        .figures, manifestFile, "the incident cites no source, like `[S75]`")
    }
    let listed = index.lessons.filter { $0.module == lab.manifest.module }
      .flatMap { $0.manifest.sources.map(\.id) }
    for text in brackets where !ids.contains(text) && !listed.contains(text) {
      collector.add(.figures, manifestFile, "no lesson of the module has the source `\(text)`")
    }
    if incident.count > 400 {
      collector.add(
        .figures, manifestFile, "the incident has \(incident.count) characters, at most 400 fit")
    }
  }

  /// A stage names the lessons before it, and each of these names the lab back.
  private func addMissingLessons(_ collector: inout FindingCollector) {
    for stage in lab.manifest.stages {
      for id in stage.lessons {
        let lesson = index.lessons.first { $0.id == id }
        let problem: (String, LintFinding.Severity)? =
          switch lesson {
          case nil: ("there is no lesson `\(id)`", .warning)
          case let lesson? where lesson.manifest.lab != lab.id:
            ("the lesson `\(id)` does not name this lab", .error)
          default: nil
          }
        guard let (message, severity) = problem else { continue }
        collector.add(
          .references, manifestFile, line: stage.place.line, message, severity)
      }
    }
  }

  private func addHints(_ grader: GraderManifest, _ collector: inout FindingCollector) {
    let file = "\(lab.folder)/hints.md"
    let hints = index.hints(of: lab)
    for problem in hints.problems { collector.add(.hints, problem) }
    guard let steps = hints.value?.steps else { return }
    for check in grader.checks where check.kind == .property && steps[check.id] == nil {
      collector.add(.hints, file, "`\(check.id)` has no hints")
    }
    for id in steps.keys.sorted() where grader.check(id) == nil {
      collector.add(.hints, file, "no check has the id `\(id)`")
    }
  }

  private func addPictures(_ collector: inout FindingCollector) {
    let file = "\(lab.folder)/TASK.md"
    guard let task = try? index.folder.text(file), let document = try? Document(parsing: task)
    else { return }
    PictureLint(file: file).add(document.blocks, to: &collector)
  }

  private func addPropertyList(_ grader: GraderManifest, _ collector: inout FindingCollector) {
    let file = "\(lab.folder)/TASK.md"
    guard let task = try? index.folder.text(file) else { return }
    guard let list = PropertyList.list(in: task) else {
      return collector.add(
        .propertyList, file, "the task has no place for the property list",
        suggestion: "the lines `\(PropertyList.opening)` and `\(PropertyList.closing)`")
    }
    if list != PropertyList.markdown(grader) {
      let line = task.linesByFeed.firstIndex { $0 == PropertyList.opening } ?? 0
      collector.add(
        .propertyList, file, line: line + 1, "the property list differs from grader.yaml",
        suggestion: "write it again with `edalab lab check \(lab.id) --fix`")
    }
  }
}
