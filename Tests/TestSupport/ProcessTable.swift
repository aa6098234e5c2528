import Glibc

/// The processes of this machine.
package enum ProcessTable {
  /// How many processes execute this very file, whatever name they know it by; -1 if there is no
  /// such file.
  package static func count(executing path: String) -> Int {
    var wanted = stat()
    guard stat(path, &wanted) == 0, let folder = opendir("/proc") else { return -1 }
    defer { closedir(folder) }
    var count = 0
    while let entry = readdir(folder) {
      let number = entry.pointee.d_name.0 >= 48 && entry.pointee.d_name.0 <= 57
      guard number else { continue }
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      var found = stat()
      guard stat("/proc/\(name)/exe", &found) == 0 else { continue }
      if found.st_ino == wanted.st_ino, found.st_dev == wanted.st_dev { count += 1 }
    }
    return count
  }
}
