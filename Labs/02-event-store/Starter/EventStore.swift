import EDARuntime

/// Keeps the events of many streams in one append-only file.
struct FileEventStore: EventStores.Store {
  private let file: AppendOnlyFile

  init(file: AppendOnlyFile) throws {
    self.file = file
  }

  mutating func append(
    _ events: [EventStores.Event], to stream: String, expected: EventStores.Expected
  ) throws -> EventStores.Outcome {
    throw Unfinished("append")
  }

  mutating func synced(_ token: SyncToken) throws -> Int64 {
    throw Unfinished("synced")
  }

  func readStream(
    _ stream: String, from: Int64, _ direction: EventStores.Direction, limit: Int
  ) throws -> [EventStores.Recorded] {
    throw Unfinished("readStream")
  }

  func readAll(after position: Int64, limit: Int) throws -> [EventStores.Recorded] {
    throw Unfinished("readAll")
  }
}
