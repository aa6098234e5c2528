import Glibc

/// The parts of the machine that a confined program sees. They hold software that every user of
/// the machine can read, and nothing of the grader or of another learner.
enum SystemFolders {
  /// Where the loader and the C and C++ libraries lie, on the common layouts of both architectures.
  static let libraries = [
    "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64",
    "/usr/lib/ld-linux-aarch64.so.1", "/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/lib64",
    "/lib/ld-linux-aarch64.so.1", "/etc/ld.so.cache",
  ]

  /// What a compiler needs besides itself: the linker, start files, headers.
  static let compiler = [
    "/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/alternatives",
  ]

  /// How many processors there are: the thread pool's size depends on it.
  static let processors = "/sys/devices/system/cpu"

  static let devices = ["/dev/null", "/dev/zero", "/dev/urandom"]

  static func visible(in profile: Profile) -> [String] {
    profile == .run ? libraries : compiler
  }

  /// Where a symbolic link leads, or nil when the path is none.
  static func linkTarget(_ path: String) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer -> String? in
      guard let room = buffer.baseAddress else { return nil }
      let count = readlink(path, room, buffer.count)
      guard count >= 0 else { return nil }
      return String(decoding: UnsafeRawBufferPointer(buffer).prefix(count), as: UTF8.self)
    }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

/// A component may do less than a compiler: no second process, no file of its own.
enum Profile: Sendable { case run, build }
