/// The bindings of one exchange, arranged so that finding those that match costs as little as its
/// kind allows.
struct BindingTable: Sendable {
  typealias Binding = ExchangeTopology.Binding
  typealias Destination = ExchangeTopology.Destination

  private let kind: ExchangeTopology.Kind
  private(set) var all: Set<Binding> = []
  /// Of a direct exchange: its bindings by key.
  private var byKey: [String: Set<Binding>] = [:]
  /// Of a topic exchange: its bindings by pattern.
  private var byPattern = TopicTrie()

  init(kind: ExchangeTopology.Kind) { self.kind = kind }

  mutating func insert(_ binding: Binding) {
    guard all.insert(binding).inserted else { return }
    switch kind {
    case .direct: byKey[binding.key, default: []].insert(binding)
    case .topic: byPattern.insert(binding)
    case .fanout, .headers: break
    }
  }

  mutating func remove(_ binding: Binding) {
    guard all.remove(binding) != nil else { return }
    switch kind {
    case .direct:
      byKey[binding.key]?.remove(binding)
      if byKey[binding.key]?.isEmpty == true { byKey[binding.key] = nil }
    case .topic: byPattern.remove(binding)
    case .fanout, .headers: break
    }
  }

  mutating func removeAll(to destination: Destination) {
    for binding in all where binding.destination == destination { remove(binding) }
  }

  /// Where the bindings lead that match a message. A destination can be named more than once.
  func destinations(of message: ExchangeTopology.Message) -> [Destination] {
    switch kind {
    case .direct: byKey[message.key]?.map(\.destination) ?? []
    case .topic: byPattern.destinations(matching: message.key)
    case .fanout: all.map(\.destination)
    case .headers:
      all.filter { HeaderMatch.matches($0.arguments, message.headers) }.map(\.destination)
    }
  }
}
