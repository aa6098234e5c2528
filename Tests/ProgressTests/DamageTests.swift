import Foundation
import Testing

@testable import Progress

/// A store with a chain of fifty results and one of ten, made once: its bytes, and the lines of its
/// export.
private let wholeStore = Result { () throws -> (bytes: Data, export: [Substring]) in
  let folder = try TemporaryFolder()
  let store = try ProgressStore.open(at: folder.store)
  let other = try ProgressStore.open(at: folder.path + "/other.sqlite")
  for number in 1...10 { try other.record(result(earned: number), context: someContext, at: noon) }
  for number in 1...50 { try store.record(result(earned: number), context: someContext, at: noon) }
  try store.take(from: other)
  let export = try store.export().split(separator: "\n")
  try store.close()
  return (try Data(contentsOf: URL(filePath: folder.store)), export)
}

/// The events of an export by chain, each in order.
private func chains(_ export: [Substring]) throws -> [String: [StoredEvent]] {
  let events = try export.dropFirst().compactMap {
    try JSONDecoder().decode(ExportedEvent.self, from: Data($0.utf8)).event
  }
  return Dictionary(grouping: events, by: \.id.chain)
}

@Suite struct DamageTests {
  private let folder: TemporaryFolder
  private var whole: Data { get throws { try wholeStore.get().bytes } }
  private var export: [Substring] { get throws { try wholeStore.get().export } }

  init() throws { folder = try TemporaryFolder() }

  /// A new file with these bytes.
  private func file(_ bytes: Data) throws -> String {
    let path = folder.path + "/\(UUID()).sqlite"
    try bytes.write(to: URL(filePath: path))
    return path
  }

  /// The file with sixteen random bytes at a random offset; the same for the same seed.
  private func overwritten(seed: UInt64) throws -> Data {
    var bytes = try whole
    var numbers = SeededNumbers(seed: seed)
    let start = Int.random(in: 0...(bytes.count - 16), using: &numbers)
    for index in start..<(start + 16) { bytes[index] = UInt8.random(in: 0...255, using: &numbers) }
    return bytes
  }

  /// True if the store or SQLite says that something is wrong.
  private func isCaught(_ path: String) throws -> Bool {
    guard let store = try? ProgressStore.open(at: path) else { return true }
    defer { try? store.close() }
    return try !store.verifyChains().isIntact
  }

  /// Either the damage is said, or everything is there.
  private func expectNothingLost(_ path: String, _ comment: Comment) throws {
    guard try !isCaught(path) else { return }
    let store = try ProgressStore.open(at: path)
    #expect(try store.export().split(separator: "\n") == export, comment)
    #expect(try store.progress().events == 60, comment)
  }

  @Test("random bytes at any place are found, or change nothing that is read", arguments: 1...40)
  func caught(seed: UInt64) throws {
    try expectNothingLost(try file(overwritten(seed: seed)), "seed \(seed)")
  }

  @Test("the forty places are not all in unused bytes")
  func notBlind() throws {
    let caught = try (1...40).count { try isCaught(file(try overwritten(seed: UInt64($0)))) }
    #expect(caught > 20)
  }

  @Test(
    "a repair keeps a prefix of every chain, says what it lost, and the new store works",
    arguments: 1...40)
  func repaired(seed: UInt64) throws {
    let path = try file(overwritten(seed: seed))
    let damaged = try Data(contentsOf: URL(filePath: path))
    let report = try ProgressStore.repair(at: path, stamp: "now")
    #expect(report.aside == [path + ".damaged-now"])
    #expect(try Data(contentsOf: URL(filePath: report.aside[0])) == damaged)
    let store = try ProgressStore.open(at: path)
    #expect(try store.verifyChains().isIntact)
    let kept = try chains(try store.export().split(separator: "\n"))
    let all = try chains(export)
    for (chain, events) in kept {
      #expect(try events == Array(#require(all[chain]).prefix(events.count)))
    }
    #expect(kept.values.reduce(0) { $0 + $1.count } == report.kept)
    #expect(report.kept == 60 || !report.isComplete)
    let next = try store.record(.workspaceOpened(path: "/w"), at: noon)
    #expect(next.seq == 1 && all[next.chain] == nil)
  }

