import EDARuntime

// Connects the protocol with the grader. You need not read this file.

extension EventStores: Bridge {
  typealias Setup = NoSetup
  typealias Component = any Store

  enum Call: Codable, Hashable, Sendable {
    case append([Event], to: String, Expected)
    case readStream(String, from: Int64, Direction, limit: Int)
    case readAll(after: Int64, limit: Int)
  }

  enum Reply: Codable, Hashable, Sendable {
    case outcome(Outcome)
    case events([Recorded])
    /// What the store says when a sync is done.
    case acknowledged(upTo: Int64)
  }

  static func start<S: Store>(
    _ store: S.Type, _ setup: NoSetup, _ runtime: Runtime
  ) throws -> any Store {
    try S(file: runtime.file("events"))
  }

  static func perform(
    _ call: Call, on store: inout any Store, at now: Instant
  ) throws -> Reply {
    switch call {
    case .append(let events, let stream, let expected):
      .outcome(try store.append(events, to: stream, expected: expected))
    case .readStream(let stream, let from, let direction, let limit):
      .events(try store.readStream(stream, from: from, direction, limit: limit))
    case .readAll(let position, let limit):
      .events(try store.readAll(after: position, limit: limit))
    }
  }

  static func receive(
    _ signal: Signal, on store: inout any Store, at now: Instant
  ) throws -> Reply? {
    guard case .synced(let token) = signal else { return nil }
    return .acknowledged(upTo: try store.synced(token))
  }
}
