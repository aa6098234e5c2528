import Foundation
import Testing

@testable import Progress

@Suite struct SavedProjectionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try makeStore(at: folder.store, events: 3)
  }

  @Test(
    "a saved projection that is gone, altered or of another version is folded again",
    arguments: [
      "DELETE FROM projections", "UPDATE projections SET body = x'7B7D'",
      "UPDATE projections SET version = 99",
      "UPDATE projections SET digest = zeroblob(32)",
    ])
  func droppable(sql: String) throws {
    let before = try ProgressStore.open(at: folder.store).progress()
    try tamper(folder.store, sql)
    let store = try ProgressStore.open(at: folder.store)
    #expect(try store.progress() == before && before.events == 3)
    #expect(try store.verifyChains().isIntact)
    #expect(try store.record(.workspaceOpened(path: "/w"), at: noon).seq == 4)
    #expect(try store.progress().events == 4)
  }

  @Test("events that came behind the saved projection are added to it")
  func behind() throws {
    try tamper(folder.store, "CREATE TABLE old AS SELECT * FROM projections")
    let store = try ProgressStore.open(at: folder.store)
    try store.record(.workspaceOpened(path: "/w"), at: noon)
    try tamper(folder.store, "INSERT OR REPLACE INTO projections SELECT * FROM old")
    #expect(try ProgressStore.open(at: folder.store).progress().workspaces == ["/w"])
  }

  @Test("an end that is missing is noticed, because the saved projection knows it")
  func truncated() throws {
    try tamper(
      folder.store, "DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE seq = 3")
    let code = error { _ = try ProgressStore.open(at: folder.store) }
    guard case .damaged(let id) = code else {
      Issue.record("\(String(describing: code))")
      return
    }
    #expect(id?.seq == 3)
  }
}
