import EDARuntime

/// Hands messages to consumers, and takes them back.
struct DeliveryQueue: AckRedelivery.Engine {
  let store: TxStore
  let queues: [AckRedelivery.Queue]

  mutating func publish(
    _ message: AckRedelivery.Message, to queues: [String], now: Instant
  ) throws -> AckRedelivery.Outcome {
    throw Unfinished("publish")
  }

  mutating func consume(
    _ subscription: AckRedelivery.Subscription, now: Instant
  ) throws -> AckRedelivery.Outcome {
    throw Unfinished("consume")
  }

  mutating func ack(
    channel: Int, tag: Int64, multiple: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    throw Unfinished("ack")
  }

  mutating func nack(
    channel: Int, tag: Int64, multiple: Bool, requeue: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    throw Unfinished("nack")
  }

  mutating func closeChannel(_ channel: Int, now: Instant) throws -> AckRedelivery.Outcome {
    throw Unfinished("closeChannel")
  }

  mutating func tick(now: Instant) throws -> AckRedelivery.Outcome {
    throw Unfinished("tick")
  }
}
