import EDARuntime

/// Refuses everything.
struct OrderOutbox: TransactionalOutbox.Outbox {
  let store: TxStore
  let broker: TransactionalOutbox.Broker
  let timers: Timers
  let settings: TransactionalOutbox.Settings

  mutating func save(
    _ message: TransactionalOutbox.Message, now: Instant,
    change: (inout Transaction) throws -> Void
  ) throws {
    throw TransactionalOutbox.Failure.changeFailed
  }

  mutating func pump(now: Instant) throws { throw TransactionalOutbox.Failure.changeFailed }

  mutating func answered(
    _ ticket: TransactionalOutbox.Ticket, _ answer: TransactionalOutbox.Answer, now: Instant
  ) throws {}

  func status(of number: String) throws -> TransactionalOutbox.Status? {
    throw TransactionalOutbox.Failure.changeFailed
  }

  mutating func purge(now: Instant) throws {}
}
