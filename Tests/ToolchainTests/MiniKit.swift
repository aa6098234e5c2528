import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

@testable import Toolchain

/// A kit of three tiny modules, the real toolchain and the real sandbox, made once for all tests of
/// this target.
struct MiniKit: Sendable {
  let folder: String
  let kit: Kit
  let toolchain: SwiftToolchain
  let isolation: Isolation

  static let shared = Result { try MiniKit() }

  /// A cache of its own, so that tests do not see each other's results.
  func cache() throws -> BuildCache {
    try BuildCache(folder: "\(folder)/cache-\(UUID().uuidString)")
  }

  func builder(
    _ cache: BuildCache? = nil, limits: ResourceLimits = .build
  ) throws -> ComponentBuild {
    ComponentBuild(
      toolchain: toolchain, kit: kit, isolation: isolation, cache: try cache ?? sharedCache(),
      limits: limits)
  }

  /// The cache of all tests that do not look into theirs: its C modules take a second to make.
  func sharedCache() throws -> BuildCache { try BuildCache(folder: folder + "/cache") }

  /// A component made of one file that has a function `answer`.
  func build(
    _ source: String, name: String = "Answer.swift", in cache: BuildCache? = nil,
    optimization: Optimization = .quick
  ) throws -> BuildResult {
    try builder(cache).build(
      Submission(files: [name: Array(source.utf8)]),
      interface: MiniKit.interface, main: MiniKit.main, optimization: optimization)
  }

  static let interface = [
    "API.swift": Array("import EDARuntime\nenum Lab { static let n = 1 }\n".utf8)
  ]
  static let main = "import EDARuntime\nhost { answer($0) }\n"

  init() throws {
    // Reachable for the user that a sandbox of root runs as; gone when the tests end.
    folder = "/tmp/edalab-toolchain-tests-\(getpid())"
    try? FileManager.default.removeItem(atPath: folder)
    for part in ["learner", "checker/include", "bin", "src"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/kit/\(part)", withIntermediateDirectories: true)
    }
    MiniKit.removeAtExit()
    let compiler = try MiniKit.compilerOfTests()
    isolation = try Isolation.detect(boxPath: BuildProducts.box)
    toolchain = try SwiftToolchain.asking(compiler: compiler, in: isolation)
    try MiniKit.compileModules(in: folder + "/kit", with: toolchain)
    try MiniKit.write("mini\n\(toolchain.version)\n", to: folder + "/kit/kit.txt")
    kit = try Kit(path: folder + "/kit")
  }

  private static func removeAtExit() {
    atexit {
      try? FileManager.default.removeItem(atPath: "/tmp/edalab-toolchain-tests-\(getpid())")
    }
  }

  private static func compilerOfTests() throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").map { "\($0)/swiftc" }
    let found = candidates.first { access($0, X_OK) == 0 }
    return try #require(
      found.flatMap { realpath($0, nil) }.map { resolved in
        defer { free(resolved) }
        let folder = (String(cString: resolved) as NSString).deletingLastPathComponent
        return folder + "/swiftc"
      })
  }
}
