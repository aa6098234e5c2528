import EDARuntime
import GraderKit

typealias Event = EventStores.Event
typealias Recorded = EventStores.Recorded
typealias Expected = EventStores.Expected
typealias Receipt = EventStores.Receipt
typealias Call = EventStores.Call
typealias Reply = EventStores.Reply

/// An event store in memory, by the rules of the lab: KurrentDB's, as table 3.12 of the curriculum
/// has them.
struct Model {
  /// All events in order, acknowledged or not: an event's position is its place here.
  private(set) var log: [Recorded] = []
  /// Up to which position the store says that everything is acknowledged.
  var acknowledged: Int64 = -1

  init() {}

  /// After these calls, with all of them on disk.
  init(holding calls: [Call]) {
    for call in calls { _ = answer(to: call) }
    acknowledged = lastPosition
  }

  /// The position of the last event, -1 if there is none.
  var lastPosition: Int64 { Int64(log.count) - 1 }

  /// The events of a stream, acknowledged or not.
  func events(of stream: String) -> [Recorded] { log.filter { $0.stream == stream } }

  /// Carries out a call and returns what the store must answer.
  mutating func answer(to call: Call) -> Result<Reply, EventStores.Failure> {
    switch call {
    case .append(let events, let stream, let expected):
      append(events, to: stream, expected).map { receipt in
        .outcome(receipt.position <= acknowledged ? .acknowledged(receipt) : .pending(receipt))
      }
    case .readStream(let stream, let from, let direction, let limit):
      .success(.events(read(stream, from, direction, limit)))
    case .readAll(let position, let limit):
      .success(.events(Array(visible.filter { $0.position > position }.prefix(limit))))
    }
  }

  private var visible: ArraySlice<Recorded> { log.prefix { $0.position <= acknowledged } }

  private func read(
    _ stream: String, _ from: Int64, _ direction: EventStores.Direction, _ limit: Int
  ) -> [Recorded] {
    let events = visible.filter { $0.stream == stream }
    return switch direction {
    case .forward: Array(events.filter { $0.version >= from }.prefix(limit))
    case .backward: Array(events.reversed().filter { $0.version <= from }.prefix(limit))
    }
  }
}

extension Model {
  private mutating func append(
    _ events: [Event], to stream: String, _ expected: Expected
  ) -> Result<Receipt, EventStores.Failure> {
    let present = self.events(of: stream)
    let last = Int64(present.count) - 1
    switch decide(events, present, expected) {
    case .refuse: return .failure(.wrongExpectedVersion(actual: last))
    case .repetition(let version):
      return .success(
        Receipt(version: version, position: version < 0 ? -1 : present[Int(version)].position))
    case .append:
      for (number, event) in events.enumerated() {
        log.append(
          Recorded(
            stream: stream, version: last + 1 + Int64(number), position: lastPosition + 1,
            event: event))
      }
      return .success(Receipt(version: last + Int64(events.count), position: lastPosition))
    }
  }

  private enum Decision {
    case append
    /// Nothing is to be written: the last event is the one of this version.
    case repetition(Int64)
    case refuse
  }

  private func decide(_ events: [Event], _ present: [Recorded], _ expected: Expected) -> Decision {
    let last = Int64(present.count) - 1
    switch expected {
    case .noStream: return decide(events, present, after: -1)
    case .exact(let version): return decide(events, present, after: version)
    case .streamExists where present.isEmpty: return .refuse
    case .any, .streamExists:
      if events.isEmpty { return .repetition(last) }
      let known = events.compactMap { event in present.last { $0.event.id == event.id }?.version }
      if known.isEmpty { return .append }
      return known.count == events.count ? .repetition(known.last ?? last) : .refuse
    }
  }

  private func decide(
    _ events: [Event], _ present: [Recorded], after version: Int64
  ) -> Decision {
    let last = Int64(present.count) - 1
    if version == last { return events.isEmpty ? .repetition(last) : .append }
    guard version < last, !events.isEmpty else { return .refuse }
    let place = Int(version) + 1
    let there = present.dropFirst(place).prefix(events.count).map(\.event.id)
    return there == events.map(\.id) ? .repetition(version + Int64(events.count)) : .refuse
  }
}

extension Model {
  /// Fails unless this is what the store must say next.
  mutating func expect(_ moment: Moment<EventStores>) throws {
    guard case .answered(let call, let answer) = moment else { return try hear(moment) }
    let expected = History<EventStores>.text(self.answer(to: call))
    let actual = History<EventStores>.text(answer)
    guard expected != actual else { return }
    throw CheckFailure(
      "\(call) got another answer than it should", expected: expected, actual: actual)
  }
}

extension Expected {
  /// Every belief about a stream, with versions up to this one.
  static func every(upTo version: Int) -> [Expected] {
    [.any, .noStream, .streamExists] + (0...version).map { .exact(Int64($0)) }
  }

  /// The beliefs that were right about a stream of this size when it was shorter.
  static func stale(for size: Int) -> [Expected] {
    [.noStream] + (0..<size - 1).map { .exact(Int64($0)) }
  }

  /// How many events of the stream this expects at the least.
  var next: Int { if case .exact(let version) = self { Int(version) + 1 } else { 0 } }
}
