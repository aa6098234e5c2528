import Foundation

/// What a repair kept and what it set aside.
package struct RepairReport: Equatable, Sendable {
  /// How many events hold and stand in the new store.
  package var kept: Int
  /// The number of the first event that could not be kept; nil if none is known to be lost.
  package var firstLost: Int?
  /// Copies of the file and of its journal as they were found.
  package var aside: [String]
}

extension ProgressStore {
  /// Puts a damaged file aside and starts a new one with the events that still hold.
  ///
  /// These are the events up to the first that is altered, missing or unreadable: what follows it
  /// cannot be told from a forgery. No open store may have the file meanwhile.
  ///
  /// - Parameter stamp: becomes part of the names of the copies, for example `20260302T090112Z`.
  package static func repair(
    at path: String, stamp: String
  ) throws(ProgressError) -> RepairReport {
    do {
      let aside = try copies(of: path, to: "\(path).damaged-\(stamp)")
      let scratch = "\(path).reading-\(stamp)"
      let fresh = "\(path).fresh-\(stamp)"
      defer { for name in [scratch, fresh] { remove(name) } }
      // SQLite may roll back a journal when it reads: let it do so in a copy.
      _ = try copies(of: path, to: scratch)
      let (kept, lost) = try salvage(scratch, into: fresh)
      try replace(path, by: fresh)
      return RepairReport(kept: kept, firstLost: lost, aside: aside)
    } catch {
      throw ProgressError(error, path: path)
    }
  }

  /// The file and what SQLite may have left beside it.
  private static let suffixes = ["", "-journal", "-wal", "-shm"]

  private static func copies(of path: String, to target: String) throws -> [String] {
    let files = FileManager.default
    return try suffixes.filter { files.fileExists(atPath: path + $0) }.map { suffix in
      try files.copyItem(atPath: path + suffix, toPath: target + suffix)
      return target + suffix
    }
  }

  private static func remove(_ path: String) {
    for suffix in suffixes { unlink(path + suffix) }
  }

  /// A journal that stays behind would be rolled back into the new file: it goes first.
  private static func replace(_ path: String, by fresh: String) throws {
    for suffix in suffixes.dropFirst() { unlink(path + suffix) }
    guard rename(fresh, path) == 0 else { throw ProgressError(errno: errno, path: path) }
    StoreFile(path: path).syncFolder()
  }

  /// How many events were kept, and the number of the first that was not.
  private static func salvage(
    _ damaged: String, into fresh: String
  ) throws -> (kept: Int, lost: Int?) {
    let (events, lost) = try readable(damaged)
    let target = try ProgressStore.open(at: fresh)
    try target.adopt(events)
    try target.close()
    return (events.count, lost)
  }

  private static func readable(_ path: String) throws -> (events: [StoredEvent], lost: Int?) {
    var events: [StoredEvent] = []
    do throws(ProgressError) {
      let source = try Connection(path: path, busyTimeout: 5)
      defer { try? source.close() }
      guard try source.versionOfOurs() > 0 else { return ([], nil) }
      try source.read { database in
        let log = EventLog(database: database, path: path)
        try log.walk(from: .start) { events.append($0) }
        _ = try SavedProjection.current(of: log)
      }
      return (events, nil)
    } catch {
      switch error.code {
      case .damaged(let seq): return (events, seq ?? (events.isEmpty ? 1 : nil))
      case .notADatabase: return ([], 1)
      default: throw error
      }
    }
  }
}
