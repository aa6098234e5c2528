import Foundation
import GRDB

/// One connection to the store's file, with its settings checked.
struct Connection {
  let path: String
  private let queue: DatabaseQueue
  private let door = Door()

  /// Opens the file and changes nothing in it.
  init(path: String, busyTimeout: TimeInterval) throws(ProgressError) {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { database in
      for setting in Setting.all { try setting.apply(in: database) }
    }
    self.path = path
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw ProgressError(error, path: path)
    }
  }

  /// Reads in one transaction, so that all of it is of one moment.
  func read<Value>(_ body: (Database) throws -> Value) throws(ProgressError) -> Value {
    try opened { try queue.read(body) }
  }

  /// Writes in one transaction that takes the lock at its beginning.
  ///
  /// A transaction that began with reading could not wait for the lock: SQLite would refuse at
  /// once.
  func write<Value>(_ body: (Database) throws -> Value) throws(ProgressError) -> Value {
    try opened {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(database)
          return .commit
        }
        guard let value else { throw ProgressError(.failed(reason: "rolled back"), path: path) }
        return value
      }
    }
  }

  /// Runs outside a transaction.
  func outside<Value>(_ body: (Database) throws -> Value) throws(ProgressError) -> Value {
    try opened { try queue.writeWithoutTransaction(body) }
  }

  /// Runs statements outside a transaction.
  func execute(_ sql: String) throws(ProgressError) {
    try outside { try $0.execute(sql: sql) }
  }

  /// Closes the file. Later calls fail.
  func close() throws(ProgressError) {
    door.lock.lock()
    defer { door.lock.unlock() }
    guard door.isOpen else { return }
    try opened { try queue.close() }
    door.isOpen = false
  }

  /// GRDB does not look whether the file was closed: it would end the process.
  private func opened<Value>(_ body: () throws -> Value) throws(ProgressError) -> Value {
    door.lock.lock()
    defer { door.lock.unlock() }
    guard door.isOpen else { throw ProgressError(.failed(reason: "it was closed"), path: path) }
    do {
      return try body()
    } catch {
      throw ProgressError(error, path: path)
    }
  }
}

/// Whether a connection may be used. Its calls come one after the other anyway.
private final class Door: @unchecked Sendable {
  let lock = NSRecursiveLock()
  /// Guarded by the lock.
  var isOpen = true
}

/// A PRAGMA, and what it must answer afterwards: SQLite ignores those that it cannot obey.
struct Setting {
  let name: String
  let value: String
  let answer: String

  /// Rollback journal and full sync, because write-ahead logging does not work on network folders,
  /// and one small write for each run need not be fast.
  static let journal = Setting(name: "journal_mode", value: "TRUNCATE", answer: "truncate")

  /// Those that change nothing in the file.
  static let all = [
    Setting(name: "synchronous", value: "FULL", answer: "2"),
    Setting(name: "foreign_keys", value: "ON", answer: "1"),
    Setting(name: "trusted_schema", value: "OFF", answer: "0"),
    Setting(name: "cell_size_check", value: "ON", answer: "1"),
  ]

  func apply(in database: Database) throws {
    try database.execute(sql: "PRAGMA \(name) = \(value)")
    let found = try String.fetchOne(database, sql: "PRAGMA \(name)")
    guard found == answer else {
      let reason = "PRAGMA \(name) is \(found ?? "unknown")"
      throw ProgressError(.failed(reason: reason), path: "")
    }
  }
}
