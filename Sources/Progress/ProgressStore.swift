import Foundation
import GRDB
package import Results
import Synchronization

/// What a learner did, as an append-only log of hash-chained events in one SQLite file
/// (docs/records.md).
///
/// Every method may be called from any thread and from several processes at once. After damage was
/// found, a store writes nothing more; `repair` makes a new one of what still holds.
package final class ProgressStore: Sendable {
  /// The file.
  package let path: String
  private let connection: Connection
  private let file: FileIdentity?
  private let damage = Mutex<ProgressError?>(nil)

  private init(_ connection: Connection) {
    self.connection = connection
    path = connection.path
    file = StoreFile(path: path).identity
  }

  /// Opens the store and makes it if there is none: its folder for the owner alone, its file too.
  ///
  /// An older file is brought up to date. The events behind the saved projection are checked; all
  /// of them are by `verifyChains`.
  package static func open(at path: String) throws(ProgressError) -> ProgressStore {
    try open(at: path, busyTimeout: 5)
  }

  static func open(
    at path: String, busyTimeout: TimeInterval, migrations: [String] = Schema.migrations
  ) throws(ProgressError) -> ProgressStore {
    try StoreFile(path: path).prepare()
    let connection = try Connection(path: path, busyTimeout: busyTimeout)
    try connection.makeOurs(migrations)
    let store = ProgressStore(connection)
    _ = try store.progress()
    return store
  }

  /// False once another file has the name, as after a repair: what is written here is then lost.
  package var isInPlace: Bool { file == StoreFile(path: path).identity }

  /// Appends an event to this store's own chain. It is on the disk when this returns.
  ///
  /// - Parameter at: UTC, RFC 3339.
  @discardableResult
  package func record(_ event: ProgressEvent, at: String) throws(ProgressError) -> EventID {
    try writing { log in
      var projection = try SavedProjection.current(of: log)
      let chain = try log.chainToWrite()
      let head = projection.heads[chain] ?? ChainHead(chain: chain)
      let stored = head.next(at: at, kind: event.kind, body: try event.body())
      try log.insert(stored)
      try projection.catchUp(with: log)
      try projection.save(in: log)
      return stored.id
    }
  }

  /// Appends the result of a run.
  @discardableResult
  package func record(
    _ result: LabResult, context: RunContext, at: String
  ) throws(ProgressError) -> EventID {
    try record(.resultRecorded(result, context), at: at)
  }

  /// Where the learner stands now.
  package func progress() throws(ProgressError) -> ProgressSnapshot {
    try reading { try SavedProjection.current(of: $0).snapshot }
  }

  /// The whole result that the event with this name holds; nil if it is of another kind.
  package func result(_ id: EventID) throws(ProgressError) -> (LabResult, RunContext)? {
    try reading { log in
      guard let event = try log.event(id), event.kind == "result-recorded" else { return nil }
      let body = try JSONDecoder().decode(ResultBody.self, from: event.body)
      return (body.result, body.context)
    }
  }

  /// Closes the file; every later call fails. A store that is no longer used closes itself.
  package func close() throws(ProgressError) { try connection.close() }

  /// Reads the log in one transaction.
  func reading<Value>(_ body: (EventLog) throws -> Value) throws(ProgressError) -> Value {
    try noticing { () throws(ProgressError) in
      try connection.read { try body(EventLog($0, path: path)) }
    }
  }

  /// Writes in one transaction, unless damage was found.
  func writing<Value>(_ body: (EventLog) throws -> Value) throws(ProgressError) -> Value {
    if let error = damage.withLock({ $0 }) { throw error }
    return try noticing { () throws(ProgressError) in
      try connection.write { database in
        // Only now: a repair holds the lock until the new file is in place.
        guard isInPlace else {
          throw ProgressError(.notWritable(reason: "another file took its place"), path: path)
        }
        return try body(EventLog(database, path: path))
      }
    }
  }

  /// Appends events of other logs as they are; they must follow what is here.
  func adopt(_ events: [StoredEvent]) throws(ProgressError) {
    try writing { log in
      for event in events { try log.insert(event) }
      try SavedProjection.current(of: log).save(in: log)
    }
  }

  /// Makes every later `record` fail with this error.
  func stopWriting(_ error: ProgressError) { damage.withLock { $0 = error } }

  /// Remembers damage that a call comes upon.
  private func noticing<Value>(
    _ body: () throws(ProgressError) -> Value
  ) throws(ProgressError) -> Value {
    do {
      return try body()
    } catch {
      if case .damaged = error.code { stopWriting(error) }
      throw error
    }
  }
}
