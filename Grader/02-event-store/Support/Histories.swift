import EDARuntime
import GraderKit

extension History<EventStores> {
  /// Goes through what reads of everything showed. Fails if one was answered by an error.
  func followReads(_ body: ([Recorded]) throws -> Void) throws {
    try follow { moment in
      guard case .answered(.readAll(let position, let limit), let answer) = moment else { return }
      guard case .reply(.events(let events)) = answer else {
        throw CheckFailure(
          "\(Call.readAll(after: position, limit: limit)) did not return events",
          expected: "events", actual: Self.text(answer))
      }
      try body(events)
    }
  }

  /// Each batch of the plan that is not too late, in order.
  func batches() throws -> [[Event]] {
    var batches: [[Event]] = []
    for case .append(let events, _, _) in try planned()
    where events[0].id != tooLate && !batches.contains(events) {
      batches.append(events)
    }
    return batches
  }

  /// What a store must answer, as `text` below writes it.
  static func text(_ answer: Result<Reply, EventStores.Failure>) -> String {
    switch answer {
    case .success(let reply): "\(reply)"
    case .failure(let failure): "the error \(failure)"
    }
  }

  static func text(_ answer: Answer<EventStores>) -> String {
    switch answer {
    case .reply(let reply): "\(reply)"
    case .failure(let failure): "the error \(failure)"
    case .thrown(let text): "the error \(text)"
    }
  }
}

/// Fails unless of each batch all events are shown, next to each other and in order, or none, and
/// nothing that was refused. Returns how many batches there are.
@discardableResult
func expectWholeBatches(_ shown: [Recorded], of batches: [[Event]]) throws -> Int {
  let events = shown.map(\.event)
  guard !events.contains(where: { $0.id == tooLate }) else {
    throw CheckFailure(
      "a reader was shown an event whose append was refused",
      expected: "\(batches) at the most", actual: "\(Reply.events(shown))")
  }
  return try batches.count { batch in
    let found = events.filter { batch.map(\.id).contains($0.id) }
    guard let first = found.first, let place = events.firstIndex(of: first) else { return false }
    let isWhole = found == batch && Array(events[place...].prefix(batch.count)) == batch
    if isWhole { return true }
    throw CheckFailure(
      "a reader was shown a part of a batch, or a batch that is not as it was appended",
      expected: "\(batch), once and one after the other, or none of them",
      actual: "\(Reply.events(shown))")
  }
}

/// Fails unless positions and the versions of each stream begin at 0 and have no holes.
func expectDense(_ shown: [Recorded]) throws {
  var counts: [String: Int64] = [:]
  for (place, recorded) in shown.enumerated() {
    let version = counts[recorded.stream, default: 0]
    guard recorded.position == Int64(place), recorded.version == version else {
      throw CheckFailure(
        "an event of \(recorded.stream) is not shown where it belongs",
        expected: "version \(version) at position \(place)", actual: "\(Reply.events(shown))")
    }
    counts[recorded.stream] = version + 1
  }
}

/// Fails unless what was shown is there again, and what is new comes after it.
func expect(_ later: [Recorded], continues earlier: [Recorded]) throws {
  guard Array(later.prefix(earlier.count)) != earlier else { return }
  throw CheckFailure(
    "a reader who looked again found something else at a position it had read",
    expected: "\(Reply.events(earlier)), then perhaps more", actual: "\(Reply.events(later))")
}
