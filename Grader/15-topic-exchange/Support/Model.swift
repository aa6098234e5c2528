import Brokers
import EDARuntime

/// The broker's own topology behind the lab's protocol: what a correct exchange does.
struct ModelExchange: TopicExchange.Router {
  private var topology = ExchangeTopology()

  mutating func declareQueue(_ name: String) { topology.declareQueue(name) }

  mutating func declareExchange(
    _ name: String, _ kind: TopicExchange.Kind, alternate: String?
  ) throws {
    try translated { try topology.declareExchange(name, kind.modelled, alternate: alternate) }
  }

  mutating func deleteExchange(_ name: String) throws {
    try translated { try topology.deleteExchange(name) }
  }

  mutating func bind(_ binding: TopicExchange.Binding) throws {
    try translated { try topology.bind(binding.modelled) }
  }

  mutating func unbind(_ binding: TopicExchange.Binding) throws {
    try translated { try topology.unbind(binding.modelled) }
  }

  mutating func route(
    _ message: TopicExchange.Message, to exchange: String
  ) throws -> TopicExchange.Routing {
    let routing = try translated {
      try topology.route(
        .init(key: message.key, headers: message.headers, isMandatory: message.isMandatory),
        to: exchange)
    }
    return .init(queues: routing.queues.sorted(), returned: routing.isReturned)
  }

  private func translated<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch let error as ExchangeError {
      switch error.code {
      case .unknownExchange: throw TopicExchange.Failure.unknownExchange(error.name)
      case .unknownQueue: throw TopicExchange.Failure.unknownQueue(error.name)
      case .defaultExchange: throw TopicExchange.Failure.defaultExchange
      case .declaredDifferently: throw TopicExchange.Failure.declaredDifferently(error.name)
      case .keyTooLong: throw error
      }
    }
  }
}

extension TopicExchange.Kind {
  fileprivate var modelled: ExchangeTopology.Kind {
    switch self {
    case .direct: .direct
    case .fanout: .fanout
    case .topic: .topic
    case .headers: .headers
    }
  }
}

extension TopicExchange.Binding {
  fileprivate var modelled: ExchangeTopology.Binding {
    let modelled: ExchangeTopology.Destination =
      switch destination {
      case .queue(let name): .queue(name)
      case .exchange(let name): .exchange(name)
      }
    return .init(from: source, to: modelled, key: key, arguments: arguments)
  }
}
