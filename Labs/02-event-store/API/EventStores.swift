import EDARuntime

/// Lab 02: a store that keeps the events of many streams in one append-only file.
enum EventStores {
  /// An event as its writer hands it in.
  struct Event: Hashable, Codable, Sendable {
    /// Chosen by the writer: who appends the same event again uses the same id again.
    var id: String
    var type: String
    var data: [UInt8]
  }

  /// An event as readers get it.
  struct Recorded: Hashable, Codable, Sendable {
    var stream: String
    /// The number of the event in its stream, from 0.
    var version: Int64
    /// The number of the event in the whole store, from 0. (Other stores leave gaps, so readers
    /// compare positions and never count them.)
    var position: Int64
    var event: Event
  }

  /// What a writer believes about a stream.
  enum Expected: Hashable, Codable, Sendable {
    /// Nothing.
    case any
    /// It has no event.
    case noStream
    /// It has at least one event.
    case streamExists
    /// Its last event has this version, 0 or more.
    case exact(Int64)
  }

  /// Where the last event of an append stands.
  struct Receipt: Hashable, Codable, Sendable {
    var version: Int64
    var position: Int64
  }

  /// What a writer is told at once.
  enum Outcome: Hashable, Codable, Sendable {
    /// Everything up to the position of the receipt is on disk: a promise that no crash may break.
    case acknowledged(Receipt)
    /// Not yet. It is acknowledged as soon as `synced` returns this position or a greater one.
    case pending(Receipt)
  }

  enum Direction: String, Hashable, Codable, Sendable {
    case forward
    case backward
  }

  enum Failure: Error, Hashable, Codable, Sendable {
    /// The stream is not as expected. Its last event has the version `actual`, -1 if it has none;
    /// events that are not acknowledged yet count.
    case wrongExpectedVersion(actual: Int64)
    /// The file is damaged before its last batch.
    case corrupt
  }

  /// What you write. A store is one process. It can die at any call to the file, and a new one is
  /// made on what the file then holds.
  protocol Store {
    /// Opens the file, which is empty or holds what an earlier store has left. A torn or damaged
    /// batch at its end is cut off, damage before that throws `corrupt`. What is left was on disk,
    /// so it is acknowledged.
    init(file: AppendOnlyFile) throws

    /// Adds a batch of events to the end of a stream, as a whole or not at all.
    ///
    /// `expected` is compared with all events of the stream, acknowledged or not:
    /// - `exact(n)`, and `noStream` as -1, equal to the last version: the batch is appended. Less:
    ///   if the ids of the batch are those of the events n+1, n+2, …, it is a repetition. Greater:
    ///   refused.
    /// - `any`, and `streamExists` on a stream with events: if the stream has all ids of the batch,
    ///   it is a repetition; if it has none, the batch is appended.
    ///
    /// Everything else is refused with `wrongExpectedVersion`. A repetition writes nothing and
    /// returns the receipt of the first time. An empty batch repeats nothing: unless it is refused,
    /// it writes nothing and returns the receipt of the stream's last event, or -1 and -1.
    mutating func append(
      _ events: [Event], to stream: String, expected: Expected
    ) throws -> Outcome

    /// The sync with this token is done: what stood in the file when it was requested is on disk.
    /// Returns the position up to which everything is acknowledged now, -1 if nothing is. In the
    /// end everything must be, also if nothing more is appended.
    mutating func synced(_ token: SyncToken) throws -> Int64

    /// At most `limit` acknowledged events of a stream: forward those with the version `from` and
    /// greater, backward those with `from` and less, greatest first. `from` can be any number.
    func readStream(
      _ stream: String, from: Int64, _ direction: Direction, limit: Int
    ) throws -> [Recorded]

    /// At most `limit` acknowledged events of all streams, with positions greater than `position`,
    /// in order of their positions.
    func readAll(after position: Int64, limit: Int) throws -> [Recorded]
  }
}
