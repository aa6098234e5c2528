extension RuntimeCall {
  /// The call as it travels: `["get", store, key]`. An array, because calls are the hot frames.
  package var wire: JSONValue {
    switch self {
    case .storeGet(let store, let key):
      .array([.string("get"), .string(store), .string(key)])
    case .storeScan(let store, let from, let upTo, let limit):
      .array([
        .string("scan"), .string(store), .string(from), .optional(upTo.map(JSONValue.string)),
        .integer(Int64(limit)),
      ])
    case .storeCommit(let store, let reads, let writes):
      .array([
        .string("commit"), .string(store), .array(reads.map(\.wire)), .array(writes.map(\.wire)),
      ])
    case .fileAppend(let file, let bytes):
      .array([.string("append"), .string(file), .bytes(bytes)])
    case .fileRead(let file, let offset, let count):
      .array([.string("read"), .string(file), .integer(offset), .integer(Int64(count))])
    case .fileSize(let file): .array([.string("size"), .string(file)])
    case .fileTruncate(let file, let size):
      .array([.string("truncate"), .string(file), .integer(size)])
    case .fileSync(let file): .array([.string("sync"), .string(file)])
    case .publish(let channel, let envelope):
      .array([.string("publish"), .string(channel), envelope.wire])
    case .timerSet(let name, let at):
      .array([.string("timer"), .string(name), .integer(at.milliseconds)])
    case .timerCancel(let name): .array([.string("cancel"), .string(name)])
    case .peer(let name, let body): .array([.string("peer"), .string(name), body])
    }
  }

  /// Nil if the value is not a call.
  package init?(wire: JSONValue) {
    guard let parts = wire.array, let name = parts.first?.string,
      let call = RuntimeCall.storeCall(name, parts) ?? RuntimeCall.fileCall(name, parts)
        ?? RuntimeCall.messageCall(name, parts)
    else { return nil }
    self = call
  }

  private static func storeCall(_ name: String, _ parts: [JSONValue]) -> RuntimeCall? {
    switch (name, parts.count) {
    case ("get", 3):
      guard let store = parts[1].string, let key = parts[2].string else { return nil }
      return .storeGet(store: store, key: key)
    case ("scan", 5):
      guard let store = parts[1].string, let from = parts[2].string,
        parts[3] == .null || parts[3].string != nil, let limit = parts[4].integer, limit >= 0
      else { return nil }
      return .storeScan(store: store, from: from, upTo: parts[3].string, limit: Int(limit))
    case ("commit", 4):
      guard let store = parts[1].string, let reads = parts[2].array?.map(StoreRead.init(wire:)),
        let writes = parts[3].array?.map(StoreWrite.init(wire:)), !reads.contains(nil),
        !writes.contains(nil)
      else { return nil }
      return .storeCommit(
        store: store, reads: reads.compactMap(\.self), writes: writes.compactMap(\.self))
    default: return nil
    }
  }

  private static func fileCall(_ name: String, _ parts: [JSONValue]) -> RuntimeCall? {
    guard parts.count >= 2, let file = parts[1].string else { return nil }
    switch (name, parts.count) {
    case ("append", 3): return parts[2].bytes.map { .fileAppend(file: file, bytes: $0) }
    case ("read", 4):
      guard let offset = parts[2].integer, let count = parts[3].integer, count >= 0 else {
        return nil
      }
      return .fileRead(file: file, offset: offset, count: Int(count))
    case ("size", 2): return .fileSize(file: file)
    case ("truncate", 3): return parts[2].integer.map { .fileTruncate(file: file, size: $0) }
    case ("sync", 2): return .fileSync(file: file)
    default: return nil
    }
  }

  private static func messageCall(_ name: String, _ parts: [JSONValue]) -> RuntimeCall? {
    guard parts.count >= 2, let target = parts[1].string else { return nil }
    switch (name, parts.count) {
    case ("publish", 3):
      return Envelope(wire: parts[2]).map { .publish(channel: target, envelope: $0) }
    case ("timer", 3):
      return parts[2].integer.map { .timerSet(name: target, at: Instant(milliseconds: $0)) }
    case ("cancel", 2): return .timerCancel(name: target)
    case ("peer", 3): return .peer(name: target, body: parts[2])
    default: return nil
    }
  }
}

extension RuntimeAnswer {
  /// The answer as it travels: `["entry", …]`.
  package var wire: JSONValue {
    switch self {
    case .done: .array([.string("done")])
    case .entry(let entry): .array([.string("entry"), .optional(entry.map(\.wire))])
    case .entries(let entries): .array([.string("entries"), .array(entries.map(\.wire))])
    case .conflict(let key): .array([.string("conflict"), .string(key)])
    case .bytes(let bytes): .array([.string("bytes"), .bytes(bytes)])
    case .number(let number): .array([.string("number"), .integer(number)])
    case .peer(let body): .array([.string("peer"), body])
    case .refused(let reason): .array([.string("refused"), .string(reason)])
    }
  }

  /// Nil if the value is not an answer.
  package init?(wire: JSONValue) {
    guard let parts = wire.array, let name = parts.first?.string, parts.count <= 2 else {
      return nil
    }
    guard let answer = RuntimeAnswer.named(name, parts.count == 2 ? parts[1] : nil) else {
      return nil
    }
    self = answer
  }

  private static func named(_ name: String, _ body: JSONValue?) -> RuntimeAnswer? {
    guard let body else { return name == "done" ? .done : nil }
    switch name {
    case "entry": return body == .null ? .entry(nil) : StoreEntry(wire: body).map { .entry($0) }
    case "entries":
      guard let entries = body.array?.map(StoreEntry.init(wire:)), !entries.contains(nil) else {
        return nil
      }
      return .entries(entries.compactMap(\.self))
    case "conflict": return body.string.map { .conflict(key: $0) }
    case "bytes": return body.bytes.map { .bytes($0) }
    case "number": return body.integer.map { .number($0) }
    case "peer": return .peer(body)
    case "refused": return body.string.map { .refused($0) }
    default: return nil
    }
  }
}

extension StoreRead {
  var wire: JSONValue { .array([.string(key), .integer(version)]) }

  init?(wire: JSONValue) {
    guard let parts = wire.array, parts.count == 2, let key = parts[0].string,
      let version = parts[1].integer
    else { return nil }
    self.init(key: key, version: version)
  }
}

extension StoreWrite {
  var wire: JSONValue { .array([.string(key), .optional(value.map(JSONValue.bytes))]) }

  init?(wire: JSONValue) {
    guard let parts = wire.array, parts.count == 2, let key = parts[0].string else { return nil }
    if parts[1] == .null {
      self.init(key: key, value: nil)
    } else {
      guard let value = parts[1].bytes else { return nil }
      self.init(key: key, value: value)
    }
  }
}

extension StoreEntry {
  var wire: JSONValue { .array([.string(key), .bytes(value), .integer(version)]) }

  init?(wire: JSONValue) {
    guard let parts = wire.array, parts.count == 3, let key = parts[0].string,
      let value = parts[1].bytes, let version = parts[2].integer
    else { return nil }
    self.init(key: key, value: value, version: version)
  }
}

extension Envelope {
  var wire: JSONValue { (try? ValueEncoder.encode(self)) ?? .null }

  init?(wire: JSONValue) {
    guard let envelope = try? ValueDecoder.decode(Envelope.self, from: wire) else { return nil }
    self = envelope
  }
}
