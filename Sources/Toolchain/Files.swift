import Glibc
internal import Sandbox

/// The few file operations of this module, each of which names the path it failed on.
enum Files {
  /// Makes a folder that others may pass through, not list: a sandbox may run as another user.
  static func makeFolder(_ path: String, mode: mode_t = 0o711) throws(ToolchainError) {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let parent = parent(of: path) else { throw failure(path) }
    try makeFolder(parent, mode: mode)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw failure(path) }
  }

  static let scratchPrefix = "edalab-build-"

  /// A new folder with a name that nobody can guess.
  static func makeUniqueFolder(in folder: String) throws(ToolchainError) -> String {
    guard let path = ScratchFolder.make(scratchPrefix, in: folder, mode: 0o711) else {
      throw failure(folder)
    }
    return path
  }

  /// Writes a file that must not exist yet.
  static func write(_ bytes: [UInt8], to path: String) throws(ToolchainError) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure(path) }
      written += count
    }
  }

  /// The whole of a regular file, or its first `limit` bytes. Links are not followed and a FIFO is
  /// not waited for.
  static func read(_ path: String, atMost limit: Int) throws(ToolchainError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw failure(path) }
    guard let bytes = bytes(of: file, atMost: limit) else { throw failure(path) }
    return bytes
  }

  /// What an open file holds from here on, at most `limit` bytes of it; nil on a read error.
  static func bytes(of file: Int32, atMost limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < limit {
      let room = min(limit - bytes.count, 1 << 16)
      var count = 0
      bytes += [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
        count = Glibc.read(file, buffer.baseAddress, room)
        initialized = max(count, 0)
      }
      if count == 0 { break }
      if count < 0 { return nil }
    }
    return bytes
  }

  /// Copies a regular file that an untrusted program may have made: a link is not followed, and the
  /// copy shares nothing with it.
  static func copy(_ source: String, to target: String, mode: mode_t) throws(ToolchainError) {
    let input = open(source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard input >= 0 else { throw failure(source) }
    defer { close(input) }
    var facts = stat()
    guard fstat(input, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw failure(source)
    }
    let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard output >= 0 else { throw failure(target) }
    defer { close(output) }
    var rest = Int(facts.st_size)
    while rest > 0 {
      let count = sendfile(output, input, nil, rest)
      guard count > 0 else { throw failure(target) }
      rest -= count
    }
    guard fchmod(output, mode) == 0 else { throw failure(target) }
  }

  /// Removes a file or a folder with all it holds; links are removed, never followed.
  static func remove(_ path: String) {
    if unlink(path) == 0 || errno == ENOENT { return }
    for name in names(in: path) { remove(path + "/" + name) }
    rmdir(path)
  }

  /// The names in a folder, sorted; none if it cannot be listed.
  static func names(in folder: String) -> [String] {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0, let stream = fdopendir(descriptor) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  static func failure(_ path: String) -> ToolchainError {
    ToolchainError(.storage, path: path, errorNumber: errno)
  }

  private static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
    return String(path[..<slash])
  }
}
