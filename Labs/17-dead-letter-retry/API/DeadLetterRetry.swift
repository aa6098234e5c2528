import EDARuntime

/// Lab 17: a consumer that tries a failed message again later, and gives up in order.
enum DeadLetterRetry {
  /// The rules of one queue's consumer.
  struct Policy: Hashable, Codable, Sendable {
    /// The longest pause after the first failure, 1 or more. It doubles with each further one.
    var baseMilliseconds: Int64 = 100
    /// No pause is longer, 1 or more.
    var capMilliseconds: Int64 = 5000
    /// With so many failures a message is a dead letter, 1 or more.
    var maximumAttempts = 5
    /// How many retries are allowed in all; nil: any number.
    var budget: Budget?
    /// Whether messages with the same `key` are finished in the order in which they came.
    var isOrdered = false
    /// The queue that is consumed.
    var queue = "orders"
    /// The queue that dead letters of this consumer reach.
    var deadLetterQueue = "orders.dead"
    /// The exchange that dead letters are published to.
    var deadLetterExchange = "dead"
    /// The routing key of dead letters; nil: those that the message had.
    var deadLetterKey: String?
  }

  /// A retry budget: a bucket of hundredths of a retry.
  struct Budget: Hashable, Codable, Sendable {
    /// How many whole retries the bucket holds at most, and at the start of a process.
    var reserve: Int
    /// How many hundredths a first attempt puts into it. A retry takes a hundred out.
    var percent: Int
  }

  /// Where the consumer publishes to.
  enum Channel {
    /// The broker brings a message from here back to the queue at its `notBefore`.
    static let retry = "retry"
    static let deadLetters = "dead-letters"
  }

  /// Why the work on a message failed.
  enum Failure: String, Error, Codable, Sendable {
    /// It may work later: a timeout, a service that is down.
    case transient
    /// It will never work: the message itself is wrong.
    case permanent
  }

  /// What becomes of one delivery.
  enum Outcome: Hashable, Codable, Sendable {
    /// The work is done. The broker takes this for the acknowledgement.
    case done
    /// A copy of the message is on its way to a channel. The delivery stays unacknowledged until
    /// `published` names it.
    case held
    /// The message came before its time. Nothing was done, and the broker brings it again then.
    case early(until: Instant)
  }

  /// What you write. A consumer is one process; it can die at any call to a handle, and a new one
  /// gets whatever was not acknowledged.
  protocol Consumer {
    init(policy: Policy, outbound: Outbound, random: RandomNumbers, store: TxStore)

    /// The longest pause in milliseconds after a message has failed for the `failure`-th time
    /// (1 or more, up to any number): base, twice that, four times, … and never above the cap.
    func longestPause(afterFailure failure: Int) throws -> Int64

    /// A pause drawn evenly from 0 to the longest one, both included.
    mutating func pause(afterFailure failure: Int) throws -> Int64

    /// Handles one delivery. `work` does the work on it, and returns nil if that went well. Call it
    /// once or not at all.
    mutating func handle(
      _ message: Message, now: Instant, work: () -> Failure?
    ) throws -> Outcome

    /// The broker has taken what was published with this token. Returns the id of the message that
    /// can be acknowledged now, nil if there is none.
    mutating func published(_ token: PublishToken) throws -> String?

    /// The dead letter that a message becomes on its way from one queue to another; nil if it is to
    /// be dropped, because it goes round in a circle without any rejection.
    func deadLetter(
      _ message: Message, from queue: String, to target: String, because reason: Reason,
      now: Instant
    ) throws -> Message?

    /// The message that somebody sends again from a queue of dead letters.
    func replay(_ deadLetter: Message) throws -> Message
  }
}
