// How calls and replies read in a failure. You need not read this file.

extension AckRedelivery.Call: CustomStringConvertible {
  var description: String {
    switch self {
    case .publish(let message, let queues):
      "publish \(message) to " + (queues.isEmpty ? "no queue" : queues.joined(separator: ", "))
    case .consume(let subscription): "consume \(subscription)"
    case .ack(let channel, let tag, let multiple):
      "ack \(tag)\(multiple ? " and before" : "") on channel \(channel)"
    case .nack(let channel, let tag, let multiple, let requeue):
      "nack \(tag)\(multiple ? " and before" : "") on channel \(channel)"
        + (requeue ? ", requeue" : "")
    case .closeChannel(let channel): "close channel \(channel)"
    case .tick: "tick"
    }
  }
}

extension AckRedelivery.Message: CustomStringConvertible {
  var description: String {
    id + (priority.map { " priority \($0)" } ?? "")
      + (ttlMilliseconds.map { " ttl \($0) ms" } ?? "")
  }
}

extension AckRedelivery.Subscription: CustomStringConvertible {
  var description: String {
    "\(queue) as \(consumer) on channel \(channel), "
      + (autoAck ? "auto-ack" : "prefetch \(prefetch)")
  }
}

extension AckRedelivery.Delivery: CustomStringConvertible {
  var description: String {
    "\(message)\(redelivered ? "*" : "") ▶ \(consumer) on \(channel), tag \(tag)"
  }
}

extension AckRedelivery.Outcome: CustomStringConvertible {
  var description: String {
    ([answer.rawValue] + deliveries.map(\.description)).joined(separator: "; ")
  }
}
