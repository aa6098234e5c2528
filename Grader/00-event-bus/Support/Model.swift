import EDARuntime

typealias Call = EventBus.Call
typealias Reply = EventBus.Reply
typealias Entry = EventBus.Entry

/// What a correct bus does, worked out on data alone: there are no handlers in it, only what they
/// would do.
struct Model {
  private struct Subscriber {
    let name: String
    let type: String
    let actions: [EventBus.Action]
    var isCancelled = false
  }

  private var subscribers: [Subscriber] = []
  private var queue: [Envelope] = []
  private var entries: [Entry] = []
  private var failures: [String] = []

  /// The reply to a call that comes next.
  mutating func reply(to call: Call) -> Reply {
    entries = []
    switch call {
    case .subscribe(let name, let type, let actions):
      subscribers.append(Subscriber(name: name, type: type, actions: actions))
    case .cancel(let name): cancel(name)
    case .publish(let event):
      if let attribute = Self.flaw(of: event) { return .refused(attribute) }
      queue.append(event)
      deliverAll()
      return .handled(entries)
    case .drain: return .handled([])
    case .failures: return .failures(failures)
    }
    return .done
  }

  /// The attribute because of which an event is refused, if there is one.
  private static func flaw(of event: Envelope) -> String? {
    if event.id.isEmpty { return "id" }
    if event.source.isEmpty { return "source" }
    if event.specversion.isEmpty { return "specversion" }
    if event.type.isEmpty { return "type" }
    return event.headers.keys.sorted().first { name in
      name.isEmpty || !name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }
  }

  private mutating func deliverAll() {
    while let event = queue.first {
      queue.removeFirst()
      let receivers = subscribers.indices.filter {
        subscribers[$0].type == event.type && !subscribers[$0].isCancelled
      }
      for receiver in receivers where !subscribers[receiver].isCancelled {
        handle(event, subscribers[receiver])
      }
    }
  }

  private mutating func handle(_ event: Envelope, _ subscriber: Subscriber) {
    note(subscriber, .got, event.id)
    for action in subscriber.actions {
      guard perform(action, subscriber, event) else { return }
    }
  }

  /// False if the handler has thrown.
  private mutating func perform(
    _ action: EventBus.Action, _ subscriber: Subscriber, _ event: Envelope
  ) -> Bool {
    switch action {
    case .fail:
      note(subscriber, .threw, event.id)
      failures.append("\(subscriber.name) failed at \(event.id)")
      return false
    case .publish(let type, let suffix):
      let next = Envelope(id: "\(event.id).\(suffix)", source: event.source, type: type)
      if let attribute = Self.flaw(of: next) {
        failures.append("InvalidEvent \(attribute)")
        return false
      }
      queue.append(next)
      note(subscriber, .published, next.id)
    case .subscribe(let name, let type):
      subscribers.append(Subscriber(name: "\(name).\(event.id)", type: type, actions: []))
      note(subscriber, .subscribed, "\(name).\(event.id)")
    case .cancel(let name):
      cancel(name)
      note(subscriber, .cancelled, name)
    case .drain: note(subscriber, .drained, "")
    }
    return true
  }

  private mutating func cancel(_ name: String) {
    guard let place = subscribers.lastIndex(where: { $0.name == name }) else { return }
    subscribers[place].isCancelled = true
  }

  private mutating func note(_ subscriber: Subscriber, _ deed: EventBus.Deed, _ object: String) {
    entries.append(Entry(handler: subscriber.name, deed: deed, object: object))
  }
}
