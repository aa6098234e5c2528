import EDARuntime

/// Binary records with a header of length and checksum, an index of each stream, and one sync for
/// all that was appended while the one before it was under way.
struct FileEventStore: EventStores.Store {
  private let file: AppendOnlyFile
  /// All events in order, acknowledged or not.
  private var log: [EventStores.Recorded] = []
  private var streams: [String: Stream] = [:]
  private var acknowledged: Int64 = -1
  private var sync: (token: SyncToken, position: Int64)?

  init(file: AppendOnlyFile) throws {
    self.file = file
    let bytes = try Self.contents(of: file)
    var end = 0
    while let record = Record(in: bytes, at: end) {
      add(record.events, to: record.stream)
      end = record.end
    }
    // Of a torn write nothing whole is left. Where lengths cannot be trusted, every place is tried.
    let isTorn = (end..<bytes.count).allSatisfy { Record(in: bytes, at: $0) == nil }
    guard isTorn else { throw EventStores.Failure.corrupt }
    if end < bytes.count { try file.truncate(to: Int64(end)) }
    acknowledged = lastPosition
  }

  mutating func append(
    _ events: [EventStores.Event], to stream: String, expected: EventStores.Expected
  ) throws -> EventStores.Outcome {
    let isNew = try isNew(events, in: streams[stream] ?? Stream(), expected)
    if isNew {
      let offset = try file.size()
      try file.append(Record.bytes(of: events, stream, at: Int(offset)))
      add(events, to: stream)
      if sync == nil { try requestSync() }
    }
    let version = version(of: events, isNew, in: streams[stream] ?? Stream(), expected)
    let position = version < 0 ? -1 : streams[stream]?.positions[Int(version)] ?? -1
    let receipt = EventStores.Receipt(version: version, position: position)
    return position <= acknowledged ? .acknowledged(receipt) : .pending(receipt)
  }

  mutating func synced(_ token: SyncToken) throws -> Int64 {
    guard let done = sync, done.token == token else { return acknowledged }
    acknowledged = done.position
    sync = nil
    if acknowledged < lastPosition { try requestSync() }
    return acknowledged
  }

  func readStream(
    _ stream: String, from: Int64, _ direction: EventStores.Direction, limit: Int
  ) throws -> [EventStores.Recorded] {
    let positions = streams[stream]?.positions ?? []
    // The versions that are acknowledged come before the others.
    let end = positions.partitionPoint { $0 > acknowledged }
    switch direction {
    case .forward:
      let start = Int(min(max(0, from), Int64(end)))
      return positions[start..<end].prefix(limit).map { log[Int($0)] }
    case .backward:
      let last = Int(max(-1, min(from, Int64(end) - 1)))
      return positions[..<(last + 1)].reversed().prefix(limit).map { log[Int($0)] }
    }
  }

  func readAll(after position: Int64, limit: Int) throws -> [EventStores.Recorded] {
    let start = position < 0 ? 0 : min(position, acknowledged) + 1
    return Array(log[Int(start)..<Int(acknowledged + 1)].prefix(limit))
  }
}

extension FileEventStore {
  /// What is known of one stream.
  private struct Stream {
    /// The position of each version.
    var positions: [Int64] = []
    /// The latest version at which an id stands.
    var versions: [String: Int64] = [:]

    var last: Int64 { Int64(positions.count) - 1 }
  }

  private var lastPosition: Int64 { Int64(log.count) - 1 }

  private mutating func requestSync() throws { sync = (try file.sync(), lastPosition) }

  private mutating func add(_ events: [EventStores.Event], to stream: String) {
    for event in events {
      let version = Int64(streams[stream]?.positions.count ?? 0)
      streams[stream, default: Stream()].positions.append(Int64(log.count))
      streams[stream]?.versions[event.id] = version
      log.append(
        EventStores.Recorded(
          stream: stream, version: version, position: Int64(log.count), event: event))
    }
  }

