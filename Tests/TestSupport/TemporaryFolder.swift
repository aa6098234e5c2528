import Foundation

/// A folder for one test.
package struct TemporaryFolder: Sendable {
  /// Its absolute path, without symlinks.
  package let path: String

  /// The path of something in it.
  package subscript(_ name: String) -> String { path + "/" + name }

  /// Writes a file, making the folders on the way.
  @discardableResult
  package func write(_ text: String, to name: String, mode: Int = 0o644) throws -> String {
    let file = self[name]
    let parent = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    return file
  }

  /// The text of a file in it.
  package func text(of name: String) throws -> String {
    try String(contentsOfFile: self[name], encoding: .utf8)
  }

  /// Whether something of that name is in it; a dangling symlink is.
  package func has(_ name: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: self[name])) != nil
  }

  fileprivate init(name: String) throws {
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = "\(parent)/\(name)-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
}

/// Runs a test with a folder of its own, which is gone afterwards. Its name may hold spaces.
package func withTemporaryFolder<Value>(
  named name: String = "edalab test", _ body: (TemporaryFolder) throws -> Value
) throws -> Value {
  let folder = try TemporaryFolder(name: name)
  defer { try? FileManager.default.removeItem(atPath: folder.path) }
  return try body(folder)
}

/// The same for a test that waits.
package func withTemporaryFolder<Value>(
  named name: String = "edalab test", _ body: (TemporaryFolder) async throws -> Value
) async throws -> Value {
  let folder = try TemporaryFolder(name: name)
  defer { try? FileManager.default.removeItem(atPath: folder.path) }
  return try await body(folder)
}
