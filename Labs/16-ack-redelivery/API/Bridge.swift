import EDARuntime

// Connects the protocol with the grader. You need not read this file.

extension AckRedelivery: Bridge {
  struct Setup: Codable, Hashable, Sendable {
    var queues: [Queue]
  }

  enum Call: Codable, Hashable, Sendable {
    case publish(Message, to: [String])
    case consume(Subscription)
    case ack(channel: Int, tag: Int64, multiple: Bool)
    case nack(channel: Int, tag: Int64, multiple: Bool, requeue: Bool)
    case closeChannel(Int)
    case tick
  }

  typealias Reply = Outcome
  typealias Component = any Engine

  static func start<E: Engine>(
    _ engine: E.Type, _ setup: Setup, _ runtime: Runtime
  ) throws -> any Engine {
    try E(store: runtime.store(), queues: setup.queues)
  }

  static func perform(
    _ call: Call, on engine: inout any Engine, at now: Instant
  ) throws -> Outcome {
    switch call {
    case .publish(let message, let queues):
      try engine.publish(message, to: queues, now: now)
    case .consume(let subscription): try engine.consume(subscription, now: now)
    case .ack(let channel, let tag, let multiple):
      try engine.ack(channel: channel, tag: tag, multiple: multiple, now: now)
    case .nack(let channel, let tag, let multiple, let requeue):
      try engine.nack(
        channel: channel, tag: tag, multiple: multiple, requeue: requeue, now: now)
    case .closeChannel(let channel): try engine.closeChannel(channel, now: now)
    case .tick: try engine.tick(now: now)
    }
  }
}
