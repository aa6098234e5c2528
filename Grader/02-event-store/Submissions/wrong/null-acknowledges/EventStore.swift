import EDARuntime

/// Acknowledges everything and keeps nothing.
struct FileEventStore: EventStores.Store {
  private var count: Int64 = 0

  init(file: AppendOnlyFile) throws {}

  mutating func append(
    _ events: [EventStores.Event], to stream: String, expected: EventStores.Expected
  ) throws -> EventStores.Outcome {
    count += Int64(events.count)
    return .acknowledged(EventStores.Receipt(version: count - 1, position: count - 1))
  }

  mutating func synced(_ token: SyncToken) throws -> Int64 { count - 1 }

  func readStream(
    _ stream: String, from: Int64, _ direction: EventStores.Direction, limit: Int
  ) throws -> [EventStores.Recorded] { [] }

  func readAll(after position: Int64, limit: Int) throws -> [EventStores.Recorded] { [] }
}
