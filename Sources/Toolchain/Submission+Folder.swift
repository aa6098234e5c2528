import Glibc

extension Submission {
  /// Reads the declared files of a folder, each once. Nothing else in the folder is looked at, and
  /// no link, FIFO or device is opened.
  package init(
    folder: String, declared names: [String], limits: Limits = Limits()
  ) throws(SubmissionError) {
    try Submission.check(names: names, limits: limits)
    var files: [String: [UInt8]] = [:]
    var linked: [String] = []
    var total = 0
    for name in names {
      let source = try OpenSource(name: name, in: folder)
      try Submission.check(
        size: source.size, total: total + source.size, of: name, limits: limits)
      let bytes = try source.read(limit: limits.fileBytes)
      total += bytes.count
      try Submission.check(size: bytes.count, total: total, of: name, limits: limits)
      files[name] = bytes
      if source.hasOtherNames { linked.append(name) }
    }
    try self.init(files: files, linked: linked, limits: limits)
  }
}

/// One declared file, open, and known to be a regular file.
private struct OpenSource: ~Copyable {
  let name: String
  let descriptor: Int32
  let size: Int
  let hasOtherNames: Bool

  init(name: String, in folder: String) throws(SubmissionError) {
    self.name = name
    // A folder that the learner keeps in another place may be a link; what lies in it may not.
    var parent = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    let parts = name.split(separator: "/").map(String.init)
    for part in parts.dropLast() {
      let next = try Self.enter(part, of: parent, for: name)
      close(parent)
      parent = next
    }
    defer { if parent >= 0 { close(parent) } }
    let last = parts.last ?? name
    try Self.refuseIrregular(last, in: parent, for: name)
    let file = openat(parent, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw SubmissionError(name, Self.code(of: errno)) }
    var facts = stat()
    // Between the look and the opening another file may have taken the name: only this counts.
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw SubmissionError(name, .notRegular(Self.kind(facts.st_mode)))
    }
    descriptor = file
    size = Int(facts.st_size)
    hasOtherNames = facts.st_nlink != 1
  }

  deinit { close(descriptor) }

  /// At most one byte more than the limit, so that a file that grew shows.
  borrowing func read(limit: Int) throws(SubmissionError) -> [UInt8] {
    guard let bytes = Files.bytes(of: descriptor, atMost: limit + 1) else {
      throw SubmissionError(name, .unreadable(errno))
    }
    return bytes
  }

  private static func enter(
    _ part: String, of parent: Int32, for name: String
  ) throws(SubmissionError) -> Int32 {
    let next = openat(parent, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if next >= 0 { return next }
    let code: SubmissionError.Code =
      errno == ELOOP || errno == ENOTDIR ? .notRegular(.symbolicLink) : code(of: errno)
    if parent >= 0 { close(parent) }
    throw SubmissionError(name, code)
  }

  private static func refuseIrregular(
    _ last: String, in parent: Int32, for name: String
  ) throws(SubmissionError) {
    var facts = stat()
    guard fstatat(parent, last, &facts, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw SubmissionError(name, code(of: errno))
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw SubmissionError(name, .notRegular(kind(facts.st_mode)))
    }
  }

  private static func code(of number: Int32) -> SubmissionError.Code {
    number == ENOENT || number == EBADF ? .missing : .unreadable(number)
  }

  private static func kind(_ mode: mode_t) -> SubmissionError.FileKind {
    switch mode & S_IFMT {
    case S_IFLNK: .symbolicLink
    case S_IFDIR: .folder
    case S_IFIFO: .fifo
    case S_IFSOCK: .socket
    default: .device
    }
  }
}
