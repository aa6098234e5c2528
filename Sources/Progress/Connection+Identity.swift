import GRDB

extension Connection {
  /// Refuses a file of another program or of a newer edalab, and brings an older one up to date.
  func makeOurs(_ migrations: [String]) throws(ProgressError) {
    _ = try read { try checkIdentity($0, known: migrations.count) }
    // Only now, because this setting is stored in files that use write-ahead logging.
    try outside { try Setting.journal.apply(in: $0) }
    for (index, migration) in migrations.enumerated() {
      try write { try migrate($0, to: index + 1, migration, known: migrations.count) }
    }
  }

  /// The version of the file, 0 if it is empty. Another program's or a newer edalab's is refused.
  func versionOfOurs() throws(ProgressError) -> Int {
    try read { try checkIdentity($0, known: Schema.migrations.count) }
  }

  private func migrate(
    _ database: Database, to version: Int, _ sql: String, known: Int
  ) throws {
    // Another process may have migrated it since it was looked at.
    guard try checkIdentity(database, known: known) < version else { return }
    if version == 2 { try VersionOne(database, path: path).requireWhole() }
    try database.execute(sql: sql)
    try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// The version of the file; 0 if it is empty.
  private func checkIdentity(_ database: Database, known: Int) throws -> Int {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    let isEmpty = application == 0 && version == 0 && tables == 0
    guard isEmpty || application == Schema.applicationID else {
      throw ProgressError(.foreign(applicationID: application), path: path)
    }
    guard version <= known else {
      throw ProgressError(.newerVersion(found: version, known: known), path: path)
    }
    return version
  }
}
