import EDARuntime
import GraderKit

/// The visible checks: what they send and expect is all here.
let examples = Checks(EventStores.self) {
  example("V1") { lab in
    let store = try lab.component()
    try store.expect(
      .append([.placed], to: "order-7", .noStream), equals: .pending(version: 0, position: 0))
    // Nothing is on disk yet, so nobody is shown anything.
    try store.expect(.readAll(after: -1, limit: 10), equals: .events([]))
    try store.expectAcknowledged(upTo: 0)
    try store.expect(
      .readAll(after: -1, limit: 10),
      equals: .events([.init(stream: "order-7", version: 0, position: 0, event: .placed)]))
  }

  example("V2") { lab in
    let store = try lab.component()
    try store.expect(
      .append([.placed, .paid], to: "order-7", .noStream),
      equals: .pending(version: 1, position: 1))
    // The last event has version 1, and there are two: somebody who believes in 0 is late.
    try store.expect(
      .append([.cancelled], to: "order-7", .exact(0)), throws: .wrongExpectedVersion(actual: 1))
    try store.expect(
      .append([.shipped], to: "order-7", .exact(1)), equals: .pending(version: 2, position: 2))
    try store.expect(
      .append([.cancelled], to: "order-8", .exact(0)), throws: .wrongExpectedVersion(actual: -1))
  }

  example("V3") { lab in
    let store = try lab.component()
    try store.call(.append([.placed, .paid], to: "order-7", .noStream))
    try store.call(.append([.placed], to: "order-8", .noStream))
    try store.call(.append([.shipped], to: "order-7", .exact(1)))
    try store.expectAcknowledged(upTo: 3)

    let order = [
      EventStores.Recorded(stream: "order-7", version: 0, position: 0, event: .placed),
      .init(stream: "order-7", version: 1, position: 1, event: .paid),
      .init(stream: "order-7", version: 2, position: 3, event: .shipped),
    ]
    try store.expect(
      .readStream("order-7", from: 1, .forward, limit: 10), equals: .events([order[1], order[2]]))
    try store.expect(
      .readStream("order-7", from: 0, .forward, limit: 2), equals: .events([order[0], order[1]]))
    try store.expect(
      .readStream("order-7", from: 9, .backward, limit: 2), equals: .events([order[2], order[1]]))
    try store.expect(.readStream("order-9", from: 0, .forward, limit: 2), equals: .events([]))
    try store.expect(.readAll(after: 2, limit: 10), equals: .events([order[2]]))
  }

  example("V4") { lab in
    let store = try lab.component()
    try store.expect(
      .append([.placed, .paid], to: "order-7", .noStream),
      equals: .pending(version: 1, position: 1))
    // The answer was lost, and the writer asks again: before the sync is done, and after it.
    try store.expect(
      .append([.placed, .paid], to: "order-7", .noStream),
      equals: .pending(version: 1, position: 1))
    try store.expectAcknowledged(upTo: 1)
    try store.expect(
      .append([.placed, .paid], to: "order-7", .noStream),
      equals: .outcome(.acknowledged(.init(version: 1, position: 1))))
    try store.expect(
      .append([.shipped], to: "order-7", .exact(1)), equals: .pending(version: 2, position: 2))
  }
}

extension EventStores.Event {
  fileprivate static let placed = Self(id: "e1", type: "placed", data: [1])
  fileprivate static let paid = Self(id: "e2", type: "paid", data: [2])
  fileprivate static let shipped = Self(id: "e3", type: "shipped", data: [3])
  fileprivate static let cancelled = Self(id: "e4", type: "cancelled", data: [4])
}

extension EventStores.Reply {
  fileprivate static func pending(version: Int64, position: Int64) -> Self {
    .outcome(.pending(.init(version: version, position: position)))
  }
}

extension Component<EventStores> {
  /// Lets the disk finish, and fails unless the store then says that this is acknowledged.
  fileprivate func expectAcknowledged(upTo position: Int64) throws {
    var last = EventStores.Reply.acknowledged(upTo: -1)
    for case .told(_, .reply(let reply)) in try world.pass(milliseconds: 100) { last = reply }
    try GraderKit.expect(
      last, equals: .acknowledged(upTo: position), "what the store says when its syncs are done")
  }
}
