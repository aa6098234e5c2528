import EDARuntime
import GraderKit

/// What a store has promised: events that it has acknowledged, at their positions.
struct Promises {
  /// What was promised, by position.
  private(set) var kept: [Int64: Event] = [:]
  /// What was answered `pending` by the instance that lives.
  private var pending: [Int64: Event] = [:]
  /// Up to which position the instance that lives has acknowledged everything, as far as was heard.
  private var acknowledged: Int64 = -1
  /// Whether an instance has ended: then the next one may have found more than was heard of.
  private var hasRecovered = false

  /// Fails if something is acknowledged of which that cannot be true, or if something that was is
  /// not shown.
  mutating func hear(_ moment: Moment<EventStores>) throws {
    switch moment {
    case .answered(.append(let events, let stream, _), .reply(.outcome(let outcome))):
      try hear(outcome, of: events, to: stream)
    case .told(.synced, .reply(.acknowledged(let position))):
      acknowledged = max(acknowledged, position)
      for (place, event) in pending where place <= position { kept[place] = event }
      pending = pending.filter { $0.key > position }
    case .answered(.readAll, .reply(.events(let shown))): try expectKept(in: shown)
    case .ended: (pending, acknowledged, hasRecovered) = ([:], -1, true)
    case .answered, .told: return
    }
  }

  private mutating func hear(
    _ outcome: EventStores.Outcome, of events: [Event], to stream: String
  ) throws {
    switch outcome {
    case .pending(let receipt):
      for (event, position) in Self.places(events, receipt) { pending[position] = event }
    case .acknowledged(let receipt):
      guard hasRecovered || receipt.position <= acknowledged else {
        throw CheckFailure(
          "an append to \(stream) was acknowledged before its sync was done",
          expected: "pending, \(receipt)", actual: "\(outcome)")
      }
      for (event, position) in Self.places(events, receipt) { kept[position] = event }
    }
  }

  private func expectKept(in shown: [Recorded]) throws {
    for (position, event) in kept.sorted(by: { $0.key < $1.key }) {
      let there = shown.first { $0.position == position }
      guard there?.event != event else { continue }
      throw CheckFailure(
        "an event that was acknowledged is not there", expected: "\(event) at position \(position)",
        actual: there.map { "\($0.event) at position \(position)" }
          ?? "\(Reply.events(shown))")
    }
  }

  /// Fails if something was never acknowledged.
  func expectNothingPending() throws {
    guard let position = pending.keys.min(), let event = pending[position] else { return }
    throw CheckFailure(
      "an append was never acknowledged, though all syncs are done",
      expected: "acknowledged up to position \(position) or more",
      actual: "acknowledged up to \(acknowledged); \(event) at \(position) still waits")
  }

  /// The events of a batch with their positions. A store can answer any number, so the difference
  /// wraps.
  private static func places(_ events: [Event], _ receipt: Receipt) -> [(Event, Int64)] {
    events.enumerated().map { place, event in
      (event, receipt.position &- Int64(events.count - 1 - place))
    }
  }
}
