package import Course
internal import Foundation

extension Workspace {
  private static let keptFolder = ".edalab/kept"

  /// Puts a lab's files back to the starter. What the learner wrote is kept first.
  ///
  /// - Returns: the folder of what was kept, relative to the workspace.
  package func reset(_ lab: Lab, of index: CourseIndex) throws(WorkspaceError) -> String {
    let disk = DiskFolder(path: path)
    var starters: [String: [UInt8]] = [:]
    for name in lab.manifest.files {
      let starter = "\(lab.folder)/Starter/\(name)"
      guard let bytes = try? index.folder.bytes(starter) else {
        throw WorkspaceError(.courseUnreadable, path: index.folder.absolute(starter))
      }
      starters[name] = bytes
    }
    let kept = try keep(lab, on: disk)
    for (name, bytes) in starters.sorted(by: { $0.key < $1.key }) {
      try disk.write(bytes, to: "\(Self.folder(of: lab))/\(name)")
    }
    return kept
  }

  /// Brings back what a reset kept. What stands there now is kept in its turn.
  ///
  /// - Parameter kept: what ``reset(_:of:)`` returned.
  /// - Returns: the folder of what is kept now.
  @discardableResult
  package func undoReset(of lab: Lab, kept: String) throws(WorkspaceError) -> String {
    let disk = DiskFolder(path: path)
    let source = disk.absolute("\(kept)/\(lab.id)")
    guard kept.hasPrefix(Self.keptFolder + "/"), !kept.contains("..") else {
      throw WorkspaceError(.notWritable(errorNumber: EINVAL), path: source)
    }
    guard FileManager.default.fileExists(atPath: source) else {
      throw WorkspaceError(.notWritable(errorNumber: ENOENT), path: source)
    }
    let now = try keep(lab, on: disk)
    for name in lab.manifest.files {
      let file = "\(Self.folder(of: lab))/\(name)"
      guard let data = FileManager.default.contents(atPath: "\(source)/\(name)") else { continue }
      try disk.write([UInt8](data), to: file)
    }
    return now
  }

  private func keep(_ lab: Lab, on disk: DiskFolder) throws(WorkspaceError) -> String {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: disk.absolute(Self.keptFolder)))
    let numbers = (names ?? []).compactMap { name in
      name.hasPrefix("reset-") ? Int(name.dropFirst("reset-".count)) : nil
    }
    let number = String(10_001 + (numbers.max() ?? 0)).dropFirst()
    let kept = "\(Self.keptFolder)/reset-\(number)"
    for name in lab.manifest.files {
      let file = "\(Self.folder(of: lab))/\(name)"
      try disk.copy(file, to: "\(kept)/\(lab.id)/\(name)")
    }
    return kept
  }
}
