import Glibc

/// What a user without rights of its own can reach: decided from the mode bits for "others", on
/// the path after all links.
enum Reach {
  /// Whether everyone may pass every folder above `path` and may read it; with `X_OK`, execute it.
  static func isOpen(_ path: String, for use: Int32 = R_OK) -> Bool {
    guard let resolved = realpath(path, nil) else { return false }
    defer { free(resolved) }
    let names = String(cString: resolved).split(separator: "/")
    var prefix = ""
    for name in names.dropLast() {
      prefix += "/" + name
      guard mode(prefix) & 0o001 != 0 else { return false }
    }
    let needed: mode_t = use == X_OK ? 0o005 : 0o004
    return mode(prefix + "/" + (names.last ?? "")) & needed == needed
  }

  /// Hands an existing folder, and nothing in it, to the user that builds run as.
  static func give(_ folder: String, to user: UInt32) throws(SandboxError) {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    guard let open = try? Descriptor(open(folder, flags)) else {
      throw SandboxError(.unreachable, errorNumber: errno, detail: folder)
    }
    var facts = stat()
    guard fstat(open.number, &facts) == 0 else {
      throw SandboxError(.unreachable, errorNumber: errno, detail: folder)
    }
    if facts.st_uid != user, fchown(open.number, user, user) != 0 {
      throw SandboxError(.unreachable, errorNumber: errno, detail: folder)
    }
  }

  private static func mode(_ path: String) -> mode_t {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode : 0
  }
}
