import EDARuntime

/// Makes the changes and publishes nothing.
struct OrderOutbox: TransactionalOutbox.Outbox {
  let store: TxStore
  let broker: TransactionalOutbox.Broker
  let timers: Timers
  let settings: TransactionalOutbox.Settings

  mutating func save(
    _ message: TransactionalOutbox.Message, now: Instant,
    change: (inout Transaction) throws -> Void
  ) throws {
    try store.transaction { try change(&$0) }
  }

  mutating func pump(now: Instant) throws {}

  mutating func answered(
    _ ticket: TransactionalOutbox.Ticket, _ answer: TransactionalOutbox.Answer, now: Instant
  ) throws {}

  func status(of number: String) throws -> TransactionalOutbox.Status? { .pending }

  mutating func purge(now: Instant) throws {}
}
