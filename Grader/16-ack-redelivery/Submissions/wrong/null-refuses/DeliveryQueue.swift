import EDARuntime

/// Refuses everything.
struct DeliveryQueue: AckRedelivery.Engine {
  let store: TxStore
  let queues: [AckRedelivery.Queue]

  mutating func publish(
    _ message: AckRedelivery.Message, to queues: [String], now: Instant
  ) throws -> AckRedelivery.Outcome {
    throw AckRedelivery.Failure.unknownQueue("q")
  }

  mutating func consume(
    _ subscription: AckRedelivery.Subscription, now: Instant
  ) throws -> AckRedelivery.Outcome {
    throw AckRedelivery.Failure.unknownQueue("q")
  }

  mutating func ack(
    channel: Int, tag: Int64, multiple: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    throw AckRedelivery.Failure.unknownQueue("q")
  }

  mutating func nack(
    channel: Int, tag: Int64, multiple: Bool, requeue: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    throw AckRedelivery.Failure.unknownQueue("q")
  }

  mutating func closeChannel(_ channel: Int, now: Instant) throws -> AckRedelivery.Outcome {
    throw AckRedelivery.Failure.unknownQueue("q")
  }

  mutating func tick(now: Instant) throws -> AckRedelivery.Outcome {
    throw AckRedelivery.Failure.unknownQueue("q")
  }
}
