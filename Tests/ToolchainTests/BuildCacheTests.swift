import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Toolchain

@Suite("BuildCache")
struct BuildCacheTests {
  let mini: MiniKit

  init() throws { mini = try MiniKit.shared.get() }

  private static let source = "func answer(_ text: String) -> Int { 11 }\n"

  private func program(_ cache: BuildCache) throws -> BuiltProgram? {
    guard case .built(let program) = try mini.build(BuildCacheTests.source, in: cache) else {
      return nil
    }
    return program
  }

  @Test("two that ask at the same time wait for one compile")
  func oneCompile() async throws {
    let cache = try mini.cache()
    let key = try Submission(files: ["A.swift": []]).digest
    let compiles = Counter()
    let make: @Sendable () throws -> String? = {
      try cache.entry(key) { folder throws(ToolchainError) in
        compiles.count.withLock { $0 += 1 }
        usleep(50_000)
        try Files.write([1, 2, 3], to: folder + "/component")
        return true
      }
    }
    let entries = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<4 { group.addTask { try make() } }
      return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
    }
    #expect(compiles.count.withLock { $0 } == 1)
    #expect(entries.count == 1)
  }

  private final class Counter: Sendable {
    let count = Mutex(0)
  }

  @Test("an entry is used again, and its program is not linked anew")
  func reuse() throws {
    let cache = try mini.cache()
    let first = try #require(try program(cache))
    let before = try FileManager.default.attributesOfItem(atPath: first.executable)
    let second = try #require(try program(cache))
    let after = try FileManager.default.attributesOfItem(atPath: second.executable)
    #expect(first == second)
    #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
  }

  @Test("an entry that changed behind the cache's back is made again")
  func poisoned() throws {
    let cache = try mini.cache()
    let first = try #require(try program(cache))
    let good = try Data(contentsOf: URL(filePath: first.executable))
    var bad = good
    bad[bad.count / 2] ^= 1
    try bad.write(to: URL(filePath: first.executable))
    let second = try #require(try program(cache))
    #expect(try Data(contentsOf: URL(filePath: second.executable)) == good)
  }

  @Test("a file that stands in an entry uninvited makes it invalid")
  func uninvited() throws {
    let cache = try mini.cache()
    let first = try #require(try program(cache))
    let extra = first.object + ".swiftmodule"
    try MiniKit.write("x", to: extra)
    _ = try #require(try program(cache))
    #expect(!FileManager.default.fileExists(atPath: extra))
  }

  @Test("beyond its capacity a cache forgets what was not used within the hour, oldest first")
  func pruning() throws {
    let cache = try BuildCache(folder: mini.folder + "/cache-small", capacity: 1)
    for content in [[1], [2]] as [[UInt8]] {
      let key = try Submission(files: ["A.swift": content]).digest
      _ = try cache.entry(key) { folder throws(ToolchainError) in
        try Files.write(content, to: folder + "/component")
        return true
      }
    }
    let entries = cache.folder + "/entries"
    cache.prune(now: time(nil))
    #expect(Files.names(in: entries).count == 2)
    cache.prune(now: time(nil) + 4000)
    #expect(Files.names(in: entries).count == 1)
  }

  @Test("a failed build leaves nothing behind")
  func failureLeavesNothing() throws {
    let cache = try mini.cache()
    _ = try mini.build("func answer(", in: cache)
    #expect(Files.names(in: cache.folder + "/entries").isEmpty)
    #expect(Files.names(in: cache.folder + "/new").isEmpty)
  }

  @Test("the modules below Foundation are made once, and no submission owns or may write them")
  func moduleCache() throws {
    let cache = try mini.cache()
    let source =
      "import Foundation\nfunc answer(_ text: String) -> Int { Int(Date().timeIntervalSinceNow) }\n"
    let first = try mini.build(source, in: cache)
    guard case .built = first else {
      Issue.record("\(first)")
      return
    }
    let folder = try #require(
      Files.names(in: cache.folder).first { $0.hasPrefix("modules-") })
    let modules = try FileManager.default.subpathsOfDirectory(atPath: "\(cache.folder)/\(folder)")
    #expect(modules.contains { $0.hasSuffix(".pcm") })
    for name in modules {
      let facts = try FileManager.default.attributesOfItem(
        atPath: "\(cache.folder)/\(folder)/\(name)")
      #expect(facts[.ownerAccountID] as? UInt32 == geteuid())
    }
  }

  @Test("who no longer wants to wait for a lock is let go")
  func abandonedLock() throws {
    let path = mini.folder + "/lock"
    let held = try FileLock(path, isCancelled: { false })
    defer { held.release() }
    let error = #expect(throws: ToolchainError.self) { try FileLock(path, isCancelled: { true }) }
    #expect(error?.code == .cancelled)
  }
}
