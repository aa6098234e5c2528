import Digests
import Foundation
import GRDB

/// The snapshot with the ends of the chains that it was folded from.
///
/// Events are folded in the order of their places, so the snapshot depends on which events there
/// are and on nothing else. A copy of it is kept in the file: opening does not read the whole log.
/// The copy may be deleted at any time: one that is missing, damaged or of another version is
/// folded again.
struct SavedProjection: Codable {
  /// Raised when the fold changes.
  static let version = 3

  /// By chain.
  private(set) var heads: [String: ChainHead] = [:]
  private(set) var snapshot = ProgressSnapshot()
  /// The place of the last event that was folded.
  private var last: EventPlace?

  /// What the log says now: the saved copy if it holds, and every event behind it, checked.
  static func current(of log: EventLog) throws -> SavedProjection {
    var projection = try saved(in: log) ?? SavedProjection()
    try projection.requireEnds(in: log)
    try projection.catchUp(with: log)
    return projection
  }

  /// Takes in the events behind it. If one of them belongs before one that is in it, as happens if
  /// another machine's clock is ahead, everything is folded again.
  mutating func catchUp(with log: EventLog) throws {
    if try !fold(log) {
      self = SavedProjection()
      _ = try fold(log)
    }
  }

  /// False if an event belongs before one that is in it.
  private mutating func fold(_ log: EventLog) throws -> Bool {
    var events = try log.events(behind: heads)
    while let next = try events.next() {
      if let last, next.place < last { return false }
      snapshot.apply(next.event, at: next.place)
      heads[next.head.chain] = next.head
      last = next.place
    }
    return true
  }

  /// Replaces the saved copy.
  func save(in log: EventLog) throws {
    let body = try JSONEncoder().encode(self)
    try log.database.execute(
      sql: """
        INSERT OR REPLACE INTO projections (name, version, body, digest)
        VALUES ('progress', ?, ?, ?)
        """,
      arguments: [SavedProjection.version, body, SavedProjection.digest(body)])
  }

  /// The saved copy, whether or not the log still has what it ends with.
  static func saved(in log: EventLog) throws -> SavedProjection? {
    let sql = "SELECT body, digest FROM projections WHERE name = ? AND version = ?"
    let columns = try Row.fetchOne(log.database, sql: sql, arguments: ["progress", version])
      .map(\.columnsAsStored)
    guard let columns, case .blob(let body) = columns[0], case .blob(let digest) = columns[1],
      digest == SavedProjection.digest(body)
    else { return nil }
    return try? JSONDecoder().decode(SavedProjection.self, from: body)
  }

  /// - Throws: `damaged` if an event that a chain ended with is gone or altered.
  private func requireEnds(in log: EventLog) throws {
    for head in heads.values.sorted(by: { $0.chain < $1.chain }) {
      guard try !head.isEnd(in: log) else { continue }
      throw ProgressError(.damaged(try log.firstBroken(in: head)), path: log.path)
    }
  }

  private static func digest(_ body: Data) -> Data { Data(SHA256.digest(body).bytes) }
}

extension ChainHead {
  /// Whether the log has the event that the chain ended with, as it was.
  func isEnd(in log: EventLog) throws -> Bool {
    guard let event = try log.event(EventID(chain: chain, seq: seq)) else { return false }
    return event.hash == hash && event.expectedHash(form) == hash
  }
}

extension EventLog {
  /// The first event of a chain that does not hold, given where the chain ended once.
  func firstBroken(in end: ChainHead) throws -> EventID {
    var reader = try events(behind: ChainHead(chain: end.chain))
    do {
      while try reader.next() != nil, reader.head.seq < end.seq {}
    } catch let error as ProgressError {
      guard case .damaged(let id) = error.code else { throw error }
      return id ?? end.next
    }
    // A chain that holds and ends in another event was written anew.
    return reader.head.seq < end.seq ? reader.head.next : EventID(chain: end.chain, seq: end.seq)
  }
}
