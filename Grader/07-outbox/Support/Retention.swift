import EDARuntime
import GraderKit

/// Rows that are published early, late and never, and are purged in between.
struct Retention {
  private static let retention = Outboxes.Settings.strict.retentionMilliseconds
  private let lab: LabUnderTest<TransactionalOutbox>
  private let outbox: Component<TransactionalOutbox>
  private var shop = Shop()

  init(_ lab: LabUnderTest<TransactionalOutbox>) throws {
    self.lab = lab
    outbox = try lab.component(setup: .strict)
  }

  /// A published row is there one millisecond before its retention ends, and not when it ends.
  mutating func keepsForARetention() throws {
    let early = try save("a")
    try outbox.call(.pump)
    // Purged while the answer is on its way: there is nothing to purge.
    try outbox.call(.purge)
    try outbox.world.pass(milliseconds: 5)
    try expectStatus(early, .published)
    try outbox.world.pass(milliseconds: Self.retention - 1)
    try outbox.call(.purge)
    try expectStatus(early, .published)
    try outbox.world.pass(milliseconds: 1)
    try outbox.call(.purge)
    try expectStatus(early, nil)
    lab.saw("purged")
  }

  /// What was not published is not purged, however old; its retention begins when it is confirmed.
  mutating func keepsWhatWaits() throws {
    let refused = try save("b", isTooLarge: true)
    let behind = try save("b")
    try outbox.call(.pump)
    try outbox.world.pass(milliseconds: 20_000)
    try expectStatus(refused, .parked)
    let waiting = try save("c")
    try outbox.world.pass(milliseconds: 2 * Self.retention)
    try outbox.call(.purge)
    try expectStatus(refused, .parked)
    try expectStatus(behind, .pending)
    try expectStatus(waiting, .pending)

    try outbox.call(.pump)
    try outbox.world.pass(milliseconds: 5)
    try outbox.call(.purge)
    try expectStatus(waiting, .published)
    try outbox.world.pass(milliseconds: Self.retention)
    try outbox.call(.purge)
    try expectStatus(waiting, nil)
    try expectStatus(behind, .pending)
    lab.saw("purged")
  }

  /// Many rows go at once, and a new process knows nothing of them, publishes nothing again and has
  /// no keys left of them.
  mutating func leavesNothing() throws {
    let before = keyCount
    var rows: [Outboxes.Message] = []
    for _ in 1...20 { rows.append(try save("d")) }
    try outbox.call(.pump)
    try outbox.world.pass(milliseconds: 50_000)
    let published = outbox.world.history.published.count
    for row in rows { try expectStatus(row, .published) }
    try outbox.world.pass(milliseconds: Self.retention)
    try outbox.call(.purge)
    for row in rows { try expectStatus(row, nil) }
    let more = keyCount - before
    try require(
      more <= 5, "20 rows were purged, and the store holds \(more) keys more than before them")

    try outbox.crash()
    try outbox.call(.pump)
    try outbox.world.pass(milliseconds: 10_000)
    try expect(
      outbox.world.history.published.count, equals: published,
      "messages that the broker got, after a restart with nothing to publish")
    lab.saw("purged", rows.count)
  }

  /// How many keys the outbox itself has in the store.
  private var keyCount: Int {
    outbox.world.store().count() - outbox.world.store().count(prefix: "log/")
  }

  private mutating func save(
    _ aggregate: String, isTooLarge: Bool = false
  ) throws -> Outboxes.Message {
    let saved = shop.next(of: aggregate, isTooLarge: isTooLarge, using: &lab.random)
    try outbox.call(.save(saved.message, saved.change))
    return saved.message
  }

  private func expectStatus(_ message: Outboxes.Message, _ status: Outboxes.Status?) throws {
    try outbox.expect(.status(of: message.number), equals: .status(status))
  }
}
