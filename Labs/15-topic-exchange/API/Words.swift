// How calls and replies read in a failure. You need not read this file.

extension TopicExchange.Call: CustomStringConvertible {
  var description: String {
    switch self {
    case .declareQueue(let name): "declareQueue \"\(name)\""
    case .declareExchange(let name, let kind, let alternate):
      "declareExchange \"\(name)\" \(kind)" + (alternate.map { " alternate \"\($0)\"" } ?? "")
    case .deleteExchange(let name): "deleteExchange \"\(name)\""
    case .bind(let binding): "bind \(binding)"
    case .unbind(let binding): "unbind \(binding)"
    case .route(let message, let exchange): "route \(message) to \"\(exchange)\""
    case .all(let calls):
      // The numbers are those of the replies.
      (calls.count == 1 ? "1 call: " : "\(calls.count) calls: ")
        + calls.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: "; ")
    case .load(let load): "load of \(load.bindingCount) bindings, \(load.messageCount) messages"
    }
  }
}

extension TopicExchange.Reply: CustomStringConvertible {
  var description: String {
    switch self {
    case .done: "done"
    case .routing(let routing): "\(routing)"
    case .refused(let failure): "the error \(failure)"
    case .all(let replies): replies.count == 1 ? "1 reply" : "\(replies.count) replies"
    case .digest(let digest): "digest \(digest)"
    }
  }
}

extension TopicExchange.Binding: CustomStringConvertible {
  var description: String {
    "\"\(source)\" to \(destination) key \"\(key)\"" + TopicExchange.text(arguments)
  }
}

extension TopicExchange.Message: CustomStringConvertible {
  var description: String {
    "\"\(key)\"" + TopicExchange.text(headers) + (isMandatory ? " mandatory" : "")
  }
}

extension TopicExchange.Routing: CustomStringConvertible {
  var description: String {
    let copies = queues.isEmpty ? "no queue" : queues.joined(separator: ", ")
    return returned ? "\(copies), returned" : copies
  }
}

extension TopicExchange.Destination: CustomStringConvertible {
  var description: String {
    switch self {
    case .queue(let name): "queue \"\(name)\""
    case .exchange(let name): "exchange \"\(name)\""
    }
  }
}

extension TopicExchange {
  fileprivate static func text(_ pairs: [String: String]) -> String {
    pairs.isEmpty
      ? "" : " {" + pairs.map { "\($0)=\($1)" }.sorted().joined(separator: " ") + "}"
  }
}
