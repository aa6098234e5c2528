import Digests
import Sandbox

/// Compiles sources into one static executable with one call of `swiftc` in the sandbox, and keeps
/// the result under the digest of everything that went in.
struct Compiler: Sendable {
  let toolchain: SwiftToolchain
  let kit: Kit
  let isolation: Isolation
  let cache: BuildCache
  let limits: ResourceLimits
  let wallMilliseconds: Int

  func build(
    _ sources: [SourceFile], _ recipe: Recipe, isCancelled: @escaping @Sendable () -> Bool
  ) throws(ToolchainError) -> BuildResult {
    try kit.check(against: toolchain)
    let parser = DiagnosticParser(sources, hiding: hiddenPaths)
    var refusal: BuildRefusal?
    let entry = try cache.entry(key(sources, recipe), isCancelled: isCancelled) {
      target throws(ToolchainError) in
      refusal = try compile(sources, recipe, parser, into: target, isCancelled)
      return refusal == nil
    }
    if let refusal { return .refused(refusal) }
    guard let entry else { throw ToolchainError(.storage, path: cache.folder) }
    return .built(try program(in: entry, parser))
  }

  /// What must be the same for a result to be taken again.
  func key(_ sources: [SourceFile], _ recipe: Recipe) -> Digest {
    var hash = SHA256()
    hash.update(field: "edalab-build-1".utf8)
    for fact in [kit.digest, toolchain.version, toolchain.root] + recipe.identity {
      hash.update(field: fact.utf8)
    }
    for file in sources {
      hash.update(field: file.path.utf8)
      hash.update(field: file.bytes)
    }
    return hash.finish()
  }

  private func compile(
    _ sources: [SourceFile], _ recipe: Recipe, _ parser: DiagnosticParser, into target: String,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(ToolchainError) -> BuildRefusal? {
    let folder = try BuildFolder()
    try folder.stage(sources)
    let modules = try ModuleCache(
      toolchain: toolchain, kit: kit, isolation: isolation, recipe: recipe, cache: cache
    ).folder(isCancelled: isCancelled)
    let arguments = recipe.arguments(
      sources: sources.map(\.path), moduleCache: modules, outputs: folder.outputFileMap,
      executable: folder.executable)
    let run = ToolRun(
      toolchain: toolchain, isolation: isolation, limits: limits,
      wallMilliseconds: wallMilliseconds,
      readable: [recipe.modules, folder.outputFileMap, modules], isCancelled: isCancelled)
    let report = try run.run(
      [toolchain.compiler] + arguments, in: folder.sources, writable: [folder.output],
      log: folder.log)
    let log = (try? Files.read(folder.log, atMost: Compiler.logLimit)) ?? []
    guard report.ending == .exited(0) else {
      return BuildRefusal(report.ending, log: log, parser.hiding(folder.path))
    }
    try Files.copy(folder.executable, to: target + "/component", mode: 0o755)
    try Files.copy(folder.object, to: target + "/component.o", mode: 0o644)
    try Files.write(Array(log.prefix(256 << 10)), to: target + "/log")
    return nil
  }

  private func program(
    in entry: String, _ parser: DiagnosticParser
  ) throws(ToolchainError) -> BuiltProgram {
    let object = try Files.read(entry + "/component.o", atMost: 256 << 20)
    var hash = SHA256()
    for fact in ["edalab-component-1", kit.digest, toolchain.version] {
      hash.update(field: fact.utf8)
    }
    hash.update(field: object)
    let log = try Files.read(entry + "/log", atMost: 256 << 10)
    return BuiltProgram(
      executable: entry + "/component", object: entry + "/component.o", digest: hash.finish(),
      warnings: DiagnosticReport(parser.diagnostics(in: log)))
  }

  private var hiddenPaths: [(text: String, replacement: String)] {
    [(kit.path + "/", "kit/"), (toolchain.root + "/", "swift/")]
  }

  /// Beyond this nobody reads, and parsing costs time.
  private static let logLimit = 8 << 20
}

extension DiagnosticParser {
  init(_ sources: [SourceFile], hiding hidden: [(text: String, replacement: String)]) {
    let names = sources.map { ($0.path, $0.shown) }
    self.init(names: Dictionary(names) { first, _ in first }, hidden: hidden)
  }

  func hiding(_ folder: String) -> Self {
    var copy = self
    copy.hidden.insert((folder + "/src/", ""), at: 0)
    copy.hidden.insert((folder + "/", ""), at: 1)
    return copy
  }
}

extension BuildRefusal {
  /// Why a compile ended like this. Only the first of the two is a fact; that the compiler crashed
  /// is read from what its driver printed, and decides nothing but a wording.
  init(_ ending: Ending, log: [UInt8], _ parser: DiagnosticParser) {
    let all = parser.diagnostics(in: log)
    let report = DiagnosticReport(all)
    let reason: Reason =
      switch ending {
      case .exceeded(.cpu), .exceeded(.wall): .timeLimit
      case .exceeded(.memory): .memory
      case .exceeded(.output), .exceeded(.processes): .output
      case .signaled: .compilerCrash
      case .exited: BuildRefusal.reason(all)
      }
    self.init(reason: reason, diagnostics: report.shown, omitted: report.omitted)
  }

  private static func reason(_ all: [Diagnostic]) -> Reason {
    let driver = all.filter { $0.origin == .none && $0.severity == .error }.map(\.message)
    if driver.contains(where: { $0.contains("out of memory") }) { return .memory }
    let crash = driver.first { $0.contains("command failed due to signal") }
    guard let crash else { return .errors }
    // The driver outlives a compiler that ran into the CPU limit, and names the signal (24, XCPU).
    if crash.contains("signal 24") || crash.contains("signal 9") { return .timeLimit }
    return .compilerCrash
  }
}
