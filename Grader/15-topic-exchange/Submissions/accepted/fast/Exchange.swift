import EDARuntime

/// Each exchange keeps its bindings where a message finds them: by key, or in a tree of words.
struct Exchange: TopicExchange.Router {
  private var queues: Set<String> = []
  private var exchanges: [String: BoundExchange] = [:]

  mutating func declareQueue(_ name: String) { queues.insert(name) }

  mutating func declareExchange(
    _ name: String, _ kind: TopicExchange.Kind, alternate: String?
  ) throws {
    guard !name.isEmpty else { throw TopicExchange.Failure.defaultExchange }
    let new = BoundExchange(kind: kind, alternate: alternate)
    let present = exchanges[name, default: new]
    guard present.kind == kind, present.alternate == alternate else {
      throw TopicExchange.Failure.declaredDifferently(name)
    }
    exchanges[name] = present
  }

  mutating func deleteExchange(_ name: String) throws {
    guard !name.isEmpty else { throw TopicExchange.Failure.defaultExchange }
    guard exchanges.removeValue(forKey: name) != nil else { return }
    for exchange in exchanges.values {
      for binding in exchange.bindings where binding.destination == .exchange(name) {
        exchange.remove(binding)
      }
    }
  }

  mutating func bind(_ binding: TopicExchange.Binding) throws {
    guard let source = try source(of: binding) else {
      throw TopicExchange.Failure.unknownExchange(binding.source)
    }
    switch binding.destination {
    case .queue(let name) where !queues.contains(name):
      throw TopicExchange.Failure.unknownQueue(name)
    case .exchange(let name) where exchanges[name] == nil:
      throw TopicExchange.Failure.unknownExchange(name)
    default: source.insert(binding)
    }
  }

  mutating func unbind(_ binding: TopicExchange.Binding) throws {
    try source(of: binding)?.remove(binding)
  }

  func route(_ message: TopicExchange.Message, to name: String) throws -> TopicExchange.Routing {
    var reached: Set<String> = []
    if name.isEmpty {
      reached = queues.intersection([message.key])
    } else {
      guard let first = exchanges[name] else { throw TopicExchange.Failure.unknownExchange(name) }
      follow(message, from: first, name, &reached)
    }
    return TopicExchange.Routing(
      queues: Array(reached), returned: reached.isEmpty && message.isMandatory)
  }

  /// Breadth first; an exchange that was on the list once is not put there again.
  private func follow(
    _ message: TopicExchange.Message, from first: BoundExchange, _ name: String,
    _ reached: inout Set<String>
  ) {
    var listed: Set = [name]
    var list = [first]
    var place = 0
    while place < list.count {
      var next = list[place].destinations(of: message)
      if next.isEmpty, let alternate = list[place].alternate { next = [.exchange(alternate)] }
      place += 1
      for destination in next {
        switch destination {
        case .queue(let queue): reached.insert(queue)
        case .exchange(let name):
          if let exchange = exchanges[name], listed.insert(name).inserted { list.append(exchange) }
        }
      }
    }
  }

  private func source(of binding: TopicExchange.Binding) throws -> BoundExchange? {
    if binding.source.isEmpty || binding.destination == .exchange("") {
      throw TopicExchange.Failure.defaultExchange
    }
    return exchanges[binding.source]
  }
}

/// One exchange with its bindings.
private final class BoundExchange {
  let kind: TopicExchange.Kind
  let alternate: String?
  private(set) var bindings: Set<TopicExchange.Binding> = []
  private var byKey: [String: Set<TopicExchange.Binding>] = [:]
  private let tree = WordTree()

  init(kind: TopicExchange.Kind, alternate: String?) {
    self.kind = kind
    self.alternate = alternate
  }

  func insert(_ binding: TopicExchange.Binding) {
    guard bindings.insert(binding).inserted else { return }
    if kind == .direct { byKey[binding.key, default: []].insert(binding) }
    if kind == .topic { tree.node(for: binding.key).ends.insert(binding) }
  }

  func remove(_ binding: TopicExchange.Binding) {
    guard bindings.remove(binding) != nil else { return }
    if kind == .direct { byKey[binding.key]?.remove(binding) }
    if kind == .topic { tree.node(for: binding.key).ends.remove(binding) }
  }

  func destinations(of message: TopicExchange.Message) -> [TopicExchange.Destination] {
    switch kind {
    case .direct: byKey[message.key, default: []].map(\.destination)
    case .fanout: bindings.map(\.destination)
    case .topic: tree.matching(message.key).map(\.destination)
    case .headers: bindings.filter { $0.accepts(message.headers) }.map(\.destination)
    }
  }
}

extension TopicExchange.Binding {
  fileprivate func accepts(_ headers: [String: String]) -> Bool {
    let rule = arguments["x-match", default: "all"]
    var found = 0
    var asked = 0
    for (name, value) in arguments where name != "x-match" {
      if name.hasPrefix("x-"), !rule.hasSuffix("-with-x") { continue }
      asked += 1
      if headers[name] == value { found += 1 }
    }
    return rule.hasPrefix("any") ? found > 0 : found == asked
  }
}

/// Patterns that begin alike share their way from the root.
private final class WordTree {
  final class Node {
    var next: [Substring: Node] = [:]
    var ends: Set<TopicExchange.Binding> = []
    let isHash: Bool

    init(isHash: Bool) { self.isHash = isHash }
  }

  private let root = Node(isHash: false)

  func node(for pattern: String) -> Node {
    var node = root
    for word in Self.words(pattern) {
      let next = node.next[word] ?? Node(isHash: word == "#")
      node.next[word] = next
      node = next
    }
    return node
  }

  /// Takes the key word by word, and with each word all nodes that the words so far may lead to.
  func matching(_ key: String) -> [TopicExchange.Binding] {
    var here = Frontier()
    here.add(root)
    for word in Self.words(key) {
      var there = Frontier()
      for node in here.nodes {
        if node.isHash { there.add(node) }
        node.next[word].map { there.add($0) }
        node.next["*"].map { there.add($0) }
      }
      here = there
    }
    return here.nodes.flatMap(\.ends)
  }

  /// Nodes, each once.
  private struct Frontier {
    private(set) var nodes: [Node] = []
    private var known: Set<ObjectIdentifier> = []

    mutating func add(_ node: Node) {
      guard known.insert(ObjectIdentifier(node)).inserted else { return }
      nodes.append(node)
      if let hash = node.next["#"] { add(hash) }  // `#` can also stand for no word
    }
  }

  private static func words(_ key: String) -> [Substring] {
    if key.isEmpty { return [] }
    return key.split(separator: ".", omittingEmptySubsequences: false)
  }
}
