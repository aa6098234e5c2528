import EDARuntime

/// Keeps the subscribers of each type apart.
final class LocalBus: EventBus.Bus {
  private(set) var failures: [any Error] = []
  private var subscribers: [String: [Subscriber]] = [:]
  private var byNumber: [Int: Subscriber] = [:]
  private var nextNumber = 0
  /// The events whose delivery has not begun.
  private var waiting: [Envelope] = []
  private var isDelivering = false

  func subscribe(to type: String, handler: @escaping EventBus.Handler) -> EventBus.Subscription {
    let subscriber = Subscriber(type: type, handler: handler)
    subscribers[type, default: []].append(subscriber)
    byNumber[nextNumber] = subscriber
    defer { nextNumber += 1 }
    return EventBus.Subscription(number: nextNumber)
  }

  func cancel(_ subscription: EventBus.Subscription) {
    guard let subscriber = byNumber.removeValue(forKey: subscription.number) else { return }
    subscriber.isCancelled = true
    subscribers[subscriber.type]?.removeAll { $0 === subscriber }
  }

  func publish(_ event: Envelope) throws {
    if let attribute = event.invalidAttribute {
      throw EventBus.InvalidEvent(attribute: attribute)
    }
    waiting.append(event)
    drain()
  }

  func drain() {
    guard !isDelivering else { return }
    isDelivering = true
    while !waiting.isEmpty {
      // What handlers publish comes after the whole batch, and taking a batch moves no element.
      let batch = waiting
      waiting = []
      for event in batch { deliver(event) }
    }
    isDelivering = false
  }

  private func deliver(_ event: Envelope) {
    for subscriber in subscribers[event.type] ?? [] where !subscriber.isCancelled {
      if case .failure(let error) = Result(catching: { try subscriber.handler(event) }) {
        failures.append(error)
      }
    }
  }
}

private final class Subscriber {
  let type: String
  let handler: EventBus.Handler
  var isCancelled = false

  init(type: String, handler: @escaping EventBus.Handler) {
    self.type = type
    self.handler = handler
  }
}

extension Envelope {
  fileprivate var invalidAttribute: String? {
    if id.isEmpty { return "id" }
    if source.isEmpty { return "source" }
    if specversion.isEmpty { return "specversion" }
    if type.isEmpty { return "type" }
    return headers.keys.filter { !Self.isName($0) }.min()
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }
  }
}
