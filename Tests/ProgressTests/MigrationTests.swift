import Foundation
import Testing

@testable import Progress

@Suite struct MigrationTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/old.sqlite" }

  init() throws { folder = try TemporaryFolder() }

  @Test("the events of a file without chains become one chain, which is named after its first")
  func oneChain() throws {
    let chain = try makeVersionOne(at: path, events: 3)
    let store = try ProgressStore.open(at: path)
    let report = try store.verifyChains()
    #expect(report.isIntact && report.chains.map(\.name) == [chain])
    #expect(report.events == 3 && report.chains.map(\.isOwn) == [false])
    #expect(try store.progress()[lab: "15"].hints == ["H1": 1, "H2": 1, "H3": 1])
  }

  @Test("the old chain stays as it is, and what comes later is in another one")
  func closed() throws {
    let chain = try makeVersionOne(at: path, events: 3)
    let store = try ProgressStore.open(at: path)
    let event = try store.record(.workspaceOpened(path: "/w"), at: noon)
    #expect(event.chain != chain && event.seq == 1)
    let report = try store.verifyChains()
    #expect(report.isIntact && Set(report.chains.map(\.name)) == [chain, event.chain])
  }

  @Test("two copies of an old file that were continued apart merge without a fork")
  func copies() throws {
    try makeVersionOne(at: path, events: 3)
    try FileManager.default.copyItem(atPath: path, toPath: folder.path + "/copy.sqlite")
    let one = try ProgressStore.open(at: path)
    let other = try ProgressStore.open(at: folder.path + "/copy.sqlite")
    try one.record(.workspaceOpened(path: "/one"), at: noon)
    try other.record(.workspaceOpened(path: "/other"), at: noon)
    #expect(try one.take(from: other) == ImportReport(added: 1, chains: 1, known: 3))
    #expect(try other.take(from: one) == ImportReport(added: 1, chains: 1, known: 4))
    #expect(try one.export() == other.export())
  }

  @Test(
    "damage in an old file is found before it is brought up to date, and the file stays as it is",
    arguments: [
      "UPDATE events SET kind = 'x' WHERE seq = 2", "DELETE FROM events WHERE seq = 3",
      "DELETE FROM events WHERE seq = 1", "DELETE FROM events",
      "DELETE FROM events WHERE seq = 2",
    ])
  func damaged(sql: String) throws {
    try makeVersionOne(at: path, events: 3)
    try tamper(
      path,
      "DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted; \(sql)")
    let bytes = try Data(contentsOf: URL(filePath: path))
    let code = error { _ = try ProgressStore.open(at: path) }
    guard case .damaged = code else {
      Issue.record("\(String(describing: code))")
      return
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test("a repair of a damaged old file keeps what holds, under the old chain's name")
  func repaired() throws {
    let chain = try makeVersionOne(at: path, events: 5)
    try tamper(
      path, "DROP TRIGGER events_are_never_changed; UPDATE events SET kind = 'x' WHERE seq = 4")
    let report = try ProgressStore.repair(at: path, stamp: "now")
    #expect(report.kept == 3 && report.lost == [EventID(chain: chain, seq: 4)])
    #expect(try ProgressStore.open(at: path).verifyChains().chains.map(\.name) == [chain])
  }

  @Test("an end that an old file has lost is known to its repair")
  func lostEnd() throws {
    let chain = try makeVersionOne(at: path, events: 5)
    try tamper(path, "DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE seq = 5")
    let report = try ProgressStore.repair(at: path, stamp: "now")
    #expect(report.kept == 4 && report.lost == [EventID(chain: chain, seq: 5)])
    #expect(!report.isComplete)
  }
}
