import Digests
import Glibc
import Sandbox

/// The compiled C modules below the standard library, Foundation and the C library, made once per
/// kit from a source of our own. Submissions read it and never write it, so none can leave a module
/// for the next one.
struct ModuleCache: Sendable {
  let toolchain: SwiftToolchain
  let kit: Kit
  let isolation: Isolation
  let recipe: Recipe
  let cache: BuildCache

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
    let parts = [toolchain.root, toolchain.version, kit.digest, file] + recipe.moduleIdentity
    return SHA256.digest(parts.joined(separator: "\n"))
  }

  private func fill(
    _ path: String, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(ToolchainError) {
    try Files.makeFolder(path, mode: 0o755)
    let imports = ["Foundation", "Glibc", "Dispatch"] + recipe.moduleNames
    let text = imports.map { "import \($0)\n" }.joined()
    let source = SourceFile("warm.swift", Array(text.utf8), origin: .generated)
    let build = try BuildFolder()
    try build.stage([source])
    let run = ToolRun(
      toolchain: toolchain, isolation: isolation, readable: [recipe.modules],
      isCancelled: isCancelled)
    let arguments = recipe.warming(
      source: source.path, moduleCache: path, object: build.object)
    let report = try run.run(
      [toolchain.compiler] + arguments, in: build.sources, writable: [build.output, path],
      log: build.log)
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
