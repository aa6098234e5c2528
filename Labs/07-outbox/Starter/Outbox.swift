import EDARuntime

/// Publishes what was committed, and nothing else.
struct OrderOutbox: TransactionalOutbox.Outbox {
  let store: TxStore
  let broker: TransactionalOutbox.Broker
  let timers: Timers
  let settings: TransactionalOutbox.Settings

  mutating func save(
    _ message: TransactionalOutbox.Message, now: Instant,
    change: (inout Transaction) throws -> Void
  ) throws {
    throw Unfinished("save")
  }

  mutating func pump(now: Instant) throws {
    throw Unfinished("pump")
  }

  mutating func answered(
    _ ticket: TransactionalOutbox.Ticket, _ answer: TransactionalOutbox.Answer, now: Instant
  ) throws {
    throw Unfinished("answered")
  }

  func status(of number: String) throws -> TransactionalOutbox.Status? {
    throw Unfinished("status")
  }

  mutating func purge(now: Instant) throws {
    throw Unfinished("purge")
  }
}