  @Test("a file that ends too early is caught at every 512 bytes, unless its end is unused")
  func truncated() throws {
    let whole = try whole
    // A file without any bytes is a store that was not written yet.
    for length in stride(from: 512, to: whole.count, by: 512) {
      let path = try file(whole.prefix(length))
      try expectNothingLost(path, "\(length) of \(whole.count) bytes")
      // SQLite reads a last page that is cut off as if zeros followed.
      #expect(try isCaught(path) || length > whole.count - 4096, "\(length) bytes")
    }
  }

  @Test("a repair of a file that ends too early does not call it complete")
  func repairOfTruncated() throws {
    let whole = try whole
    for length in stride(from: 512, to: whole.count, by: whole.count / 12) {
      let path = try file(whole.prefix(length))
      let report = try ProgressStore.repair(at: path, stamp: "now")
      #expect(report.kept == 60 || !report.isComplete, "\(length) of \(whole.count) bytes")
      #expect(try ProgressStore.open(at: path).verifyChains().isIntact)
    }
  }

  @Test("after damage was found the store writes nothing more")
  func writesNoMore() throws {
    let path = try file(try whole)
    try tamper(
      path, "DROP TRIGGER events_are_never_changed; UPDATE events SET at = 'x' WHERE seq = 7")
    let store = try ProgressStore.open(at: path)
    let report = try store.verifyChains()
    #expect(report.chains.map(\.events) == [6, 6] && report.structure.isEmpty)
    #expect(report.chains.allSatisfy { $0.firstBroken == EventID(chain: $0.name, seq: 7) })
    let bytes = try Data(contentsOf: URL(filePath: path))
    let broken = ProgressError.Code.damaged(report.firstBroken)
    #expect(error { try store.record(.workspaceOpened(path: "/w"), at: noon) } == broken)
    let text = Data(try export.map { $0 + "\n" }.joined().utf8)
    #expect(error { _ = try store.importing(text) } == broken)
    #expect(error { _ = try store.export() } == broken)
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test("a chain that is gone as a whole is missed, because the saved projection knows it")
  func chainGone() throws {
    let path = try file(try whole)
    let first = try #require(try chains(export).keys.sorted().first)
    try tamper(
      path,
      "DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE chain = '\(first)'")
    let id = EventID(chain: first, seq: 1)
    #expect(error { _ = try ProgressStore.open(at: path) } == .damaged(id))
    let report = try ProgressStore.repair(at: path, stamp: "now")
    #expect(report.lost == [id] && !report.isComplete)
  }

  @Test("what a repair could not keep comes back from an export")
  func importAfterRepair() throws {
    let path = try file(try whole)
    try tamper(
      path, "DROP TRIGGER events_are_never_changed; UPDATE events SET kind = 'x' WHERE seq = 7")
    let report = try ProgressStore.repair(at: path, stamp: "now")
    #expect(report.kept == 12 && report.lost.map(\.seq) == [7, 7])
    let store = try ProgressStore.open(at: path)
    try store.record(.workspaceOpened(path: "/w"), at: noon)
    let text = Data(try export.map { $0 + "\n" }.joined().utf8)
    #expect(
      try store.importing(text) == .done(ImportReport(added: 48, chains: 2, known: 12)))
    #expect(try store.verifyChains().events == 61)
  }

  @Test("a repair leaves none of its own files behind")
  func repairCleansUp() throws {
    let path = try file(try whole)
    _ = try ProgressStore.repair(at: path, stamp: "now")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.contains("reading") || $0.contains("fresh") } == [])
  }

  @Test("a repair of a whole file loses nothing, and a second one with the same stamp is refused")
  func repairOfWhole() throws {
    let path = try file(try whole)
    let report = try ProgressStore.repair(at: path, stamp: "now")
    #expect(report.kept == 60 && report.lost.isEmpty && report.isComplete)
    #expect(throws: ProgressError.self) { try ProgressStore.repair(at: path, stamp: "now") }
    #expect(try ProgressStore.open(at: path).export().split(separator: "\n") == export)
  }
}
