import EDARuntime

// The handlers that the grader subscribes. You need not read this file.

extension EventBus {
  /// A bus, and handlers that note what they get and do what they are told to.
  final class Stage {
    private let bus: any Bus
    private var subscriptions: [String: Subscription] = [:]
    private var entries: [Entry] = []
    /// Handlers that keep each other busy for ever stop after so many entries.
    private static let entryLimit = 1000

    init(_ bus: any Bus) { self.bus = bus }

    /// What handlers threw, as the bus tells it.
    var failures: [String] { bus.failures.map(Self.text) }

    func subscribe(_ name: String, to type: String, _ actions: [Action] = []) {
      subscriptions[name] = bus.subscribe(to: type) { [self] event in
        note(name, .got, event.id)
        for action in actions where entries.count < Self.entryLimit {
          try perform(action, as: name, event)
        }
      }
    }

    func cancel(_ name: String) {
      if let subscription = subscriptions[name] { bus.cancel(subscription) }
    }

    /// What the handlers do during a piece of work on the bus.
    func entries(during work: (any Bus) throws -> Void) -> Reply {
      entries = []
      do {
        try work(bus)
        return .handled(entries)
      } catch let error as InvalidEvent where entries.isEmpty {
        return .refused(error.attribute)
      } catch {
        return .threw(Self.text(error), after: entries)
      }
    }

    private func perform(_ action: Action, as name: String, _ event: Envelope) throws {
      switch action {
      case .fail:
        note(name, .threw, event.id)
        throw HandlerFailed(handler: name, event: event.id)
      case .publish(let type, let suffix):
        let next = Envelope(id: "\(event.id).\(suffix)", source: event.source, type: type)
        try bus.publish(next)
        note(name, .published, next.id)
      case .subscribe(let newcomer, let type):
        subscribe("\(newcomer).\(event.id)", to: type)
        note(name, .subscribed, "\(newcomer).\(event.id)")
      case .cancel(let other):
        cancel(other)
        note(name, .cancelled, other)
      case .drain:
        try bus.drain()
        note(name, .drained, "")
      }
    }

    private func note(_ name: String, _ deed: Deed, _ object: String) {
      entries.append(Entry(handler: name, deed: deed, object: object))
    }

    private static func text(_ error: any Error) -> String {
      switch error {
      case let error as HandlerFailed: "\(error.handler) failed at \(error.event)"
      case let error as InvalidEvent: "InvalidEvent \(error.attribute)"
      default: String(describing: error)
      }
    }
  }
}
