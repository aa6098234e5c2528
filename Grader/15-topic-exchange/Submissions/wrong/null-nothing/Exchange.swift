import EDARuntime

/// Takes every command and routes nothing.
struct Exchange: TopicExchange.Router {
  mutating func declareQueue(_ name: String) throws {}

  mutating func declareExchange(
    _ name: String, _ kind: TopicExchange.Kind, alternate: String?
  ) throws {}

  mutating func deleteExchange(_ name: String) throws {}

  mutating func bind(_ binding: TopicExchange.Binding) throws {}

  mutating func unbind(_ binding: TopicExchange.Binding) throws {}

  mutating func route(
    _ message: TopicExchange.Message, to exchange: String
  ) throws -> TopicExchange.Routing {
    TopicExchange.Routing(queues: [], returned: message.isMandatory)
  }
}
