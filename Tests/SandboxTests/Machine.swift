import Glibc

@testable import Sandbox

/// What this machine can do, found out once for all tests.
enum Machine {
  /// The box that was built beside the tests.
  static let boxPath: String = {
    let program = SystemFolders.linkTarget("/proc/self/exe") ?? ""
    let folder = program.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return folder.joined(separator: "/") + "/edalab-box"
  }()

  /// What `detect` finds when it may go up to each level.
  private static let found: [IsolationLevel: Isolation] = Dictionary(
    uniqueKeysWithValues: IsolationLevel.allCases.compactMap { level in
      (try? Isolation.detect(boxPath: boxPath, atMost: level)).map { (level, $0) }
    })

  /// The levels that hold here; the tests run at each that is worth its name.
  static let levels: [IsolationLevel] = [.landlock, .namespaces].filter {
    found[$0]?.level == $0
  }

  static func isolation(_ level: IsolationLevel) throws -> Isolation {
    guard let isolation = found[level] else { throw SandboxError(.boxMissing, detail: boxPath) }
    return isolation
  }

  /// A run of the C component.
  static func run(
    at level: IsolationLevel, component: String = Components.path, limits: ResourceLimits = .run
  ) throws -> SandboxedRun {
    try SandboxedRun(component: component, isolation: isolation(level), limits: limits)
  }

  /// How many processes execute this very file, whatever name they know it by.
  static func processes(executing path: String) -> Int {
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

extension ComponentInstance {
  /// All replies up to the end, or what came until nothing came for ten seconds.
  func repliesUntilEnd() -> (replies: [UInt8], report: ExitReport) {
    var replies: [UInt8] = []
    while true {
      switch receive(wallMilliseconds: 10_000) {
      case .bytes(let bytes): replies += bytes
      case .ended(let report): return (replies, report)
      case .stalled: return (replies, kill())
      }
    }
  }

  /// The next bytes as text, or how it ended instead.
  func nextReply() -> String {
    switch receive(wallMilliseconds: 10_000) {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .ended(let report): "ended: \(report.ending)"
    case .stalled: "stalled"
    }
  }
}

extension Machine {
  /// The descriptors that this process has open, apart from the one that lists them.
  static func openDescriptors() -> Int {
    (0..<1024).count { fcntl($0, F_GETFD) >= 0 }
  }

  /// A copy of the C component that no other test executes.
  static func withOwnComponent(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/edalab-own-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SandboxError(.exhausted, errorNumber: errno) }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    chmod(folder, 0o755)
    let path = folder + "/component"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let source = try Descriptor(open(Components.path, O_RDONLY | O_CLOEXEC))
    let copy = try Descriptor(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o755))
    while sendfile(copy.number, source.number, nil, 1 << 20) > 0 {}
    fchmod(copy.number, 0o755)
    copy.close()
    try body(path)
  }
}
