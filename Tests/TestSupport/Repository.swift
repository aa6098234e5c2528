import Foundation

/// The checkout that the running tests were compiled from.
package enum Repository {
  /// The absolute path of the folder that holds the launcher and `Sources`, without symlinks.
  ///
  /// Tests may be built through a folder of symlinks, so the path of this file is resolved first.
  package static let root: String = {
    var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    repeat {
      folder.deleteLastPathComponent()
      if isRoot(folder.path) { return folder.path }
    } while folder.path != "/"
    preconditionFailure("no checkout of edalab around \(#filePath)")
  }()

  /// The text of a file of the checkout, by its path from the root.
  package static func text(of path: String) throws -> String {
    try String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }

  /// The paths of all files below a folder of the checkout, from the root, sorted; hidden files and
  /// folders are left out. A folder that does not exist has no files.
  package static func files(below folder: String) -> [String] {
    let walker = FileManager.default.enumerator(atPath: root + "/" + folder)
    var paths: [String] = []
    while let path = walker?.nextObject() as? String {
      if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
      var isFolder: ObjCBool = false
      let full = "\(root)/\(folder)/\(path)"
      if FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue {
        paths.append("\(folder)/\(path)")
      }
    }
    return paths.sorted()
  }

  private static func isRoot(_ path: String) -> Bool {
    ["edalab", "Package.swift", "Sources"].allSatisfy {
      FileManager.default.fileExists(atPath: path + "/" + $0)
    }
  }
}
