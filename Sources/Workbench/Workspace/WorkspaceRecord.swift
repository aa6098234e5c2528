internal import Foundation

/// What edalab remembers of a workspace, in the workspace: the course that it is for, and the
/// digest of every file that edalab wrote there, so that it can tell its own files from changed
/// ones.
struct WorkspaceRecord: Codable, Equatable {
  static let schema = "edalab.workspace/1"
  /// Relative to the workspace.
  static let path = ".edalab/workspace.json"

  var schema = Self.schema
  /// The course's folder when the workspace was last opened.
  var course: String
  /// The course's labs at that time, by id.
  var labs: [String]
  /// SHA-256 of each file that edalab wrote and may write again, by its path.
  var files: [String: String] = [:]

  /// The record of a workspace; nil if the folder has none.
  static func read(in folder: String) throws(WorkspaceError) -> WorkspaceRecord? {
    let file = "\(folder)/\(path)"
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    guard let data = FileManager.default.contents(atPath: file),
      let form = try? JSONDecoder().decode(Form.self, from: data)
    else { throw WorkspaceError(.unreadableRecord, path: file) }
    guard form.schema == schema else {
      throw WorkspaceError(.newerVersion(schema: form.schema), path: file)
    }
    guard let record = try? JSONDecoder().decode(WorkspaceRecord.self, from: data) else {
      throw WorkspaceError(.unreadableRecord, path: file)
    }
    return record
  }

  /// The record as bytes, the same for the same record.
  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
  }

  private struct Form: Decodable { var schema: String }
}
