import EDARuntime

/// Tells everybody who has subscribed to an event's type that the event has happened.
final class LocalBus: EventBus.Bus {
  private struct Subscriber {
    let subscription: EventBus.Subscription
    let type: String
    let handler: EventBus.Handler
  }

  private(set) var failures: [any Error] = []
  private var subscribers: [Subscriber] = []
  private var lastNumber = 0
  private var queue: [Envelope] = []
  private var isDraining = false

  func subscribe(to type: String, handler: @escaping EventBus.Handler) -> EventBus.Subscription {
    lastNumber += 1
    let subscription = EventBus.Subscription(number: lastNumber)
    subscribers.append(Subscriber(subscription: subscription, type: type, handler: handler))
    return subscription
  }

  func cancel(_ subscription: EventBus.Subscription) {
    subscribers.removeAll { $0.subscription == subscription }
  }

  func publish(_ event: Envelope) throws {
    try validate(event)
    queue.append(event)
    try drain()
  }

  func drain() throws {
    if isDraining { return }
    isDraining = true
    defer { isDraining = false }
    while !queue.isEmpty {
      try deliver(queue.removeFirst())
    }
  }

  private func deliver(_ event: Envelope) throws {
    let receivers = subscribers.filter { $0.type == event.type }
    for receiver in receivers where isSubscribed(receiver) {
      do {
        try receiver.handler(event)
      } catch {
        failures.append(error)
      }
    }
  }

  private func isSubscribed(_ receiver: Subscriber) -> Bool {
    subscribers.contains { $0.subscription == receiver.subscription }
  }

  private func validate(_ event: Envelope) throws {
    let required = [
      ("id", event.id), ("source", event.source),
      ("specversion", event.specversion), ("type", event.type),
    ]
    for (name, value) in required where value.isEmpty {
      throw EventBus.InvalidEvent(attribute: name)
    }
    for name in event.headers.keys.sorted() where !isAttributeName(name) {
      throw EventBus.InvalidEvent(attribute: name)
    }
  }

  private func isAttributeName(_ name: String) -> Bool {
    !name.isEmpty && name.allSatisfy("abcdefghijklmnopqrstuvwxyz0123456789".contains)
  }
}
