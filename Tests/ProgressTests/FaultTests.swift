import Foundation
import Testing

@testable import Progress

/// What a machine can do to a store while it works.
@Suite struct FaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("two stores that write hundreds of events at once lose nothing and keep one chain")
  func twoWriters() throws {
    let stores = [
      try ProgressStore.open(at: folder.store), try ProgressStore.open(at: folder.store),
    ]
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      for step in 1...150 {
        let event = ProgressEvent.hintShown(lab: "0\(index)", property: "H\(step)", step: step)
        #expect(throws: Never.self) { try stores[index].record(event, at: noon) }
      }
    }
    let report = try stores[0].verifyChains()
    #expect(report.isIntact && report.events == 300 && report.chains.count == 1)
    for lab in ["00", "01"] { #expect(try stores[1].progress()[lab: lab].hints.count == 150) }
  }

  @Test("a reader that holds a transaction makes the writer busy, and nothing is half written")
  func reader() throws {
    try makeStore(at: folder.store, events: 1)
    let store = try ProgressStore.open(at: folder.store, busyTimeout: 0.05)
    let reader = try Connection(path: folder.store, busyTimeout: 0.05)
    let counts = try reader.read { database in
      let before = try EventLog(database, path: "").count()
      let code = error { try store.record(.workspaceOpened(path: "/w"), at: noon) }
      #expect(code == .busy)
      return [before, try EventLog(database, path: "").count()]
    }
    #expect(counts == [1, 1])
    #expect(try store.progress().events == 1)
    #expect(try store.record(.workspaceOpened(path: "/w"), at: noon).seq == 2)
    #expect(try store.verifyChains().isIntact)
  }

  @Test("a clock that goes backwards changes no order: the last run is the one that came last")
  func clock() throws {
    let store = try ProgressStore.open(at: folder.store)
    for (earned, at) in [(300, noon), (400, "2019-01-01T00:00:00Z"), (350, "1970-01-01T00:00:00Z")]
    {
      try store.record(result(earned: earned), context: someContext, at: at)
    }
    let standing = try store.progress()[lab: "15-topic-exchange"].selfCheck
    #expect(standing.latest?.earnedMillipoints == 350 && standing.latest?.seq == 3)
    #expect(standing.latest?.at == "1970-01-01T00:00:00Z")
    #expect(try store.verifyChains().isIntact)
  }

  @Test("another user's file is refused and stays as it is", .enabled(if: geteuid() == 0))
  func otherUser() throws {
    try makeStore(at: folder.store, events: 1)
    let bytes = try Data(contentsOf: URL(filePath: folder.store))
    chown(folder.store, 65534, 65534)
    let refused = ProgressError.Code.notWritable(reason: "it belongs to another user")
    #expect(error { _ = try ProgressStore.open(at: folder.store) } == refused)
    chown(folder.store, 0, 0)
    chown(folder.path + "/data", 65534, 65534)
    #expect(error { _ = try ProgressStore.open(at: folder.store) } == refused)
    #expect(try Data(contentsOf: URL(filePath: folder.store)) == bytes)
  }

  @Test("who has the file open while it is repaired writes nothing into the old one")
  func repairBehindTheBack() throws {
    try makeStore(at: folder.store, events: 3)
    let open = try ProgressStore.open(at: folder.store)
    #expect(open.isInPlace)
    _ = try ProgressStore.repair(at: folder.store, stamp: "now")
    #expect(!open.isInPlace)
    #expect(
      error { try open.record(.workspaceOpened(path: "/w"), at: noon) }
        == .notWritable(reason: "another file took its place"))
    #expect(try ProgressStore.open(at: folder.store).progress().events == 3)
  }

  @Test("a repair waits for who writes, and gives up after its time")
  func repairWaits() throws {
    try makeStore(at: folder.store, events: 3)
    let other = try Connection(path: folder.store, busyTimeout: 0.05)
    try other.write { _ in
      #expect(
        error {
          _ = try ProgressStore.repair(at: folder.store, stamp: "now", busyTimeout: 0.05)
        } == .busy)
    }
    #expect(try ProgressStore.repair(at: folder.store, stamp: "now").kept == 3)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data")
    let own = ["progress.sqlite", "progress.sqlite-journal"]
    #expect(names.allSatisfy { own.contains($0) || $0.hasPrefix("progress.sqlite.damaged-now") })
  }

  @Test("nobody writes while a repair holds the file")
  func lockHolds() throws {
    let store = try ProgressStore.open(at: folder.store, busyTimeout: 0.05)
    let lock = try RepairLock(path: folder.store, timeout: 1)
    #expect(error { try store.record(.workspaceOpened(path: "/w"), at: noon) } == .busy)
    // Closing another descriptor of the file must not open the lock.
    _ = try Data(contentsOf: URL(filePath: folder.store))
    #expect(error { try store.record(.workspaceOpened(path: "/w"), at: noon) } == .busy)
    lock.release()
    #expect(try store.record(.workspaceOpened(path: "/w"), at: noon).seq == 1)
  }
}
