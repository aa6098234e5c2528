import Digests
import Foundation
import GRDB
import Results

@testable import Progress

/// A folder that goes away with its last user.
final class TemporaryFolder {
  let path: String

  init() throws {
    // A store syncs at every write; in memory that costs nothing.
    let memory = "/dev/shm"
    let parent =
      access(memory, W_OK | X_OK) == 0 ? memory : FileManager.default.temporaryDirectory.path()
    path = "\(parent)/progress-\(UUID())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Where a store goes.
  var store: String { path + "/data/progress.sqlite" }
}

let noon = "2026-03-02T12:00:00Z"

let someContext = RunContext(
  mode: .selfCheck, isolationLevel: 3, isolationLabel: "isolated", toolVersion: "0.1.0",
  startedAt: noon)

let gradedContext: RunContext = {
  var context = someContext
  context.mode = .graded
  return context
}()

/// A graded result with one check that earns so many of 1,000 thousandths.
func result(
  lab: String = "15-topic-exchange", earned: Int = 1000, status: RunStatus = .graded
) -> LabResult {
  let run = RunName(
    lab: lab, seed: "0000000000000029", submission: "5eed", labDigest: "1ab5", kit: "c0de",
    toolchain: "Swift version 6.3.1")
  let check = CheckResult(
    id: "H1", kind: .property, fault: .none, sentence: "A message is routed once.", isKey: false,
    verdict: earned == 1000 ? .pass : .fail, earnedMillipoints: earned, possibleMillipoints: 1000)
  return LabResult(run: run, status: status, checks: [check])
}

/// The error that a call throws.
func error(_ body: () throws -> Void) -> ProgressError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? ProgressError)?.code
  }
}

/// Runs SQL on the file behind the store's back.
func tamper(_ path: String, _ sql: String) throws {
  let connection = try Connection(path: path, busyTimeout: 5)
  try connection.execute(sql)
  try connection.close()
}

/// The permission bits of a file.
func mode(_ path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
}

/// Writes a store with this many events and closes it.
func makeStore(at path: String, events: Int) throws {
  let store = try ProgressStore.open(at: path)
  for number in 1...events {
    try store.record(.hintShown(lab: "15", property: "H\(number)", step: 1), at: noon)
  }
  try store.close()
}

/// Moves a chain over an event; `#expect` cannot call a mutating method itself.
func follows(_ event: StoredEvent, _ head: inout ChainHead) -> Bool {
  head.advance(over: event) != nil
}

/// A chain of its own for tests that hold no store.
let someChain = "00112233445566778899aabbccddeeff"

/// Writes a file as version 1 of the tables had it: one chain without a name, and where it ended.
/// Returns the name that the chain gets.
@discardableResult
func makeVersionOne(at path: String, events: Int) throws -> String {
  let connection = try Connection(path: path, busyTimeout: 5)
  try connection.makeOurs([Schema.migrations[0]])
  var head = ChainHead(ofFirstForm: "", seq: 0, hash: Data(count: 32))
  var first = Data()
  for number in 1...events {
    let event = head.next(
      at: noon, kind: "hint-shown",
      body: try ProgressEvent.hintShown(lab: "15", property: "H\(number)", step: 1).body())
    try connection.outside { database in
      try database.execute(
        sql: "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [number, event.at, event.kind, event.body, event.prev, event.hash])
    }
    if number == 1 { first = event.hash }
    head = ChainHead(ofFirstForm: "", seq: number, hash: event.hash)
  }
  try saveVersionOne(head, in: connection)
  try connection.close()
  return ChainName.ofFirstForm(firstHash: first)
}

/// The saved projection of version 1; what it was folded into does not matter here.
private func saveVersionOne(_ head: ChainHead, in connection: Connection) throws {
  var hash = SHA256()
  hash.update(field: UInt64(head.seq).bigEndianBytes)
  hash.update(field: head.hash)
  hash.update(field: Data("{}".utf8))
  let digest = Data(hash.finish().bytes)
  try connection.outside { database in
    try database.execute(
      sql: "INSERT INTO projections VALUES ('progress', 1, ?, ?, ?, ?)",
      arguments: [head.seq, head.hash, Data("{}".utf8), digest])
  }
}

/// Random numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension ProgressStore {
  /// Imports what another store exports, and says what that brought.
  @discardableResult
  func take(from other: ProgressStore) throws -> ImportReport? {
    guard case .done(let report) = try importing(Data(try other.export().utf8)) else { return nil }
    return report
  }
}
