/// What a component asks of the runtime. The conductor performs each call, so it can number every
/// effect and end the process before or after any of them.
package enum RuntimeCall: Equatable, Sendable {
  case storeGet(store: String, key: String)
  case storeScan(store: String, from: String, upTo: String?, limit: Int)
  case storeCommit(store: String, reads: [StoreRead], writes: [StoreWrite])
  case fileAppend(file: String, bytes: [UInt8])
  case fileRead(file: String, offset: Int64, count: Int)
  case fileSize(file: String)
  case fileTruncate(file: String, size: Int64)
  case fileSync(file: String)
  case publish(channel: String, envelope: Envelope)
  case timerSet(name: String, at: Instant)
  case timerCancel(name: String)
  case peer(name: String, body: JSONValue)
}

/// A key that a transaction read, and the version it saw; version 0 is "absent".
package struct StoreRead: Equatable, Sendable {
  package let key: String
  package let version: Int64

  package init(key: String, version: Int64) {
    self.key = key
    self.version = version
  }
}

/// A key that a transaction writes; nil deletes it.
package struct StoreWrite: Equatable, Sendable {
  package let key: String
  package let value: [UInt8]?

  package init(key: String, value: [UInt8]?) {
    self.key = key
    self.value = value
  }
}

/// A key of a store with its value and version.
package struct StoreEntry: Equatable, Sendable {
  package let key: String
  package let value: [UInt8]
  package let version: Int64

  package init(key: String, value: [UInt8], version: Int64) {
    self.key = key
    self.value = value
    self.version = version
  }
}

/// What the runtime answers. `sync` and `publish` answer with a token only: that they are done is
/// told by a later input.
package enum RuntimeAnswer: Equatable, Sendable {
  case done
  case entry(StoreEntry?)
  case entries([StoreEntry])
  case conflict(key: String)
  case bytes([UInt8])
  case number(Int64)
  case peer(JSONValue)
  case refused(String)
}

extension RuntimeCall {
  /// Whether the call can change what survives a crash, or what others see.
  package var isEffect: Bool {
    switch self {
    case .storeGet, .storeScan, .fileRead, .fileSize: false
    case .storeCommit(_, _, let writes): !writes.isEmpty
    case .fileAppend, .fileTruncate, .fileSync, .publish, .timerSet, .timerCancel, .peer: true
    }
  }
}
