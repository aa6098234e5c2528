/// The exchanges, queues and bindings of one virtual host, and where a message goes: AMQP 0-9-1 as
/// RabbitMQ performs it (curriculum 3.5).
///
/// Every command can be repeated: declaring or binding what is there changes nothing, and neither
/// does unbinding or deleting what is not.
package struct ExchangeTopology: Sendable {
  /// How an exchange chooses among its bindings.
  package enum Kind: Sendable {
    case direct, fanout, topic, headers
  }

  /// Where a binding leads.
  package enum Destination: Hashable, Sendable {
    case queue(String)
    case exchange(String)
  }

  /// A binding is known by all four of its parts: two that differ in one of them are two.
  package struct Binding: Hashable, Sendable {
    package var source: String
    package var destination: Destination
    package var key: String
    package var arguments: [String: String]

    package init(
      from source: String, to destination: Destination, key: String,
      arguments: [String: String] = [:]
    ) {
      self.source = source
      self.destination = destination
      self.key = key
      self.arguments = arguments
    }
  }

  /// What of a message decides where it goes.
  package struct Message: Hashable, Sendable {
    package var key: String
    package var headers: [String: String]
    /// It comes back to its publisher if no queue gets it.
    package var isMandatory: Bool

    package init(key: String, headers: [String: String] = [:], isMandatory: Bool = false) {
      self.key = key
      self.headers = headers
      self.isMandatory = isMandatory
    }
  }

  /// Where a message went.
  package struct Routing: Hashable, Sendable {
    /// Each of these queues gets one copy.
    package var queues: Set<String>
    /// The message goes back to its publisher.
    package var isReturned: Bool
  }

  struct Exchange: Sendable {
    let kind: Kind
    let alternate: String?
    var bindings: BindingTable
  }

  /// The longest key in bytes: a short string of AMQP 0-9-1.
  package static let maximumKeyBytes = 255

  private(set) var exchanges: [String: Exchange] = [:]
  private(set) var queues: Set<String> = []

  package init() {}

  /// Makes a queue. The default exchange can reach it from now on.
  package mutating func declareQueue(_ name: String) { queues.insert(name) }

  /// Removes a queue and the bindings that lead to it.
  package mutating func deleteQueue(_ name: String) {
    guard queues.remove(name) != nil else { return }
    removeBindings(to: .queue(name))
  }

  /// Makes an exchange. The alternate need not exist yet.
  package mutating func declareExchange(
    _ name: String, _ kind: Kind, alternate: String? = nil
  ) throws(ExchangeError) {
    try refuseDefault(name)
    guard let present = exchanges[name] else {
      exchanges[name] = Exchange(
        kind: kind, alternate: alternate, bindings: BindingTable(kind: kind))
      return
    }
    guard present.kind == kind, present.alternate == alternate else {
      throw ExchangeError(.declaredDifferently, name)
    }
  }

  /// Removes an exchange, the bindings from it and the bindings that lead to it.
  package mutating func deleteExchange(_ name: String) throws(ExchangeError) {
    try refuseDefault(name)
    guard exchanges.removeValue(forKey: name) != nil else { return }
    removeBindings(to: .exchange(name))
  }

  /// Adds a binding.
  package mutating func bind(_ binding: Binding) throws(ExchangeError) {
    try refuseDefault(binding)
    try refuseLong(binding.key)
    guard exchanges[binding.source] != nil else {
      throw ExchangeError(.unknownExchange, binding.source)
    }
    switch binding.destination {
    case .queue(let name) where !queues.contains(name): throw ExchangeError(.unknownQueue, name)
    case .exchange(let name) where exchanges[name] == nil:
      throw ExchangeError(.unknownExchange, name)
    default: exchanges[binding.source]?.bindings.insert(binding)
    }
  }

  /// Removes the binding that equals this one in all its parts.
  package mutating func unbind(_ binding: Binding) throws(ExchangeError) {
    try refuseDefault(binding)
    exchanges[binding.source]?.bindings.remove(binding)
  }

  private mutating func removeBindings(to destination: Destination) {
    for name in exchanges.keys { exchanges[name]?.bindings.removeAll(to: destination) }
  }

  private func refuseDefault(_ binding: Binding) throws(ExchangeError) {
    try refuseDefault(binding.source)
    if case .exchange(let name) = binding.destination { try refuseDefault(name) }
  }

  private func refuseDefault(_ name: String) throws(ExchangeError) {
    if name.isEmpty { throw ExchangeError(.defaultExchange, name) }
  }

  func refuseLong(_ key: String) throws(ExchangeError) {
    if key.utf8.count > Self.maximumKeyBytes { throw ExchangeError(.keyTooLong, key) }
  }
}
