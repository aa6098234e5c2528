import EDARuntime

/// Confirms everything.
struct DeliveryQueue: AckRedelivery.Engine {
  let store: TxStore
  let queues: [AckRedelivery.Queue]

  mutating func publish(
    _ message: AckRedelivery.Message, to queues: [String], now: Instant
  ) throws -> AckRedelivery.Outcome {
    AckRedelivery.Outcome(answer: .confirmed)
  }

  mutating func consume(
    _ subscription: AckRedelivery.Subscription, now: Instant
  ) throws -> AckRedelivery.Outcome {
    AckRedelivery.Outcome(answer: .confirmed)
  }

  mutating func ack(
    channel: Int, tag: Int64, multiple: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    AckRedelivery.Outcome(answer: .confirmed)
  }

  mutating func nack(
    channel: Int, tag: Int64, multiple: Bool, requeue: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    AckRedelivery.Outcome(answer: .confirmed)
  }

  mutating func closeChannel(_ channel: Int, now: Instant) throws -> AckRedelivery.Outcome {
    AckRedelivery.Outcome(answer: .confirmed)
  }

  mutating func tick(now: Instant) throws -> AckRedelivery.Outcome {
    AckRedelivery.Outcome(answer: .confirmed)
  }
}
