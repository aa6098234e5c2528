/// The stored submissions of one lab: a folder `Submissions` with one folder for each group.
package struct Submissions: Sendable {
  /// One of them.
  package struct Submission: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// A patch on the accepted submission of that name.
      case patch(base: String)
      /// A folder with all of a submission's files.
      case folder
    }

    /// The name without `.patch`.
    package let name: String
    package let group: SubmissionGroup
    package let kind: Kind
    /// Relative to the lab's grader folder.
    package let path: String
  }

  /// By group and name.
  package let all: [Submission]
  /// What stands under `Submissions` and is no submission.
  package let problems: [ManifestProblem]
  private let folder: CourseFolder

  /// Looks through a lab's grader folder. A folder without submissions is no problem here.
  package static func load(graderFolder: String) -> Submissions {
    let folder = CourseFolder(root: graderFolder)
    var scan = Scan(folder: folder)
    for name in folder.names(in: "Submissions") { scan.addGroup(name) }
    return Submissions(
      all: scan.found.sorted { ($0.group.rawValue, $0.name) < ($1.group.rawValue, $1.name) },
      problems: scan.problems, folder: folder)
  }

  /// The submission of a group with a name.
  package func submission(_ group: SubmissionGroup, _ name: String) -> Submission? {
    all.first { $0.group == group && $0.name == name }
  }

  /// The Swift files of a submission by name; a patch is applied to its base.
  ///
  /// - Throws: ``CourseError``.
  package func files(of submission: Submission) throws -> [String: String] {
    guard case .patch(let base) = submission.kind else { return try files(in: submission.path) }
    guard let accepted = self.submission(.accepted, base) else {
      throw CourseError(.unknownBase, file: submission.path, line: 1, detail: base)
    }
    return try UnifiedDiff.apply(
      try folder.text(submission.path), to: try files(in: accepted.path))
  }

  private func files(in path: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in folder.files(under: path) { files[name] = try folder.text("\(path)/\(name)") }
    return files
  }
}

/// Looks through the groups.
private struct Scan {
  let folder: CourseFolder
  var found: [Submissions.Submission] = []
  var problems: [ManifestProblem] = []

  init(folder: CourseFolder) { self.folder = folder }

  mutating func addGroup(_ name: String) {
    guard let group = SubmissionGroup(rawValue: name), folder.isFolder("Submissions/\(name)") else {
      let near = NearName.nearest(to: name, among: SubmissionGroup.allCases.map(\.rawValue))
      report("Submissions/\(name)", "no such group of submissions", near.map { "`\($0)`" })
      return
    }
    for entry in folder.names(in: "Submissions/\(name)") { add(entry, to: group) }
  }

  private mutating func add(_ entry: String, to group: SubmissionGroup) {
    let path = "Submissions/\(group.rawValue)/\(entry)"
    if folder.isFolder(path) {
      found.append(.init(name: entry, group: group, kind: .folder, path: path))
    } else if entry.hasSuffix(".patch"), group != .accepted {
      addPatch(String(entry.dropLast(6)), group, path)
    } else {
      report(path, "a submission is a folder or a `.patch`")
    }
  }

  private mutating func addPatch(_ name: String, _ group: SubmissionGroup, _ path: String) {
    let mark = "# accepted: "
    let first = (try? folder.text(path))?.prefix { $0 != "\n" } ?? ""
    if first.hasPrefix(mark) {
      let base = String(first.dropFirst(mark.count))
      found.append(.init(name: name, group: group, kind: .patch(base: base), path: path))
    } else {
      report(path, "the first line does not name the accepted submission", "`\(mark)simple`")
    }
  }

  private mutating func report(_ path: String, _ message: String, _ suggestion: String? = nil) {
    problems.append(ManifestProblem(file: path, message: message, suggestion: suggestion))
  }
}
