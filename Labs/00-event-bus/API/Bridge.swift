import EDARuntime

// Connects the protocol with the grader. You need not read this file.

extension EventBus: Bridge {
  typealias Setup = NoSetup
  typealias Component = Stage
  typealias Failure = InvalidEvent

  enum Call: Codable, Hashable, Sendable {
    /// Subscribes a handler of this name. It notes each event, and then does what it is told to.
    case subscribe(String, to: String, [Action] = [])
    /// Cancels the subscription of the handler of this name.
    case cancel(String)
    case publish(Envelope)
    case drain
    /// Reads the failures.
    case failures
  }

  /// What a handler does each time that it gets an event.
  enum Action: Codable, Hashable, Sendable {
    /// Throws an error.
    case fail
    /// Publishes an event of a type. Its id is that of the event at hand, a dot and `suffix`.
    case publish(String, suffix: String)
    /// Subscribes a handler that only notes events. Its name is `name`, a dot and the event's id.
    case subscribe(String, to: String)
    case cancel(String)
    case drain
  }

  enum Reply: Codable, Hashable, Sendable {
    case done
    /// What the handlers did, in order, before the call returned.
    case handled([Entry])
    /// The event was refused because of an attribute, before any handler was called.
    case refused(String)
    /// The call threw an error after the handlers had done this.
    case threw(String, after: [Entry])
    case failures([String])
  }

  /// One thing that a handler did, noted when it was done.
  struct Entry: Codable, Hashable, Sendable {
    var handler: String
    var deed: Deed
    /// The event or the handler that it is about.
    var object: String
  }

  enum Deed: String, Codable, Sendable {
    case got, threw, published, subscribed, cancelled, drained
  }

  /// What a handler throws.
  struct HandlerFailed: Error {
    let handler: String
    let event: String
  }

  static func start<B: Bus>(_ bus: B.Type, _ setup: NoSetup, _ runtime: Runtime) -> Stage {
    Stage(B())
  }

  static func perform(_ call: Call, on stage: inout Stage, at now: Instant) throws -> Reply {
    switch call {
    case .subscribe(let name, let type, let actions): stage.subscribe(name, to: type, actions)
    case .cancel(let name): stage.cancel(name)
    case .publish(let event): return stage.entries { try $0.publish(event) }
    case .drain: return stage.entries { try $0.drain() }
    case .failures: return .failures(stage.failures)
    }
    return .done
  }
}
