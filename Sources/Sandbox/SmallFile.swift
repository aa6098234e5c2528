import Glibc

/// Files of the kernel, which say their size as 0 and fit into one read.
enum SmallFile {
  /// The text, or nothing when the file cannot be read.
  static func read(_ path: String) -> String {
    guard let file = try? Descriptor(open(path, O_RDONLY | O_CLOEXEC)) else { return "" }
    return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      let count = file.read(into: buffer) ?? 0
      return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
  }
}

/// How many tasks the user of this process has, over all its processes: the kernel's limit counts
/// them together, so a limit for one sandbox has to stand above what is there already.
enum UserTasks {
  static func count() -> Int {
    guard let folder = opendir("/proc") else { return 0 }
    defer { closedir(folder) }
    var tasks = 0
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard Int(name) != nil else { continue }
      tasks += threads(ofProcess: name)
    }
    return tasks
  }

  /// Each thread is a folder in `task`, and a folder's links are itself, its name and its folders.
  private static func threads(ofProcess name: String) -> Int {
    var facts = stat()
    guard stat("/proc/\(name)/task", &facts) == 0, facts.st_uid == getuid() else { return 0 }
    return max(1, Int(facts.st_nlink) - 2)
  }
}
