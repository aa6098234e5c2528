import Foundation

/// What can still be read of a damaged file, and what cannot.
struct Salvage {
  /// Chain after chain, each up to its first event that does not hold.
  private(set) var events: [StoredEvent] = []
  /// The first event of each chain that is lost.
  private(set) var lost: [EventID] = []
  /// Nothing is lost, for certain.
  private(set) var isComplete = true

  /// Reads a copy of the file. SQLite may change it.
  ///
  /// - Throws: an error if the file is not ours, or cannot be read for another reason than damage.
  init(from path: String) throws(ProgressError) {
    do {
      let source = try Connection(path: path, busyTimeout: 5)
      defer { try? source.close() }
      try read(source)
    } catch {
      try noteDamage(error)
    }
  }

  private mutating func read(_ source: Connection) throws(ProgressError) {
    let version = try source.versionOfOurs()
    guard version > 0 else { return }
    try source.read { database in
      try read(EventLog(database, path: source.path, version: version), version)
    }
  }

  private mutating func read(_ log: EventLog, _ version: Int) throws {
    var ends: [String: ChainHead] = [:]
    try tolerating { ends = try Salvage.ends(log, version) }
    var names = Set(ends.keys)
    try tolerating { names.formUnion(try log.chains()) }
    for name in names.sorted() where ChainName.isValid(name) {
      let walk = try ChainWalk(name, in: log, knownEnd: ends[name]) { events.append($0) }
      if let broken = walk.firstBroken { lost.append(broken) }
    }
    isComplete = isComplete && lost.isEmpty
    var isSound = false
    try tolerating { isSound = try String.integrity(of: log.database).isEmpty }
    var count = -1
    try tolerating { count = try log.count() }
    isComplete = isComplete && isSound && count == events.count
  }

  /// Where the chains ended when the projection was saved.
  private static func ends(_ log: EventLog, _ version: Int) throws -> [String: ChainHead] {
    guard version == 1 else { return try SavedProjection.saved(in: log)?.heads ?? [:] }
    let end = try VersionOne(log.database, path: log.path).savedEnd()
    return end.map { [$0.chain: $0] } ?? [:]
  }

  private mutating func tolerating(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      try noteDamage(ProgressError(error, path: ""))
    }
  }

  /// Damage ends the reading, not the repair. Everything else is another matter.
  private mutating func noteDamage(_ error: ProgressError) throws(ProgressError) {
    switch error.code {
    case .damaged, .notADatabase, .failed: isComplete = false
    case .foreign, .newerVersion, .notWritable, .diskFull, .busy: throw error
    }
  }
}
