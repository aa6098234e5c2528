import Foundation
import GRDB

/// The events of a database, as the chain sees them.
struct EventLog {
  let database: Database
  let path: String

  /// Calls `visit` for each event behind `head`, in order, and returns the end of the chain.
  ///
  /// - Throws: `damaged` with the number of the first event that does not follow or cannot be read.
  @discardableResult
  func walk(
    from head: ChainHead, _ visit: (StoredEvent) throws -> Void
  ) throws -> ChainHead {
    var head = head
    do {
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT seq, at, kind, body, prev, hash FROM events WHERE seq > ? ORDER BY seq",
        arguments: [head.seq])
      while let row = try rows.next() {
        guard let event = StoredEvent(row), head.advance(over: event) else {
          throw ProgressError(.damaged(seq: head.seq + 1), path: path)
        }
        try visit(event)
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      throw ProgressError(.damaged(seq: head.seq + 1), path: path)
    }
    return head
  }

  /// One event, or nil if there is none with this number or it cannot be read.
  func event(_ seq: Int) throws -> StoredEvent? {
    try Row.fetchOne(
      database, sql: "SELECT seq, at, kind, body, prev, hash FROM events WHERE seq = ?",
      arguments: [seq]
    ).flatMap(StoredEvent.init)
  }

  /// Adds an event as it is. The table refuses one that does not follow the last.
  func insert(_ event: StoredEvent) throws {
    try database.execute(
      sql: "INSERT INTO events (seq, at, kind, body, prev, hash) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [event.seq, event.at, event.kind, event.body, event.prev, event.hash])
  }
}

extension StoredEvent {
  /// Nil if a column has another type than the table allows, which only damage brings about.
  fileprivate init?(_ row: Row) {
    let columns = row.columnsAsStored
    guard columns.count == 6, case .int64(let seq) = columns[0], case .string(let at) = columns[1],
      case .string(let kind) = columns[2], let body = columns[3].bytes,
      let prev = columns[4].bytes, let hash = columns[5].bytes
    else { return nil }
    self.init(seq: Int(seq), at: at, kind: kind, body: body, prev: prev, hash: hash)
  }
}

extension Row {
  /// The columns with the types that they have in the file; damage may have changed them.
  var columnsAsStored: [DatabaseValue.Storage] { Array(databaseValues).map(\.storage) }
}

extension DatabaseValue.Storage {
  fileprivate var bytes: Data? {
    guard case .blob(let data) = self else { return nil }
    return data
  }
}
