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
    let found = try readable(log, chains: Set(ends.keys))
    for chain in Set(ends.keys).union(found.keys.map(\.chain)).sorted() {
      take(chain, from: found, knownEnd: ends[chain])
    }
    isComplete = isComplete && lost.isEmpty
    var isSound = false
    try tolerating { isSound = try String.integrity(of: log.database).isEmpty }
    var count = -1
    try tolerating { count = try log.count() }
    isComplete = isComplete && isSound && count == events.count
  }

  /// Every row that can be read, by what it says it is: along the chains and from the table's
  /// beginning, because damage to the index stops the one and damage to a page stops the other.
  private mutating func readable(
    _ log: EventLog, chains: Set<String>
  ) throws -> [EventID: [StoredEvent]] {
    var found: [EventID: [StoredEvent]] = [:]
    func note(_ event: StoredEvent) {
      if found[event.id]?.contains(event) != true { found[event.id, default: []].append(event) }
    }
    try tolerating { try log.visitRows(note) }
    var chains = chains
    try tolerating { chains.formUnion(try log.chains()) }
    for chain in chains {
      try tolerating { try log.visitRows(of: chain, note) }
    }
    return found
  }

  /// The events of a chain up to the first of which no row holds.
  private mutating func take(
    _ chain: String, from found: [EventID: [StoredEvent]], knownEnd: ChainHead?
  ) {
    guard ChainName.isValid(chain) else { return }
    var head = ChainHead(chain: chain)
    while let event = found[head.next]?.first(where: { head.isFollowed(by: $0) }) {
      _ = head.advance(over: event)
      events.append(event)
    }
    let hasMore = found.keys.contains { $0.chain == chain && $0.seq > head.seq }
    if hasMore || head.seq < knownEnd?.seq ?? 0 { lost.append(head.next) }
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
