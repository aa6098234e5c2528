import EDARuntime

/// Refuses everything.
struct FileEventStore: EventStores.Store {
  init(file: AppendOnlyFile) throws {}

  mutating func append(
    _ events: [EventStores.Event], to stream: String, expected: EventStores.Expected
  ) throws -> EventStores.Outcome {
    throw EventStores.Failure.wrongExpectedVersion(actual: -1)
  }

  mutating func synced(_ token: SyncToken) throws -> Int64 { -1 }

  func readStream(
    _ stream: String, from: Int64, _ direction: EventStores.Direction, limit: Int
  ) throws -> [EventStores.Recorded] { [] }

  func readAll(after position: Int64, limit: Int) throws -> [EventStores.Recorded] { [] }
}
