import Foundation

/// A text that is not what its snapshot says.
package struct SnapshotDifference: Error, CustomStringConvertible {
  /// The snapshot's file.
  package let file: String
  /// The lines that differ: `-` stands in the snapshot, `+` in the text.
  package let difference: String

  package var description: String {
    "differs from \(file); run with EDALAB_RECORD=1 to accept it:\n\(difference)"
  }
}

/// Compares a text with `Tests/Snapshots/<suite>/<name>.txt`; the suite is the test's file name.
///
/// Snapshots lie outside of the test targets, because the package manager would warn of each file.
/// With `EDALAB_RECORD=1` in the environment the file is written instead. A snapshot that does not
/// exist is a difference, so that a test cannot pass because nobody recorded it.
package func checkSnapshot(
  _ text: String, _ name: String, suite: String? = nil, file: String = #filePath
) throws {
  let source = URL(filePath: file).resolvingSymlinksInPath()
  let suite = suite ?? source.deletingPathExtension().lastPathComponent
  let snapshot = source.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Snapshots/\(suite)/\(name).txt")
  if ProcessInfo.processInfo.environment["EDALAB_RECORD"] == "1" {
    try FileManager.default.createDirectory(
      at: snapshot.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: snapshot, atomically: true, encoding: .utf8)
    return
  }
  let expected = (try? String(contentsOf: snapshot, encoding: .utf8)) ?? ""
  if expected != text || !FileManager.default.fileExists(atPath: snapshot.path) {
    throw SnapshotDifference(
      file: "Snapshots/\(suite)/\(name).txt", difference: lineDifference(expected, text))
  }
}

/// The lines that only one of two texts has, in order, with two lines around each change.
package func lineDifference(_ old: String, _ new: String) -> String {
  let old = old.split(separator: "\n", omittingEmptySubsequences: false)
  let new = new.split(separator: "\n", omittingEmptySubsequences: false)
  var lines: [(mark: Character, text: Substring)] = []
  let changes = new.difference(from: old)
  let removed = Set(changes.removals.map(\.offset))
  let inserted = Set(changes.insertions.map(\.offset))
  var (left, right) = (0, 0)
  while left < old.count || right < new.count {
    if removed.contains(left) {
      lines.append(("-", old[left]))
      left += 1
    } else if inserted.contains(right) {
      lines.append(("+", new[right]))
      right += 1
    } else {
      lines.append((" ", old[left]))
      left += 1
      right += 1
    }
  }
  return nearChanges(lines)
}

private func nearChanges(_ lines: [(mark: Character, text: Substring)]) -> String {
  let shown = lines.indices.filter { index in
    (max(0, index - 2)...min(lines.count - 1, index + 2)).contains { lines[$0].mark != " " }
  }
  return shown.map { "\(lines[$0].mark) \(lines[$0].text)" }.joined(separator: "\n")
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
