/// A durable key-value store with transactions over any number of keys.
///
/// A transaction is all or nothing, and is refused if a key that it read has changed since
/// (compare-and-set). Once it is committed, it survives a crash. Keys are compared and sorted by
/// their UTF-8 bytes. Source: curriculum R9.
public struct TxStore {
  let name: String
  let link: any RuntimeLink

  /// The value of a key now, nil if it has none. What is read here may have changed by the next
  /// call: to decide something, read inside a transaction.
  public func get(_ key: String) throws -> [UInt8]? { try entry(key)?.value }

  /// At most `limit` keys with their values, in order, from `from` up to but not including `upTo`
  /// (nil: to the end).
  public func scan(
    from: String, upTo: String? = nil, limit: Int = 100
  ) throws -> [(key: String, value: [UInt8])] {
    try entries(from: from, upTo: upTo, limit: limit).map { ($0.key, $0.value) }
  }

  /// Runs `body` and commits what it wrote, all of it or nothing.
  ///
  /// If `body` throws, nothing is written and its error goes to the caller. If another transaction
  /// changed a key that this one had read, nothing is written and `body` runs again from the start,
  /// at most `attempts` times; then `StoreConflict` is thrown.
  public func transaction<Result>(
    attempts: Int = 8, _ body: (inout Transaction) throws -> Result
  ) throws -> Result {
    var conflictingKey = ""
    for _ in 0..<max(1, attempts) {
      var transaction = Transaction(store: self)
      let result = try body(&transaction)
      guard let key = try transaction.commit() else { return result }
      conflictingKey = key
    }
    throw StoreConflict(key: conflictingKey)
  }

  func entry(_ key: String) throws -> StoreEntry? {
    let answer = try link.perform(.storeGet(store: name, key: key))
    guard case .entry(let entry) = answer else { throw RuntimeFailure.unexpected(answer) }
    return entry
  }

  func entries(from: String, upTo: String?, limit: Int) throws -> [StoreEntry] {
    let answer = try link.perform(
      .storeScan(store: name, from: from, upTo: upTo, limit: max(0, limit)))
    guard case .entries(let entries) = answer else { throw RuntimeFailure.unexpected(answer) }
    return entries
  }
}

/// A transaction found a key changed that it had read, each time it was tried.
public struct StoreConflict: Error, Hashable, Sendable {
  /// The key that another transaction changed.
  public let key: String
}

/// A transaction that is still open: its writes are seen by itself alone until it commits.
public struct Transaction {
  private let store: TxStore
  private var reads: [(key: String, version: Int64)] = []
  private var writes: [(key: String, value: [UInt8]?)] = []

  init(store: TxStore) { self.store = store }

  /// The value of a key as this transaction sees it.
  public mutating func get(_ key: String) throws -> [UInt8]? {
    if let write = writes.last(where: { $0.key.isSameKey(as: key) }) { return write.value }
    let entry = try store.entry(key)
    note(key, entry?.version ?? 0)
    return entry?.value
  }

  /// Writes a key when the transaction commits.
  public mutating func put(_ key: String, _ value: [UInt8]) { write(key, value) }

  /// Removes a key when the transaction commits. Removing an absent key is no error.
  public mutating func delete(_ key: String) { write(key, nil) }

  /// At most `limit` keys with their values, in order, from `from` up to but not including `upTo`,
  /// as this transaction sees them. The keys returned count as read; keys added later by others do
  /// not.
  public mutating func scan(
    from: String, upTo: String? = nil, limit: Int = 100
  ) throws -> [(key: String, value: [UInt8])] {
    let limit = max(0, limit)
    // Own writes can hide at most as many stored keys as there are writes.
    let enough = limit.addingReportingOverflow(writes.count)
    let stored = try store.entries(
      from: from, upTo: upTo, limit: enough.overflow ? .max : enough.partialValue)
    // Own writes have no version: nobody else can change them.
    var visible: [(key: String, value: [UInt8], version: Int64?)] = []
    for entry in stored where !writes.contains(where: { $0.key.isSameKey(as: entry.key) }) {
      visible.append((entry.key, entry.value, entry.version))
    }
    for write in writes where write.key.isKey(from: from, upTo: upTo) {
      if let value = write.value { visible.append((write.key, value, nil)) }
    }
    let returned = visible.sorted { $0.key.isKey(before: $1.key) }.prefix(limit)
    for case (let key, _, let version?) in returned { note(key, version) }
    return returned.map { ($0.key, $0.value) }
  }

  private mutating func note(_ key: String, _ version: Int64) {
    if !reads.contains(where: { $0.key.isSameKey(as: key) }) { reads.append((key, version)) }
  }

  private mutating func write(_ key: String, _ value: [UInt8]?) {
    writes.removeAll { $0.key.isSameKey(as: key) }
    writes.append((key, value))
  }

  /// The key that stood in the way, or nil if the transaction is committed.
  func commit() throws -> String? {
    guard !writes.isEmpty || !reads.isEmpty else { return nil }
    let answer = try store.link.perform(
      .storeCommit(
        store: store.name, reads: reads.map { StoreRead(key: $0.key, version: $0.version) },
        writes: writes.map { StoreWrite(key: $0.key, value: $0.value) }))
    switch answer {
    case .done: return nil
    case .conflict(let key): return key
    default: throw RuntimeFailure.unexpected(answer)
    }
  }
}

extension String {
  /// Keys are bytes: texts that only look the same are different keys.
  package func isSameKey(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  package func isKey(before other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

  package func isKey(from first: String, upTo end: String?) -> Bool {
    !isKey(before: first) && (end.map { isKey(before: $0) } ?? true)
  }
}
