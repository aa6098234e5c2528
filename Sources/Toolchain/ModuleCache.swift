import Digests
import Glibc
import Sandbox

/// The compiled C modules below Foundation and the C library, made once per kit from a source of our
/// own. Submissions read it and never write it, so none can leave a module for the next one.
struct ModuleCache: Sendable {
  let toolchain: SwiftToolchain
  let kit: Kit
  let isolation: Isolation
  let cache: BuildCache

  /// Whether a source names a module that has a C part. A build that guesses wrong is slower, not
  /// different: it then fills a cache of its own.
  static func isUsed(by source: [UInt8]) -> Bool {
    let text = String(decoding: source, as: UTF8.self)
    return ["Foundation", "Glibc", "Dispatch"].contains { text.contains("import " + $0) }
  }

  /// The folder to give to the compiler.
  func folder(isCancelled: @escaping @Sendable () -> Bool) throws(ToolchainError) -> String {
    let path = cache.folder + "/modules-" + key.short
    let lock = try FileLock(cache.folder + "/locks/modules", isCancelled: isCancelled)
    defer { lock.release() }
    if access(path + "/done", F_OK) == 0 { return path }
    Files.remove(path)
    try fill(path, isCancelled)
    try seal(path)
    try Files.write([], to: path + "/done")
    return path
  }

  /// The compiler's own file is part of it: a module is checked against the time of its headers.
  private var key: Digest {
    var facts = stat()
    stat(toolchain.root + "/bin/swift-frontend", &facts)
    let file = "\(facts.st_size) \(facts.st_mtim.tv_sec) \(facts.st_ino)"
    return SHA256.digest([toolchain.root, toolchain.version, file].joined(separator: "\n"))
  }

  private func fill(
    _ path: String, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(ToolchainError) {
    try Files.makeFolder(path, mode: 0o755)
    let source = SourceFile(
      "warm.swift", Array("import Foundation\nimport Glibc\nimport Dispatch\n".utf8),
      origin: .generated)
    let build = try BuildFolder()
    try build.stage([source])
    let run = ToolRun(toolchain: toolchain, isolation: isolation, isCancelled: isCancelled)
    let command = [toolchain.compiler, "-typecheck", "-module-cache-path", path, source.path]
    let report = try run.run(
      command, in: build.sources, writable: [build.output, path], log: build.log)
    guard report.ending == .exited(0) else {
      let log = (try? Files.read(build.log, atMost: 4000)) ?? []
      throw ToolchainError(
        .toolFailed, path: toolchain.compiler,
        detail: VisibleText.line(String(decoding: log, as: UTF8.self)))
    }
  }

  /// Takes the files over from the user that builds run as, and leaves them readable only.
  private func seal(_ path: String) throws(ToolchainError) {
    for name in Files.names(in: path) { try seal(path + "/" + name) }
    guard lchown(path, geteuid(), getegid()) == 0 else { throw Files.failure(path) }
    var facts = stat()
    guard lstat(path, &facts) == 0 else { throw Files.failure(path) }
    let mode: mode_t = facts.st_mode & S_IFMT == S_IFDIR ? 0o755 : 0o444
    guard chmod(path, mode) == 0 else { throw Files.failure(path) }
  }
}
