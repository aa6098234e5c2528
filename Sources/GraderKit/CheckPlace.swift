/// Where a check or a scenario stands in its author's files.
package struct CheckPlace: Hashable, Sendable, CustomStringConvertible {
  /// The file's name, `Checks.swift`.
  package let file: String
  /// Counts from 1.
  package let line: Int

  /// `fileID` is a module's name and a file's, as `#fileID` says it.
  package init(fileID: String, line: Int) {
    file = fileID.split(separator: "/").last.map(String.init) ?? fileID
    self.line = line
  }

  /// `Checks.swift:42`.
  package var description: String { "\(file):\(line)" }
}
