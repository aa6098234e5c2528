import EDARuntime

/// Takes everything and delivers nothing.
final class LocalBus: EventBus.Bus {
  let failures: [any Error] = []

  func subscribe(to type: String, handler: @escaping EventBus.Handler) -> EventBus.Subscription {
    EventBus.Subscription(number: 0)
  }

  func cancel(_ subscription: EventBus.Subscription) {}

  func publish(_ event: Envelope) {}

  func drain() {}
}
