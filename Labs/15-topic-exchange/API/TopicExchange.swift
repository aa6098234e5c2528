import EDARuntime

/// Lab 15: the part of a queue broker that decides which queues a message goes to.
enum TopicExchange {
  /// How an exchange chooses among its bindings.
  enum Kind: String, Codable, Sendable {
    /// The keys are equal.
    case direct
    /// Always.
    case fanout
    /// The binding's key is a pattern: `*` stands for one word, `#` for zero or more.
    case topic
    /// The binding's arguments are among the message's headers.
    case headers
  }

  /// Where a binding leads.
  enum Destination: Hashable, Codable, Sendable {
    case queue(String)
    case exchange(String)
  }

  /// One binding. Two that differ in any of the four parts are two bindings.
  struct Binding: Hashable, Codable, Sendable {
    /// The exchange that the binding belongs to.
    var source: String
    var destination: Destination
    /// Words joined by `.`; the empty key has no words.
    var key = ""
    /// For `headers`: what to look for, and the rule under `x-match`. Elsewhere only a part of the
    /// binding's identity.
    var arguments: [String: String] = [:]
  }

  /// What of a message decides where it goes. Its key holds no words `*` and `#`.
  struct Message: Hashable, Codable, Sendable {
    var key = ""
    var headers: [String: String] = [:]
    /// The publisher wants the message back if no queue gets it.
    var isMandatory = false
  }

  /// Where a message went.
  struct Routing: Hashable, Codable, Sendable {
    /// One element for each copy, in any order: a queue that stands here twice gets the message
    /// twice.
    var queues: [String]
    /// The message goes back to its publisher.
    var returned = false
  }

  /// Why a command or a message is refused.
  enum Failure: Error, Hashable, Codable, Sendable {
    case unknownExchange(String)
    case unknownQueue(String)
    /// The default exchange, whose name is empty, is always there and cannot be changed.
    case defaultExchange
    /// The exchange exists with another kind or another alternate.
    case declaredDifferently(String)
  }

  /// What you write. Commands arrive at least once: repeating one changes nothing and is no error.
  protocol Router {
    /// No exchange but the default one, and no queues.
    init()

    /// Makes a queue.
    mutating func declareQueue(_ name: String) throws

    /// Makes an exchange. A message that none of its bindings matches goes to the exchange named
    /// `alternate`, which may be declared later or never.
    mutating func declareExchange(_ name: String, _ kind: Kind, alternate: String?) throws

    /// Removes an exchange, its bindings, and the bindings that lead to it.
    mutating func deleteExchange(_ name: String) throws

    /// Adds a binding.
    mutating func bind(_ binding: Binding) throws

    /// Removes this binding and no other.
    mutating func unbind(_ binding: Binding) throws

    /// Where a message goes that is published to an exchange.
    mutating func route(_ message: Message, to exchange: String) throws -> Routing
  }
}
