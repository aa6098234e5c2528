internal import Foundation

/// Where builds are kept.
enum CacheFolder {
  /// As root, compilers and components run as an unprivileged user, who cannot pass through a
  /// private home; the machine's cache serves then.
  static func choose(_ preferred: String, isRoot: Bool = geteuid() == 0) -> String {
    isRoot && !isOpen(preferred) ? "/var/cache/edalab" : preferred
  }

  /// Whether everybody may pass through the folders that exist on the way to a path.
  static func isOpen(_ path: String) -> Bool {
    var folder = URL(fileURLWithPath: path)
    while folder.path != "/" {
      var facts = stat()
      if stat(folder.path, &facts) == 0, facts.st_mode & S_IXOTH == 0 { return false }
      folder.deleteLastPathComponent()
    }
    return true
  }
}
