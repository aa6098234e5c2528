import Digests
import Glibc

/// Results of builds, one folder per digest of what went in. An entry appears whole or not at all,
/// is checked whenever it is used, and is made once even if two ask for it at the same time.
package struct BuildCache: Sendable {
  /// Absolute; only the grader writes in it.
  package let folder: String
  /// How many entries are kept. Each is some ten megabytes.
  package let capacity: Int

  package init(folder: String, capacity: Int = 64) throws(ToolchainError) {
    self.folder = folder
    self.capacity = capacity
    for part in ["", "/entries", "/locks", "/new"] { try Files.makeFolder(folder + part) }
  }

  /// The folder of an entry, made by `make` if there is none that is intact. `make` gets an empty
  /// folder; if it returns false, nothing is kept and the result is nil.
  func entry(
    _ key: Digest, isCancelled: @Sendable () -> Bool = { false },
    make: (String) throws(ToolchainError) -> Bool
  ) throws(ToolchainError) -> String? {
    let lock = try FileLock(folder + "/locks/" + key.hex, isCancelled: isCancelled)
    defer { lock.release() }
    let entry = folder + "/entries/" + key.hex
    if Seal.isIntact(entry) {
      utimensat(AT_FDCWD, entry, nil, 0)
      return entry
    }
    Files.remove(entry)
    let new = try Files.makeUniqueFolder(in: folder + "/new")
    defer { Files.remove(new) }
    guard try make(new) else { return nil }
    try Seal.write(in: new)
    guard rename(new, entry) == 0 else { throw Files.failure(entry) }
    prune(now: time(nil))
    return entry
  }

  /// Removes the entries that were not used for longest, beyond the capacity, and what builds left
  /// behind that were killed. What was used within the hour may be in use and stays.
  func prune(now: Int) {
    let entries = aged("/entries", now: now).sorted { $0.age < $1.age }
    for entry in entries.dropFirst(capacity) where entry.age > 3600 { Files.remove(entry.path) }
    for rest in aged("/new", now: now) where rest.age > 3600 { Files.remove(rest.path) }
  }

  private func aged(_ part: String, now: Int) -> [(path: String, age: Int)] {
    Files.names(in: folder + part).map { name in
      let path = folder + part + "/" + name
      var facts = stat()
      lstat(path, &facts)
      return (path, now - facts.st_mtim.tv_sec)
    }
  }
}
