/// Checks which files stand in a lab's two folders.
struct FileLint {
  let index: CourseIndex
  let lab: Lab

  func add(to collector: inout FindingCollector) {
    addLabFolder(&collector)
    addGraderFolder(&collector)
  }

  private func addLabFolder(_ collector: inout FindingCollector) {
    let files = index.folder.files(under: lab.folder)
    let starters = lab.manifest.files.map { "Starter/\($0)" }
    let required = ["lab.yaml", "TASK.md", "Examples.swift"] + starters
    addMissing(required, in: files, lab.folder, &collector)
    if !files.contains(where: { FileLint.isSwift($0, in: "API") }) {
      collector.add(.requiredFiles, "\(lab.folder)/API", "there is no Swift file")
    }
    let known = Set(required + ["hints.md"])
    for file in files where !known.contains(file) && !FileLint.isSwift(file, in: "API") {
      addDead("\(lab.folder)/\(file)", &collector)
    }
  }

  /// What stands under `Submissions` is checked with the manifest.
  private func addGraderFolder(_ collector: inout FindingCollector) {
    let files = index.folder.files(under: lab.graderFolder)
    addMissing(["grader.yaml", "Checks.swift"], in: files, lab.graderFolder, &collector)
    let known = ["grader.yaml", Lab.knownMistakes]
    for file in files where !file.hasPrefix("Submissions/") && !known.contains(file) {
      let isCheck =
        file == "Checks.swift" || Self.isSwift(file, in: "Support")
      if !isCheck { addDead("\(lab.graderFolder)/\(file)", &collector) }
    }
  }

  private func addMissing(
    _ required: [String], in files: [String], _ folder: String,
    _ collector: inout FindingCollector
  ) {
    for file in required where !files.contains(file) {
      collector.add(.requiredFiles, "\(folder)/\(file)", "the file is missing")
    }
  }

  private func addDead(_ path: String, _ collector: inout FindingCollector) {
    collector.add(.deadFiles, path, "nothing uses this file")
  }

  private static func isSwift(_ file: String, in folder: String) -> Bool {
    file.hasPrefix(folder + "/") && file.hasSuffix(".swift")
      && file.split(separator: "/").count == 2
  }
}
