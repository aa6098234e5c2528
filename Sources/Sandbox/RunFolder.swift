import Glibc

/// Makes programs reachable for the user that a sandbox runs as. An ordinary user reaches what it
/// can execute; root's programs may lie where nobody else may look, and are then linked (or, from
/// another file system, copied) into a folder of the run.
final class RunFolder {
  private let user: UInt32?
  private var path: String?
  private var files: [String] = []

  init(user: UInt32?) { self.user = user }

  deinit { remove() }

  /// Where the sandbox finds this program, under `name` if it has to be brought nearer.
  func reachable(_ program: String, as name: String) throws(SandboxError) -> String {
    guard user != nil, !Reach.isOpen(program, for: X_OK) else { return program }
    let folder = try make()
    let target = "\(folder)/\(name)"
    try place(program, at: target)
    files.append(target)
    return target
  }

  /// Removes the folder and what was put there; nothing else can be in it.
  func remove() {
    for file in files { unlink(file) }
    files = []
    if let path { rmdir(path) }
    path = nil
  }

  static let parent = "/tmp"
  static let prefix = "edalab-run-"

  private func make() throws(SandboxError) -> String {
    if let path { return path }
    // Others may pass through to a name they know, not list or write.
    guard let made = ScratchFolder.make(Self.prefix, in: Self.parent, mode: 0o711) else {
      throw SandboxError(.exhausted, errorNumber: errno)
    }
    path = made
    return made
  }

  private func place(_ program: String, at target: String) throws(SandboxError) {
    var facts = stat()
    guard stat(program, &facts) == 0 else {
      throw SandboxError(.boxMissing, errorNumber: errno, detail: program)
    }
    let isExecutableByAll = facts.st_mode & 0o005 == 0o005
    if isExecutableByAll, link(program, target) == 0 { return }
    try copy(program, size: Int(facts.st_size), to: target)
  }

  private func copy(_ program: String, size: Int, to target: String) throws(SandboxError) {
    let source = try Descriptor(open(program, O_RDONLY | O_CLOEXEC))
    let copy = try Descriptor(open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o755))
    var rest = size
    while rest > 0 {
      let count = sendfile(copy.number, source.number, nil, rest)
      guard count > 0 else { throw SandboxError(.exhausted, errorNumber: errno) }
      rest -= count
    }
    fchmod(copy.number, 0o755)
  }
}
