import EDARuntime

// Connects the protocol with the grader. You need not read this file.

extension TopicExchange: Bridge {
  typealias Setup = NoSetup
  typealias Component = any Router

  enum Call: Codable, Hashable, Sendable {
    case declareQueue(String)
    case declareExchange(String, Kind, alternate: String?)
    case deleteExchange(String)
    case bind(Binding)
    case unbind(Binding)
    case route(Message, to: String)
    /// Many calls at once. One that is refused does not stop the rest.
    case all([Call])
    /// Builds bindings and routes messages inside the process.
    case load(Load)
  }

  enum Reply: Codable, Hashable, Sendable {
    case done
    case routing(Routing)
    case refused(Failure)
    case all([Reply])
    case digest(Int64)
  }

  static func start<R: Router>(
    _ router: R.Type, _ setup: NoSetup, _ runtime: Runtime
  ) -> any Router {
    R()
  }

  static func perform(
    _ call: Call, on router: inout any Router, at now: Instant
  ) throws -> Reply {
    switch call {
    case .declareQueue(let name): try router.declareQueue(name)
    case .declareExchange(let name, let kind, let alternate):
      try router.declareExchange(name, kind, alternate: alternate)
    case .deleteExchange(let name): try router.deleteExchange(name)
    case .bind(let binding): try router.bind(binding)
    case .unbind(let binding): try router.unbind(binding)
    case .route(let message, let exchange):
      var routing = try router.route(message, to: exchange)
      routing.queues.sort()
      return .routing(routing)
    case .all(let calls):
      return .all(try calls.map { try performOrRefuse($0, on: &router, at: now) })
    case .load(let load): return .digest(try load.perform(on: &router))
    }
    return .done
  }

  private static func performOrRefuse(
    _ call: Call, on router: inout any Router, at now: Instant
  ) throws -> Reply {
    do {
      return try perform(call, on: &router, at: now)
    } catch let failure as Failure {
      return .refused(failure)
    }
  }
}
