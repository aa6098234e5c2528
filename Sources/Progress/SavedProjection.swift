import Digests
import Foundation
import GRDB

/// The snapshot with the end of the chain that it was folded from.
///
/// A copy of it is kept in the file so that opening does not read the whole log. The copy may be
/// deleted at any time: one that is missing, damaged or of another version is folded again.
struct SavedProjection {
  /// Raised when the fold changes.
  static let version = 2

  var head = ChainHead.start
  var snapshot = ProgressSnapshot()

  /// What the log says now: the saved copy if it holds, and every event behind it, checked.
  static func current(of log: EventLog) throws -> SavedProjection {
    var projection = try SavedProjection.saved(in: log) ?? SavedProjection()
    var snapshot = projection.snapshot
    projection.head = try log.walk(from: projection.head) { snapshot.apply($0) }
    projection.snapshot = snapshot
    return projection
  }

  /// Replaces the saved copy.
  func save(in log: EventLog) throws {
    let body = try JSONEncoder().encode(snapshot)
    try log.database.execute(
      sql: """
        INSERT OR REPLACE INTO projections (name, version, seq, head, body, digest)
        VALUES ('progress', ?, ?, ?, ?, ?)
        """,
      arguments: [
        SavedProjection.version, head.seq, head.hash, body, SavedProjection.digest(head, body),
      ])
  }

  /// - Throws: `damaged` if the copy is whole but the event that it ends with is gone or altered,
  ///   or if SQLite cannot read the copy's page.
  private static func saved(in log: EventLog) throws -> SavedProjection? {
    guard let (head, body) = try row(in: log) else { return nil }
    guard let snapshot = try? JSONDecoder().decode(ProgressSnapshot.self, from: body),
      snapshot.seq == head.seq
    else { return nil }
    if head.seq > 0 {
      let last = try log.event(head.seq)
      guard let last, last.hash == head.hash, last.hash == last.expectedHash else {
        throw ProgressError(.damaged(seq: try firstBroken(in: log) ?? head.seq), path: log.path)
      }
    }
    return SavedProjection(head: head, snapshot: snapshot)
  }

  private static func row(in log: EventLog) throws -> (ChainHead, Data)? {
    let sql = "SELECT seq, head, body, digest FROM projections WHERE name = ? AND version = ?"
    let columns = try Row.fetchOne(log.database, sql: sql, arguments: ["progress", version])
      .map(\.columnsAsStored)
    guard let columns, case .int64(let seq) = columns[0], case .blob(let hash) = columns[1],
      case .blob(let body) = columns[2], case .blob(let digest) = columns[3]
    else { return nil }
    let head = ChainHead(seq: Int(seq), hash: hash)
    return digest == SavedProjection.digest(head, body) ? (head, body) : nil
  }

  private static func firstBroken(in log: EventLog) throws -> Int? {
    do {
      return try log.walk(from: .start) { _ in }.seq + 1
    } catch let error as ProgressError {
      guard case .damaged(let seq) = error.code else { throw error }
      return seq
    }
  }

  private static func digest(_ head: ChainHead, _ body: Data) -> Data {
    var hash = SHA256()
    hash.update(field: UInt64(bitPattern: Int64(head.seq)).bigEndianBytes)
    hash.update(field: head.hash)
    hash.update(field: body)
    return Data(hash.finish().bytes)
  }
}
