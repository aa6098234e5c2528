import Foundation
import Testing

@testable import Progress

/// The file with sixteen bytes inverted, at a place that is a share of its length.
private func inverted(_ bytes: Data, place: Int, of places: Int) -> Data {
  var bytes = bytes
  let start = (bytes.count - 16) * place / places
  for index in start..<(start + 16) { bytes[index] ^= 0xFF }
  return bytes
}

/// A store of sixty results, made once: its bytes, and the lines of its export.
private let wholeStore = Result { () throws -> (bytes: Data, export: [Substring]) in
  let folder = try TemporaryFolder()
  let store = try ProgressStore.open(at: folder.store)
  for number in 1...60 { try store.record(result(earned: number), context: someContext, at: noon) }
  let export = try store.export().split(separator: "\n")
  try store.close()
  return (try Data(contentsOf: URL(filePath: folder.store)), export)
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

  /// True if the store or SQLite says that something is wrong.
  private func isCaught(_ path: String) throws -> Bool {
    guard let store = try? ProgressStore.open(at: path) else { return true }
    defer { try? store.close() }
    return try !store.verifyChain().isIntact
  }

  @Test(
    "no change to an event goes unnoticed, wherever sixteen bytes are damaged", arguments: 0...40)
  func caught(place: Int) throws {
    let path = try file(inverted(whole, place: place, of: 40))
    guard try !isCaught(path) else { return }
    let events = try ProgressStore.open(at: path).export().split(separator: "\n")
    #expect(try events == export)
  }

  @Test("the forty places are not all in unused bytes")
  func notBlind() throws {
    let caught = try (0...40).count { try isCaught(file(inverted(try whole, place: $0, of: 40))) }
    #expect(caught > 20)
  }

  @Test("a repair keeps a prefix of what was there, and the new store works", arguments: 0...40)
  func repaired(place: Int) throws {
    let path = try file(inverted(whole, place: place, of: 40))
    let damaged = try Data(contentsOf: URL(filePath: path))
    let report = try ProgressStore.repair(at: path, stamp: "now")
    #expect(report.aside == [path + ".damaged-now"])
    #expect(try Data(contentsOf: URL(filePath: report.aside[0])) == damaged)
    let store = try ProgressStore.open(at: path)
    #expect(try store.verifyChain().isIntact)
    let kept = try store.export().split(separator: "\n").dropFirst()
    #expect(kept.count == report.kept)
    #expect(try kept.elementsEqual(export.dropFirst().prefix(report.kept)))
    #expect(report.kept == 60 || report.firstLost != nil)
    #expect(try store.record(.workspaceOpened(path: "/w"), at: noon) == report.kept + 1)
  }

  @Test("a file that ends too early is caught at every page", arguments: 1...9)
  func truncated(tenth: Int) throws {
    let pages = try whole.count / 4096
    let path = try file(try whole.prefix(pages * tenth / 10 * 4096))
    #expect(try isCaught(path) == (pages * tenth / 10 > 0))
  }

  @Test("after damage was found the store writes nothing more")
  func writesNoMore() throws {
    let path = try file(try whole)
    try tamper(
      path, "DROP TRIGGER events_are_never_changed; UPDATE events SET at = 'x' WHERE seq = 7")
    let store = try ProgressStore.open(at: path)
    let report = try store.verifyChain()
    #expect(report.firstBroken == 7 && report.events == 6 && report.structure.isEmpty)
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(
      error { try store.record(.workspaceOpened(path: "/w"), at: noon) } == .damaged(seq: 7))
    #expect(error { _ = try store.export() } == .damaged(seq: 7))
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test("a repair of an altered event says how much was kept and where the rest begins")
  func repairReport() throws {
    let path = try file(try whole)
    try tamper(
      path, "DROP TRIGGER events_are_never_changed; UPDATE events SET kind = 'x' WHERE seq = 7")
    let report = try ProgressStore.repair(at: path, stamp: "now")
    #expect(report.kept == 6 && report.firstLost == 7)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.contains("reading") || $0.contains("fresh") } == [])
  }

  @Test("a repair of a whole file loses nothing, and a second one with the same stamp is refused")
  func repairOfWhole() throws {
    let path = try file(try whole)
    let report = try ProgressStore.repair(at: path, stamp: "now")
    #expect(report.kept == 60 && report.firstLost == nil)
    #expect(throws: ProgressError.self) { try ProgressStore.repair(at: path, stamp: "now") }
    #expect(try ProgressStore.open(at: path).export().split(separator: "\n") == export)
  }
}
