import EDARuntime

/// One line of text for each batch, and all events in memory.
struct FileEventStore: EventStores.Store {
  private let file: AppendOnlyFile
  /// All events in order, acknowledged or not.
  private var log: [EventStores.Recorded] = []
  private var acknowledged: Int64 = -1
  /// What will be acknowledged when a sync is done.
  private var syncs: [SyncToken: Int64] = [:]

  init(file: AppendOnlyFile) throws {
    self.file = file
    let bytes = try Self.contents(of: file)
    var (start, end, isDamaged) = (0, 0, false)
    for line in bytes.split(separator: Line.end, omittingEmptySubsequences: false) {
      let next = start + line.count + 1
      defer { start = next }
      guard !line.isEmpty else { continue }
      if next <= bytes.count, let batch = Line.batch(in: line) {
        // A whole batch behind a damaged one: this was no torn write.
        guard !isDamaged else { throw EventStores.Failure.corrupt }
        add(batch.events, to: batch.stream)
        end = next
      } else {
        isDamaged = true
      }
    }
    if end < bytes.count { try file.truncate(to: Int64(end)) }
    acknowledged = lastPosition
  }

  mutating func append(
    _ events: [EventStores.Event], to stream: String, expected: EventStores.Expected
  ) throws -> EventStores.Outcome {
    let present = log.filter { $0.stream == stream }
    if let version = try repetition(of: events, in: present, expected) {
      let position = version < 0 ? -1 : present[Int(version)].position
      return outcome(EventStores.Receipt(version: version, position: position))
    }
    try file.append(Line.text(of: events, stream))
    add(events, to: stream)
    syncs[try file.sync()] = lastPosition
    let version = Int64(present.count + events.count) - 1
    return outcome(EventStores.Receipt(version: version, position: lastPosition))
  }

  mutating func synced(_ token: SyncToken) throws -> Int64 {
    acknowledged = max(acknowledged, syncs.removeValue(forKey: token) ?? -1)
    return acknowledged
  }

  func readStream(
    _ stream: String, from: Int64, _ direction: EventStores.Direction, limit: Int
  ) throws -> [EventStores.Recorded] {
    let events = visible.filter { $0.stream == stream }
    switch direction {
    case .forward: return Array(events.filter { $0.version >= from }.prefix(limit))
    case .backward: return Array(events.filter { $0.version <= from }.reversed().prefix(limit))
    }
  }

  func readAll(after position: Int64, limit: Int) throws -> [EventStores.Recorded] {
    Array(visible.filter { $0.position > position }.prefix(limit))
  }

  private var lastPosition: Int64 { Int64(log.count) - 1 }

  private var visible: ArraySlice<EventStores.Recorded> { log.prefix(Int(acknowledged + 1)) }

  private func outcome(_ receipt: EventStores.Receipt) -> EventStores.Outcome {
    receipt.position <= acknowledged ? .acknowledged(receipt) : .pending(receipt)
  }

  private mutating func add(_ events: [EventStores.Event], to stream: String) {
    var version = Int64(log.count { $0.stream == stream })
    for event in events {
      log.append(
        EventStores.Recorded(
          stream: stream, version: version, position: lastPosition + 1, event: event))
      version += 1
    }
  }

  private static func contents(of file: AppendOnlyFile) throws -> [UInt8] {
    let size = try file.size()
    var bytes: [UInt8] = []
    while bytes.count < Int(size) {
      bytes += try file.read(at: Int64(bytes.count), count: 1 << 18)
    }
    return bytes
  }
}

extension FileEventStore {
  /// The version at which the batch ends if there is nothing to write, nil if it is to be appended.
  private func repetition(
    of events: [EventStores.Event], in present: [EventStores.Recorded],
    _ expected: EventStores.Expected
  ) throws -> Int64? {
    let last = Int64(present.count) - 1
    let refusal = EventStores.Failure.wrongExpectedVersion(actual: last)
    switch expected {
    case .noStream, .exact:
      let version = if case .exact(let version) = expected { version } else { Int64(-1) }
      if version == last { return events.isEmpty ? last : nil }
      guard version < last, !events.isEmpty else { throw refusal }
      let there = present[Int(version + 1)...].prefix(events.count)
      guard there.map(\.event.id) == events.map(\.id) else { throw refusal }
      return version + Int64(events.count)
    case .any, .streamExists:
      if expected == .streamExists, present.isEmpty { throw refusal }
      if events.isEmpty { return last }
      let known = events.map { event in present.last { $0.event.id == event.id }?.version }
      if known.allSatisfy({ $0 == nil }) { return nil }
      guard !known.contains(nil), let version = known.last else { throw refusal }
      return version
    }
  }
}

/// A batch as a line: a checksum, the stream, and id, type and data of each event, in hexadecimal.
private enum Line {
  static let end = UInt8(ascii: "\n")

  /// A line end stands before the line, too: so a damaged one never swallows the line behind it.
  static func text(of events: [EventStores.Event], _ stream: String) -> [UInt8] {
    let fields = events.flatMap { [Array($0.id.utf8), Array($0.type.utf8), $0.data] }
    let body = ([Array(stream.utf8)] + fields).map { hexadecimal($0) }.joined(separator: " ")
    return Array("\n\(checksum(of: body)) \(body)\n".utf8)
  }

  /// The batch, nil if the line is not what was written.
  static func batch(
    in line: ArraySlice<UInt8>
  ) -> (stream: String, events: [EventStores.Event])? {
    guard let text = String(validating: line, as: UTF8.self) else { return nil }
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 2, parts[0] == checksum(of: parts[1]) else { return nil }
    let fields = parts[1].split(separator: " ", omittingEmptySubsequences: false).map(bytes)
    let events = stride(from: 1, to: fields.count - 2, by: 3).map { place in
      EventStores.Event(
        id: String(decoding: fields[place], as: UTF8.self),
        type: String(decoding: fields[place + 1], as: UTF8.self), data: fields[place + 2])
    }
    return (String(decoding: fields[0], as: UTF8.self), events)
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  private static func bytes(_ text: Substring) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }

  /// FNV-1a over 64 bits.
  private static func checksum(of text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
