import EDARuntime

/// Lab 16: the part of a queue broker that hands messages to consumers, and takes them back.
enum AckRedelivery {
  /// What a publisher sends.
  struct Message: Hashable, Codable, Sendable {
    /// Names the message. Two that are published with the same id are still two messages.
    var id: String
    /// Higher goes first, on a queue with a `maxPriority`; nil counts as 0. Never negative.
    var priority: Int? = nil
    /// How long the message may wait, 0 or more; nil: as long as the queue lets it.
    var ttlMilliseconds: Int64? = nil
  }

  /// What a queue with a `maxLength` does when too many messages are ready.
  enum Overflow: String, Codable, Sendable {
    /// Drops the message that would be delivered next.
    case dropHead
    /// Does not take the message that is being published.
    case rejectPublish
  }

  /// One queue of the broker.
  struct Queue: Hashable, Codable, Sendable {
    /// ASCII letters and digits.
    var name: String
    /// How long a message may wait; nil: for ever.
    var ttlMilliseconds: Int64? = nil
    /// How many messages may be ready, 1 or more; nil: any number.
    var maxLength: Int? = nil
    var overflow = Overflow.dropHead
    /// The highest priority there is; nil: the queue knows no priorities.
    var maxPriority: Int? = nil
    /// Only one consumer gets messages, the next one when it is gone.
    var singleActiveConsumer = false
  }

  /// A consumer's wish for messages.
  struct Subscription: Hashable, Codable, Sendable {
    var channel: Int
    /// Names the consumer on its channel.
    var consumer: String
    var queue: String
    /// How many messages it may hold without having acknowledged them; 0: any number.
    var prefetch = 0
    /// Whatever is delivered counts as acknowledged at once, and `prefetch` does not matter.
    var autoAck = false
  }

  /// One message handed to one consumer.
  struct Delivery: Hashable, Codable, Sendable {
    var channel: Int
    var consumer: String
    /// Counts the deliveries of the channel, from 1.
    var tag: Int64
    /// The id of the message.
    var message: String
    /// Whether somebody may have been handed this message before.
    var redelivered = false
  }

  /// What the caller is told.
  enum Answer: String, Codable, Sendable {
    case done
    /// For `publish`: every queue has stored the message.
    case confirmed
    /// For `publish`: at least one queue has not taken it.
    case refused
    /// The channel is closed: it was, or this call was a mistake that closed it.
    case closed
  }

  /// What came of a call.
  struct Outcome: Hashable, Codable, Sendable {
    var answer = Answer.done
    /// What this call made the queues hand out, in this order.
    var deliveries: [Delivery] = []
  }

  /// The call itself is impossible. Nothing has changed.
  enum Failure: Error, Hashable, Codable, Sendable {
    case unknownQueue(String)
  }

  /// What you write. One engine is one broker process; it can die between any two of its calls to
  /// the store, and a new one is made on the same store. Channels die with it.
  protocol Engine {
    /// A broker with these queues and whatever messages of theirs the store holds.
    init(store: TxStore, queues: [Queue]) throws

    /// Puts a message into each of these queues; none if nothing was bound.
    mutating func publish(
      _ message: Message, to queues: [String], now: Instant
    ) throws -> Outcome

    /// Adds a consumer, and opens its channel if it is closed. Changes nothing if the channel has a
    /// consumer of this name.
    mutating func consume(_ subscription: Subscription, now: Instant) throws -> Outcome

    /// The delivery with this tag is done with; if `multiple`, so is all before it on the channel.
    mutating func ack(
      channel: Int, tag: Int64, multiple: Bool, now: Instant
    ) throws -> Outcome

    /// The same deliveries have failed: back into their queues, or away.
    mutating func nack(
      channel: Int, tag: Int64, multiple: Bool, requeue: Bool, now: Instant
    ) throws -> Outcome

    /// The channel, its consumers and what they held without an acknowledgement are given up.
    mutating func closeChannel(_ channel: Int, now: Instant) throws -> Outcome

    /// Time has passed.
    mutating func tick(now: Instant) throws -> Outcome
  }
}
