import Foundation
import Results
import Testing

@testable import Progress

@Suite struct ProgressStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("what was recorded is there after the store is opened again")
  func reopen() throws {
    let store = try ProgressStore.open(at: folder.store)
    #expect(try store.progress() == ProgressSnapshot())
    #expect(try store.record(.workspaceOpened(path: "/home/ada/eda"), at: noon).seq == 1)
    #expect(try store.record(result(), context: someContext, at: noon).seq == 2)
    try store.close()
    let again = try ProgressStore.open(at: folder.store)
    let progress = try again.progress()
    #expect(progress.events == 2)
    #expect(progress.workspaces == ["/home/ada/eda"])
    #expect(progress[lab: "15-topic-exchange"].selfCheck.isPassed)
    #expect(try again.verifyChains().isIntact)
  }

  @Test("the whole result comes back from its event, and other events hold none")
  func wholeResult() throws {
    let store = try ProgressStore.open(at: folder.store)
    let run = try store.record(result(earned: 400), context: gradedContext, at: noon)
    let hint = try store.record(.hintShown(lab: "15", property: "H1", step: 1), at: noon)
    let stored = try #require(try store.result(run))
    #expect(stored.0 == result(earned: 400) && stored.1 == gradedContext)
    #expect(try store.result(hint) == nil)
    #expect(try store.result(EventID(chain: run.chain, seq: 99)) == nil)
    #expect(try store.result(EventID(chain: someChain, seq: 1)) == nil)
  }

  @Test("after it was closed every call fails, and closing again does nothing")
  func closed() throws {
    let store = try ProgressStore.open(at: folder.store)
    let run = try store.record(result(), context: someContext, at: noon)
    try store.close()
    try store.close()
    let closed = ProgressError.Code.failed(reason: "it was closed")
    #expect(error { _ = try store.progress() } == closed)
    #expect(error { _ = try store.result(run) } == closed)
    #expect(error { try store.record(.workspaceOpened(path: "/w"), at: noon) } == closed)
    #expect(try ProgressStore.open(at: folder.store).progress().events == 1)
  }

  @Test("folder and file are the owner's alone, also a file that was not")
  func permissions() throws {
    try ProgressStore.open(at: folder.store).close()
    #expect(try mode(folder.path + "/data") == 0o700)
    #expect(try mode(folder.store) == 0o600)
    chmod(folder.store, 0o644)
    try ProgressStore.open(at: folder.store).close()
    #expect(try mode(folder.store) == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data").count <= 2)
  }

  @Test("an existing folder keeps its mode")
  func existingFolder() throws {
    chmod(folder.path, 0o755)
    try ProgressStore.open(at: folder.path + "/progress.sqlite").close()
    #expect(try mode(folder.path) == 0o755)
  }

  @Test("a path under a file cannot be written")
  func underAFile() throws {
    try Data().write(to: URL(filePath: folder.path + "/file"))
    let code = error { _ = try ProgressStore.open(at: folder.path + "/file/progress.sqlite") }
    #expect(code == .notWritable(reason: "its folder is no folder or a symbolic link"))
  }

  @Test("a symbolic link and a folder in the place of the file are refused")
  func notRegular() throws {
    try makeStore(at: folder.store, events: 1)
    let link = folder.path + "/data/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: folder.store)
    for path in [link, folder.path + "/data"] {
      #expect(
        error { _ = try ProgressStore.open(at: path) }
          == .notWritable(reason: "not a regular file"))
    }
  }

  @Test("a text file is no database, and stays as it is")
  func text() throws {
    let path = folder.path + "/notes.txt"
    let text = Data(String(repeating: "not a database\n", count: 100).utf8)
    try text.write(to: URL(filePath: path))
    #expect(error { _ = try ProgressStore.open(at: path) } == .notADatabase)
    #expect(try Data(contentsOf: URL(filePath: path)) == text)
  }

  @Test("another program's database is refused by its number, and stays as it is")
  func foreign() throws {
    let path = folder.path + "/other.sqlite"
    try tamper(path, "CREATE TABLE t (x); PRAGMA application_id = 252006; PRAGMA user_version = 1")
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(error { _ = try ProgressStore.open(at: path) } == .foreign(applicationID: 252_006))
    #expect(
      error { _ = try ProgressStore.repair(at: path, stamp: "s") }
        == .foreign(applicationID: 252_006))
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test("a database without a number but with tables is not taken over")
  func unmarked() throws {
    let path = folder.path + "/other.sqlite"
    try tamper(path, "CREATE TABLE t (x)")
    #expect(error { _ = try ProgressStore.open(at: path) } == .foreign(applicationID: 0))
  }

  @Test("a file of a newer version is refused with both versions, and stays as it is")
  func newer() throws {
    try makeStore(at: folder.store, events: 1)
    try tamper(folder.store, "PRAGMA user_version = 9")
    let bytes = try Data(contentsOf: URL(filePath: folder.store))
    #expect(
      error { _ = try ProgressStore.open(at: folder.store) } == .newerVersion(found: 9, known: 2))
    #expect(try Data(contentsOf: URL(filePath: folder.store)) == bytes)
  }

  @Test("an older file is brought up to date with its events, and the older tool then refuses it")
  func migration() throws {
    try makeStore(at: folder.store, events: 3)
    let steps = Schema.migrations + ["CREATE TABLE later (x INTEGER) STRICT"]
    let store = try ProgressStore.open(at: folder.store, busyTimeout: 5, migrations: steps)
    #expect(try store.progress().events == 3)
    try store.close()
    #expect(
      error { _ = try ProgressStore.open(at: folder.store) } == .newerVersion(found: 3, known: 2))
  }

  @Test("a migration that fails leaves the file at its version")
  func failingMigration() throws {
    try makeStore(at: folder.store, events: 3)
    let steps = Schema.migrations + ["CREATE TABLE later (x INTEGER) STRICT; SELECT nothing"]
    #expect(
      throws: ProgressError.self,
      performing: { try ProgressStore.open(at: folder.store, busyTimeout: 5, migrations: steps) })
    #expect(try ProgressStore.open(at: folder.store).progress().events == 3)
  }

  @Test("SQLite itself refuses to change, delete, replace or misplace an event")
  func triggers() throws {
    try makeStore(at: folder.store, events: 2)
    let values = "SELECT chain, %d, 'a', 'k', x'', zeroblob(32), zeroblob(32) FROM own_chain"
    for statement in [
      "UPDATE events SET at = 'never' WHERE seq = 1", "DELETE FROM events",
      "INSERT OR REPLACE INTO events " + String(format: values, 1),
      "INSERT INTO events " + String(format: values, 9),
      "INSERT INTO events " + String(format: values, 3),
      "INSERT INTO events VALUES ('\(someChain)', 2, 'a', 'k', x'', zeroblob(32), zeroblob(32))",
    ] {
      let code = error { try tamper(folder.store, statement) }
      guard case .failed(let reason) = code else {
        Issue.record("\(statement): \(String(describing: code))")
        continue
      }
      #expect(reason.hasPrefix("an event "))
    }
    #expect(try ProgressStore.open(at: folder.store).verifyChains().events == 2)
  }

  @Test("the settings of the connection are what the store relies on")
  func settings() throws {
    try makeStore(at: folder.store, events: 1)
    let connection = try Connection(path: folder.store, busyTimeout: 5)
    try connection.makeOurs(Schema.migrations)
    try connection.outside { database in
      for setting in Setting.all + [.journal] { try setting.apply(in: database) }
    }
    #expect(
      error {
        try connection.outside {
          try Setting(name: "synchronous", value: "OFF", answer: "2").apply(in: $0)
        }
      } == .failed(reason: "PRAGMA synchronous is 0"))
  }

  @Test("a process that holds the write lock makes the other one busy, and nothing is half written")
  func busy() throws {
    let store = try ProgressStore.open(at: folder.store, busyTimeout: 0.05)
    let other = try Connection(path: folder.store, busyTimeout: 0.05)
    try other.write { _ in
      #expect(error { try store.record(.workspaceOpened(path: "/w"), at: noon) } == .busy)
    }
    #expect(try store.record(.workspaceOpened(path: "/w"), at: noon).seq == 1)
  }

  @Test("stores that are made at the same moment agree on one file")
  func simultaneousCreation() throws {
    let path = folder.store
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      #expect(throws: Never.self) {
        try ProgressStore.open(at: path).record(.workspaceOpened(path: "/w"), at: noon)
      }
    }
    #expect(try ProgressStore.open(at: path).verifyChains().events == 4)
  }
}
