import Foundation

/// What a repair kept and what it set aside.
package struct RepairReport: Equatable, Sendable {
  /// How many events hold and stand in the new store.
  package var kept: Int
  /// The first event of each chain that could not be kept, as far as they are known.
  package var lost: [EventID]
  /// Nothing is lost, for certain. False also if damage leaves open whether something is.
  package var isComplete: Bool
  /// Copies of the file and of its journal as they were found.
  package var aside: [String]
}

extension ProgressStore {
  /// Puts a damaged file aside and starts a new one with the events that still hold.
  ///
  /// These are the events of each chain up to the first that is altered, missing or unreadable:
  /// what follows cannot be told from a forgery. The new store begins a chain of its own with its
  /// next event, so that an export that still has what is lost can be imported. A store open
  /// elsewhere meanwhile refuses to write afterwards.
  ///
  /// - Parameter stamp: becomes part of the names of the copies, for example `20260302T090112Z`.
  package static func repair(
    at path: String, stamp: String
  ) throws(ProgressError) -> RepairReport {
    try repair(at: path, stamp: stamp, busyTimeout: 5)
  }

  static func repair(
    at path: String, stamp: String, busyTimeout: TimeInterval
  ) throws(ProgressError) -> RepairReport {
    do {
      let lock = try RepairLock(path: path, timeout: busyTimeout)
      defer { lock.release() }
      return try repair(path, stamp)
    } catch {
      throw ProgressError(error, path: path)
    }
  }

  private static func repair(_ path: String, _ stamp: String) throws -> RepairReport {
    let scratch = "\(path).reading-\(stamp)"
    let fresh = "\(path).fresh-\(stamp)"
    defer { for name in [scratch, fresh] { remove(name) } }
    // SQLite may roll back a journal when it reads: let it do so in a copy.
    _ = try copies(of: path, to: scratch)
    let salvage = try Salvage(from: scratch)
    let target = try ProgressStore.open(at: fresh)
    try target.adopt(salvage.events)
    try target.close()
    let aside = try copies(of: path, to: "\(path).damaged-\(stamp)")
    try replace(path, by: fresh)
    return RepairReport(
      kept: salvage.events.count, lost: salvage.lost, isComplete: salvage.isComplete,
      aside: aside)
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
}