  /// Whether the batch is to be written. Throws if it is refused.
  private func isNew(
    _ events: [EventStores.Event], in present: Stream, _ expected: EventStores.Expected
  ) throws -> Bool {
    let refusal = EventStores.Failure.wrongExpectedVersion(actual: present.last)
    guard let version = expected.version else {
      let known = events.count { present.versions[$0.id] != nil }
      if expected == .streamExists && present.last < 0 { throw refusal }
      guard known == 0 || known == events.count else { throw refusal }
      return known < events.count
    }
    if version == present.last { return !events.isEmpty }
    guard !events.isEmpty, version < present.last,
      Int64(events.count) <= present.last - version
    else { throw refusal }
    let there = present.positions[Int(version + 1)...]
    for (position, event) in zip(there, events) where log[Int(position)].event.id != event.id {
      throw refusal
    }
    return false
  }

  /// Where the last event of a batch stands that was written, now or earlier.
  private func version(
    of events: [EventStores.Event], _ isNew: Bool, in present: Stream,
    _ expected: EventStores.Expected
  ) -> Int64 {
    guard let last = events.last, !isNew else { return present.last }
    if let version = expected.version { return version + Int64(events.count) }
    return present.versions[last.id] ?? present.last
  }

  private static func contents(of file: AppendOnlyFile) throws -> [UInt8] {
    let size = Int(try file.size())
    var bytes: [UInt8] = []
    while bytes.count < size {
      bytes += try file.read(at: Int64(bytes.count), count: 1 << 18)
    }
    return bytes
  }
}

extension EventStores.Expected {
  /// The version that must be the last one, if that is what is expected.
  fileprivate var version: Int64? {
    switch self {
    case .noStream: -1
    case .exact(let version): version
    case .any, .streamExists: nil
    }
  }
}

extension [Int64] {
  /// The first place from which on everything is so, in an array where it stays so.
  fileprivate func partitionPoint(_ isSo: (Int64) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// A batch in the file: four bytes of length, four of checksum, then the stream and the events.
private struct Record {
  private static let headerSize = 8

  let stream: String
  let events: [EventStores.Event]
  /// The offset behind the record.
  let end: Int

  static func bytes(of events: [EventStores.Event], _ stream: String, at offset: Int) -> [UInt8] {
    var body = field(Array(stream.utf8))
    for event in events {
      body += field(Array(event.id.utf8)) + field(Array(event.type.utf8)) + field(event.data)
    }
    return number(UInt32(body.count)) + number(checksum(of: body[...], at: offset)) + body
  }

  /// The record that begins at an offset, nil if there is none.
  init?(in bytes: [UInt8], at offset: Int) {
    guard bytes.count - offset > Self.headerSize else { return nil }
    let size = Int(Self.number(in: bytes, at: offset))
    let start = offset + Self.headerSize
    guard size <= bytes.count - start else { return nil }
    let body = bytes[start..<start + size]
    guard Self.number(in: bytes, at: offset + 4) == Self.checksum(of: body, at: offset) else {
      return nil
    }
    var fields = Fields(bytes: body)
    stream = fields.text()
    var events: [EventStores.Event] = []
    while !fields.bytes.isEmpty {
      events.append(
        EventStores.Event(id: fields.text(), type: fields.text(), data: fields.next()))
    }
    self.events = events
    end = start + size
  }

  private static func field(_ bytes: [UInt8]) -> [UInt8] { number(UInt32(bytes.count)) + bytes }

  fileprivate static func number(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  fileprivate static func number(in bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// CRC-32 (ISO 3309) over the offset and the body: a record that was copied to another place is
  /// none.
  private static func checksum(of body: ArraySlice<UInt8>, at offset: Int) -> UInt32 {
    var register = UInt32.max
    for byte in number(UInt32(truncatingIfNeeded: offset)) + body {
      register ^= UInt32(byte)
      for _ in 0..<8 {
        register = register & 1 == 1 ? register >> 1 ^ 0xedb8_8320 : register >> 1
      }
    }
    return ~register
  }
}

/// Fields of a body whose checksum was right.
private struct Fields {
  var bytes: ArraySlice<UInt8>

  mutating func next() -> [UInt8] {
    let size = Int(bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
    defer { bytes = bytes.dropFirst(4 + size) }
    return Array(bytes.dropFirst(4).prefix(size))
  }

  mutating func text() -> String { String(decoding: next(), as: UTF8.self) }
}
