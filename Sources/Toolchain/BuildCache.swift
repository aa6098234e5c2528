import Digests
import Glibc

/// Results of builds, one folder per digest of what went in. An entry appears whole or not at all,
/// is checked whenever it is used, and is made once even if two ask for it at the same time.
package struct BuildCache: Sendable {
  /// Absolute; only the grader writes in it.
  package let folder: String

  package init(folder: String) throws(ToolchainError) {
    self.folder = folder
    for part in ["", "/entries", "/locks", "/new"] { try Files.makeFolder(folder + part) }
  }

  /// The folder of an entry, made by `make` if there is none that is intact. `make` gets an empty
  /// folder; if it returns false, nothing is kept and the result is nil.
  func entry(
    _ key: Digest, isCancelled: @Sendable () -> Bool,
    make: (String) throws(ToolchainError) -> Bool
  ) throws(ToolchainError) -> String? {
    let lock = try FileLock(folder + "/locks/" + key.hex, isCancelled: isCancelled)
    defer { lock.release() }
    let entry = folder + "/entries/" + key.hex
    if Seal.isIntact(entry) { return entry }
    Files.remove(entry)
    let new = try Files.makeUniqueFolder(in: folder + "/new")
    defer { Files.remove(new) }
    guard try make(new) else { return nil }
    try Seal.write(in: new)
    guard rename(new, entry) == 0 else { throw Files.failure(entry) }
    return entry
  }
}
