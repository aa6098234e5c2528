import EDARuntime

/// Refuses everything.
struct Exchange: TopicExchange.Router {
  mutating func declareQueue(_ name: String) throws {
    throw TopicExchange.Failure.defaultExchange
  }

  mutating func declareExchange(
    _ name: String, _ kind: TopicExchange.Kind, alternate: String?
  ) throws {
    throw TopicExchange.Failure.defaultExchange
  }

  mutating func deleteExchange(_ name: String) throws {
    throw TopicExchange.Failure.defaultExchange
  }

  mutating func bind(_ binding: TopicExchange.Binding) throws {
    throw TopicExchange.Failure.defaultExchange
  }

  mutating func unbind(_ binding: TopicExchange.Binding) throws {
    throw TopicExchange.Failure.defaultExchange
  }

  mutating func route(
    _ message: TopicExchange.Message, to exchange: String
  ) throws -> TopicExchange.Routing {
    throw TopicExchange.Failure.defaultExchange
  }
}
