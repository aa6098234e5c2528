package import Course
internal import Foundation

/// A learner's folder: one Swift package without dependencies, with a target for each lab.
///
///     DIR/Package.swift  README.md  edalab
///     DIR/Labs/42-word-count/TASK.md  Counter.swift  Examples.swift  API/…
///     DIR/.edalab/workspace.json  support/Sources/EDARuntime/…  kept/…
package struct Workspace: Hashable, Sendable {
  /// The folder, absolute, without a slash at its end.
  package let path: String

  /// Where a lab's files lie, absolute: the folder that a submission is read from.
  package func folder(of lab: Lab) -> String { "\(path)/\(Self.folder(of: lab))" }

  /// The same, relative to the workspace.
  package static func folder(of lab: Lab) -> String { "Labs/\(lab.id)" }

  /// The variable that a workspace's launcher names it in.
  package static var variable: String { WorkspaceLauncher.variable }

  /// The workspace that a folder is, or lies in; nil if there is none on the way up to the root.
  package static func locate(from folder: String) -> Workspace? {
    var place = absolute(folder)
    while true {
      if FileManager.default.fileExists(atPath: "\(place)/\(WorkspaceRecord.path)") {
        return Workspace(path: place)
      }
      guard place != "", place != "/" else { return nil }
      place = (place as NSString).deletingLastPathComponent
    }
  }

  /// The same name from the root, `.` and `..` resolved, without a slash at the end.
  static func absolute(_ folder: String) -> String {
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
