/// Applies unified diffs, strictly: every line of context must stand exactly where the patch says.
///
/// A wrong submission is such a patch on an accepted one. A tool that searches for the place would
/// hide that the accepted one moved on.
package enum UnifiedDiff {
  /// The files with the patch applied.
  ///
  /// Lines before the first `---`, and `diff` and `index` lines between files, are skipped. Files
  /// are changed only: a patch that makes, removes or renames one is malformed.
  ///
  /// - Throws: ``CourseError`` with the code `malformedPatch` or `patchDoesNotApply` and the line
  ///   in the patch.
  package static func apply(
    _ patch: String, to files: [String: String]
  ) throws -> [String: String] {
    var parser = DiffParser(patch)
    var result = files
    var changed: Set<String> = []
    while let change = try parser.nextFile() {
      guard let text = files[change.name] else {
        throw CourseError(
          .patchDoesNotApply, file: change.name, line: change.line, detail: "no such file")
      }
      guard changed.insert(change.name).inserted else {
        throw CourseError(
          .malformedPatch, file: change.name, line: change.line, detail: "a file stands twice")
      }
      result[change.name] = try change.applied(to: text)
    }
    guard !changed.isEmpty else {
      throw CourseError(.malformedPatch, file: "", line: 1, detail: "no file is changed")
    }
    return result
  }
}

/// The changes of one file.
struct FileChange {
  let name: String
  /// The line of the patch that names the file.
  let line: Int
  let hunks: [Hunk]

  /// A run of lines that is replaced.
  struct Hunk {
    /// The first line of the old text, from 1; the line after which to insert if there is none.
    let start: Int
    let old: [(text: String, line: Int)]
    let new: [String]
    let line: Int
  }

  func applied(to text: String) throws -> String {
    let lines = FileChange.lines(of: text)
    var result: [String] = []
    var position = 0
    for hunk in hunks {
      let start = hunk.old.isEmpty ? hunk.start : hunk.start - 1
      guard start >= position, start + hunk.old.count <= lines.count else {
        throw refusal(hunk.line, "the file has no such lines")
      }
      result += lines[position..<start]
      for (offset, expected) in hunk.old.enumerated() where lines[start + offset] != expected.text {
        throw refusal(expected.line, "line \(start + offset + 1) of the file is different")
      }
      result += hunk.new
      position = start + hunk.old.count
    }
    return (result + lines[position...]).joined()
  }

  private func refusal(_ line: Int, _ detail: String) -> CourseError {
    CourseError(.patchDoesNotApply, file: name, line: line, detail: detail)
  }

  /// The lines with their line feeds, so that a missing one at the end is a difference too.
  private static func lines(of text: String) -> [String] {
    var lines = text.linesByFeed.map { String($0 + "\n") }
    let last = String(lines.removeLast().dropLast())
    return last.isEmpty ? lines : lines + [last]
  }
}
