import EDARuntime

/// Decides which queues a message goes to.
struct Exchange: TopicExchange.Router {
  mutating func declareQueue(_ name: String) throws {
    throw Unfinished("declareQueue")
  }

  mutating func declareExchange(
    _ name: String, _ kind: TopicExchange.Kind, alternate: String?
  ) throws {
    throw Unfinished("declareExchange")
  }

  mutating func deleteExchange(_ name: String) throws {
    throw Unfinished("deleteExchange")
  }

  mutating func bind(_ binding: TopicExchange.Binding) throws {
    throw Unfinished("bind")
  }

  mutating func unbind(_ binding: TopicExchange.Binding) throws {
    throw Unfinished("unbind")
  }

  mutating func route(
    _ message: TopicExchange.Message, to exchange: String
  ) throws -> TopicExchange.Routing {
    throw Unfinished("route")
  }
}
