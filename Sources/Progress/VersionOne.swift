import Digests
import Foundation
import GRDB

/// A file of version 1, which held one chain. It is read before it is brought up to date: damage is
/// to be found while the old rows are there.
struct VersionOne {
  let log: EventLog

  init(_ database: Database, path: String) {
    log = EventLog(database, path: path, version: 1)
  }

  /// - Throws: `damaged` if an event does not hold, or if the saved projection knows of one that is
  ///   missing.
  func requireWhole() throws {
    let known = try savedEnd()
    // Without its first event the chain has no name, and none is found.
    guard let name = try log.chains().first else {
      guard try known == nil && log.count() == 0 else { throw damaged(nil) }
      return
    }
    let walk = try ChainWalk(name, in: log, knownEnd: known) { _ in }
    guard walk.firstBroken == nil, try log.count() == walk.head.seq else {
      throw damaged(walk.firstBroken)
    }
  }

  /// Where the chain ended when the projection was saved; nil if the saved one does not hold, or if
  /// the log was empty.
  func savedEnd() throws -> ChainHead? {
    let sql = "SELECT seq, head, body, digest FROM projections WHERE name = 'progress'"
    let columns = try Row.fetchOne(log.database, sql: sql).map(\.columnsAsStored)
    guard let columns, case .int64(let seq) = columns[0], case .blob(let head) = columns[1],
      case .blob(let body) = columns[2], case .blob(let digest) = columns[3], seq > 0
    else { return nil }
    var hash = SHA256()
    hash.update(field: UInt64(bitPattern: seq).bigEndianBytes)
    hash.update(field: head)
    hash.update(field: body)
    guard digest == Data(hash.finish().bytes) else { return nil }
    return ChainHead(ofFirstForm: try log.chains().first ?? "", seq: Int(seq), hash: head)
  }

  private func damaged(_ id: EventID?) -> ProgressError {
    ProgressError(.damaged(id), path: log.path)
  }
}
