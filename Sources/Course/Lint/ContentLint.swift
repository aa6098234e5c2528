/// Checks modules and lessons.
struct ContentLint {
  let index: CourseIndex

  func findings() -> [LintFinding] {
    var collector = FindingCollector()
    addRepeatedIDs(&collector)
    for module in index.modules { addDeadFiles(in: module, &collector) }
    for lesson in index.lessons {
      addLab(of: lesson, &collector)
      guard let text = try? index.text(of: lesson) else { continue }
      LessonLint(lesson: lesson, folder: index.folder, text: text).add(to: &collector)
    }
    return collector.findings
  }

  private func addRepeatedIDs(_ collector: inout FindingCollector) {
    var seen: Set<String> = []
    for lesson in index.lessons where !seen.insert(lesson.id).inserted {
      collector.add(.lesson, lesson.path, "another lesson has the id `\(lesson.id)`")
    }
  }

  private func addDeadFiles(in module: Module, _ collector: inout FindingCollector) {
    let folder = "Content/\(module.id)"
    let known = Set(["module.yaml"] + module.manifest.lessons.map { "\($0).md" })
    for file in index.folder.files(under: folder) where !known.contains(file) {
      collector.add(.deadFiles, "\(folder)/\(file)", "module.yaml does not name this file")
    }
  }

  /// A lesson may be written before its lab.
  private func addLab(of lesson: Lesson, _ collector: inout FindingCollector) {
    guard let id = lesson.manifest.lab, !index.labs.contains(where: { $0.id == id }) else { return }
    collector.add(.references, lesson.path, "there is no lab `\(id)`", .warning)
  }
}
