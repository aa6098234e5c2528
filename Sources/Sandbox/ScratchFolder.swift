import Glibc

/// Folders for a while, named after the process that made them: who is killed cannot clean up, so
/// the next one does.
package enum ScratchFolder {
  /// Makes a folder with a name that nobody can guess: `PREFIX` process `-` six characters. Nil,
  /// with `errno` set, if that is impossible.
  ///
  /// - Parameter mode: whether others may pass through or look.
  package static func make(_ prefix: String, in parent: String, mode: UInt32) -> String? {
    var template = Array("\(parent)/\(prefix)\(getpid())-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return chmod(path, mode) == 0 ? path : nil
  }

  /// The folders of this user with the prefix whose process is gone.
  package static func stale(_ prefix: String, in parent: String) -> [String] {
    guard let folder = opendir(parent) else { return [] }
    defer { closedir(folder) }
    var stale: [String] = []
    while let entry = readdir(folder) {
      let name = name(of: entry)
      guard name.hasPrefix(prefix), let owner = owner(of: name, prefix), isGone(owner) else {
        continue
      }
      let path = parent + "/" + name
      var facts = stat()
      guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { continue }
      if UnprivilegedUser.owns(facts.st_uid) { stale.append(path) }
    }
    return stale
  }

  /// Removes what runs and probes left that were killed.
  package static func removeStaleRuns() {
    for prefix in [RunFolder.prefix, HiddenFile.prefix] {
      for path in stale(prefix, in: RunFolder.parent) { removeFlat(path) }
    }
  }

  /// Removes a folder that holds nothing but files.
  private static func removeFlat(_ path: String) {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) { unlinkat(dirfd(folder), name(of: entry), 0) }
    closedir(folder)
    rmdir(path)
  }

  private static func isGone(_ process: pid_t) -> Bool { kill(process, 0) != 0 && errno == ESRCH }

  private static func owner(of name: String, _ prefix: String) -> pid_t? {
    let rest = name.dropFirst(prefix.count)
    guard let end = rest.firstIndex(of: "-") else { return nil }
    return pid_t(rest[..<end])
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }
}
