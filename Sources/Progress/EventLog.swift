import Foundation
import GRDB

/// The events of a database, as their chains see them.
struct EventLog {
  let database: Database
  let path: String
  /// Where the rows are read from.
  private let rows: String

  /// - Parameter version: of the file; version 1 holds one chain, without a name.
  init(_ database: Database, path: String, version: Int = Schema.version) {
    self.database = database
    self.path = path
    rows = version == 1 ? Schema.rowsOfVersion1 : "events"
  }

  private static let columns = "chain, seq, at, kind, body, prev, hash"

  /// The names of the chains, sorted.
  ///
  /// Each is looked for behind the one before, so that not all of the log is read.
  func chains() throws -> [String] {
    var names: [String] = []
    while let name = try firstChain(behind: names.last ?? "") { names.append(name) }
    return names
  }

  private func firstChain(behind name: String) throws -> String? {
    let row = try Row.fetchOne(
      database, sql: "SELECT chain FROM \(rows) WHERE chain > ? ORDER BY chain LIMIT 1",
      arguments: [name])
    guard let row else { return nil }
    guard case .string(let found) = row.columnsAsStored[0], ChainName.isValid(found) else {
      throw ProgressError(.damaged(nil), path: path)
    }
    return found
  }

  /// How many rows there are, whether or not a chain leads to them.
  func count() throws -> Int {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM \(rows)") ?? 0
  }

  /// The events of one chain behind its head, in order.
  func events(behind head: ChainHead) throws -> ChainReader {
    let sql = "SELECT \(Self.columns) FROM \(rows) WHERE chain = ? AND seq > ? ORDER BY seq"
    return ChainReader(
      head, path: path,
      rows: try Row.fetchCursor(database, sql: sql, arguments: [head.chain, head.seq]))
  }

  /// The events of all chains behind these heads, in the order of their places.
  func events(behind heads: [String: ChainHead]) throws -> MergedReader {
    MergedReader(try chains().map { try events(behind: heads[$0] ?? ChainHead(chain: $0)) })
  }

  /// One event, or nil if there is none with this name or it cannot be read.
  func event(_ id: EventID) throws -> StoredEvent? {
    try Row.fetchOne(
      database, sql: "SELECT \(Self.columns) FROM \(rows) WHERE chain = ? AND seq = ?",
      arguments: [id.chain, id.seq]
    ).flatMap(StoredEvent.init)
  }

  /// Calls `visit` for each row that can be read, in the order of the table, until one cannot.
  func visitRows(_ visit: (StoredEvent) -> Void) throws {
    // Without the index: it may be damaged where the table is not.
    let rows = rows == "events" ? "events NOT INDEXED" : rows
    try visitRows("SELECT \(Self.columns) FROM \(rows)", [], visit)
  }

  /// The same for the rows of one chain, in its order.
  func visitRows(of chain: String, _ visit: (StoredEvent) -> Void) throws {
    let sql = "SELECT \(Self.columns) FROM \(rows) WHERE chain = ? ORDER BY seq"
    try visitRows(sql, [chain], visit)
  }

  private func visitRows(
    _ sql: String, _ arguments: StatementArguments, _ visit: (StoredEvent) -> Void
  ) throws {
    let found = try Row.fetchCursor(database, sql: sql, arguments: arguments)
    while let row = try found.next() {
      if let event = StoredEvent(row) { visit(event) }
    }
  }

  /// Adds an event as it is. The table refuses one that does not follow the last of its chain.
  func insert(_ event: StoredEvent) throws {
    try database.execute(
      sql: "INSERT INTO events (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        event.id.chain, event.id.seq, event.at, event.kind, event.body, event.prev, event.hash,
      ])
  }
}

extension EventLog {
  /// The chain that this store adds its own events to; nil if it has written none yet.
  func ownChain() throws -> String? {
    let row = try Row.fetchOne(database, sql: "SELECT chain FROM own_chain")
    guard let row else { return nil }
    guard case .string(let chain) = row.columnsAsStored[0], ChainName.isValid(chain) else {
      throw ProgressError(.damaged(nil), path: path)
    }
    return chain
  }

  /// The same, made if there is none.
  func chainToWrite() throws -> String {
    if let chain = try ownChain() { return chain }
    let chain = ChainName.random()
    try database.execute(
      sql: "INSERT INTO own_chain (only, chain) VALUES (1, ?)", arguments: [chain])
    return chain
  }

  /// Adds no more to the chain written so far; the next event begins another one.
  func endOwnChain() throws { try database.execute(sql: "DELETE FROM own_chain") }
}

extension Row {
  /// The columns with the types that they have in the file; damage may have changed them.
  var columnsAsStored: [DatabaseValue.Storage] { Array(databaseValues).map(\.storage) }
}
