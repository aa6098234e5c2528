import EDARuntime

/// Lab 07: an outbox that publishes what was committed, and nothing else.
enum TransactionalOutbox {
  /// A message that belongs to a change of an aggregate.
  struct Message: Hashable, Codable, Sendable {
    /// The number of its row, as six digits: the order of the texts is the order of the numbers.
    /// The database draws it when the change begins, so between aggregates a smaller number can be
    /// committed after a greater one. The rows of one aggregate are committed in the order of their
    /// numbers.
    var number: String
    /// What was changed, for example an order.
    var aggregate: String
    var envelope: Envelope
  }

  struct Settings: Hashable, Codable, Sendable {
    /// If the broker has not answered for so long, nobody knows whether the message has arrived.
    var answerWithinMilliseconds: Int64
    /// The pause after the first attempt that did not succeed. It doubles with each further one.
    var firstPauseMilliseconds: Int64
    /// No pause is longer.
    var longestPauseMilliseconds: Int64
    /// A row that was refused so often is parked.
    var refusalsAtMost: Int
    /// A published row is kept for so long.
    var retentionMilliseconds: Int64
  }

  /// Names one message that was handed to the broker.
  struct Ticket: Hashable, Codable, Sendable {
    let number: Int
  }

  /// What the broker says about a ticket. It may never say anything: the message is lost, or its
  /// answer is.
  enum Answer: String, Hashable, Codable, Sendable {
    /// The message has arrived.
    case confirmed
    /// The message has not arrived.
    case refused
  }

  enum Status: String, Hashable, Codable, Sendable {
    case pending
    case published
    /// It was refused too often, and stops its aggregate.
    case parked
  }

  /// A change has failed. `save` hands the error on.
  enum Failure: Error, Hashable, Codable, Sendable {
    case changeFailed
    /// The aggregate has not come that far. Whoever asked for the change asks again.
    case tooEarly
  }

  /// What you write: one process that saves and publishes. It can die at any call to the store, the
  /// broker or the timers; a new one is made on the same store. There can be several at a time.
  protocol Outbox {
    /// Uses the store, in which keys that begin with `log/` belong to the changes and all others
    /// are yours. The broker answers a ticket by `answered`; whenever a timer is due, `pump` is
    /// called.
    init(store: TxStore, broker: Broker, timers: Timers, settings: Settings)

    /// Makes the change and keeps the message for the relay: both, or neither.
    ///
    /// `change` writes with the open transaction that it is given. If it throws, `save` throws the
    /// same error, and nothing was saved.
    mutating func save(
      _ message: Message, now: Instant, change: (inout Transaction) throws -> Void
    ) throws

    /// Hands over to the broker what is due. Called after the start of each process, from time to
    /// time, and whenever a timer is due.
    mutating func pump(now: Instant) throws

    /// The broker has answered a ticket of this process.
    mutating func answered(_ ticket: Ticket, _ answer: Answer, now: Instant) throws

    /// How the row with this number stands; nil if it was never saved or is purged.
    func status(of number: String) throws -> Status?

    /// Removes the rows that were confirmed at least a retention ago, and no others.
    mutating func purge(now: Instant) throws
  }
}
