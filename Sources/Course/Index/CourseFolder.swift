package import Digests
internal import Foundation

/// Reads files below a folder. Paths are relative to it and use `/`.
///
/// Symbolic links are never followed into: a course is what stands in its folder.
package struct CourseFolder: Hashable, Sendable {
  package let root: String

  package init(root: String) {
    self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
  }

  /// The place of a path in the file system.
  package func absolute(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

  package func isFolder(_ path: String) -> Bool { type(of: path) == .typeDirectory }

  package func isFile(_ path: String) -> Bool { type(of: path) == .typeRegular }

  /// The bytes of a file.
  ///
  /// - Throws: ``CourseError`` with the code `unreadableFile`.
  package func bytes(_ path: String) throws -> [UInt8] {
    guard isFile(path), let data = FileManager.default.contents(atPath: absolute(path)) else {
      throw CourseError(.unreadableFile, file: path)
    }
    return Array(data)
  }

  /// The text of a file.
  ///
  /// - Throws: ``CourseError`` with the code `unreadableFile` or `notText`.
  package func text(_ path: String) throws -> String {
    guard let text = String(validating: try bytes(path), as: UTF8.self) else {
      throw CourseError(.notText, file: path)
    }
    return text
  }

  /// The names directly in a folder, sorted by their bytes; none if there is no such folder.
  package func names(in path: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: absolute(path))
    return (names ?? []).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Every file below a folder, relative to it, sorted by the bytes of the path.
  ///
  /// A symbolic link is listed as a file, and reading it is an error.
  package func files(under path: String) -> [String] {
    var files: [String] = []
    for name in names(in: path) {
      let inner = path.isEmpty ? name : "\(path)/\(name)"
      if isFolder(inner) {
        files += self.files(under: inner).map { "\(name)/\($0)" }
      } else {
        files.append(name)
      }
    }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// One digest of all files below some folders: their paths and their bytes. Files of the name
  /// `left` are left out.
  ///
  /// - Throws: ``CourseError`` for a file that cannot be read.
  package func digest(of folders: [String], except left: String? = nil) throws -> Digest {
    var hash = SHA256()
    for folder in folders {
      for file in files(under: folder) where file != left {
        hash.update(field: "\(folder)/\(file)".utf8)
        hash.update(field: try bytes("\(folder)/\(file)"))
      }
    }
    return hash.finish()
  }

  private func type(of path: String) -> FileAttributeType? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: absolute(path))
    return attributes?[.type] as? FileAttributeType
  }
}
