/// Topic patterns of bindings as a trie of their words, so that matching a key costs what matches
/// and not what is bound (curriculum 3.5).
///
/// `*` stands for one word, `#` for zero or more. A key is followed through all patterns at once,
/// as a set of nodes that is never larger than the trie: no pattern makes matching exponential.
struct TopicTrie: Sendable {
  typealias Binding = ExchangeTopology.Binding

  private struct Node: Sendable {
    var parent: Int
    /// The word on the edge from the parent.
    var word: Substring
    /// Edges to literal words.
    var children: [Substring: Int] = [:]
    /// The node behind `*`.
    var star: Int?
    /// The node behind `#`.
    var hash: Int?
    var bindings: [Binding] = []

    var isUnused: Bool { children.isEmpty && star == nil && hash == nil && bindings.isEmpty }
  }

  private static let root = 0
  private var nodes = [Node(parent: root, word: "")]
  /// Places in `nodes` that a removal left free.
  private var free: [Int] = []

  /// The words of a key or pattern. The empty key has none.
  static func words(of key: String) -> [Substring] {
    key.isEmpty ? [] : key.split(separator: ".", omittingEmptySubsequences: false)
  }

  /// Adds a binding that is not there yet.
  mutating func insert(_ binding: Binding) {
    var place = Self.root
    for word in Self.words(of: binding.key) { place = child(of: place, word) ?? grow(place, word) }
    nodes[place].bindings.append(binding)
  }

  /// Removes a binding, and the nodes that only it needed.
  mutating func remove(_ binding: Binding) {
    var place = Self.root
    for word in Self.words(of: binding.key) {
      guard let next = child(of: place, word) else { return }
      place = next
    }
    nodes[place].bindings.removeAll { $0 == binding }
    while place != Self.root, nodes[place].isUnused {
      let parent = nodes[place].parent
      setChild(of: parent, nodes[place].word, to: nil)
      free.append(place)
      place = parent
    }
  }

  /// Where the bindings lead whose patterns match a key. A destination can be named more than once.
  func destinations(matching key: String) -> [ExchangeTopology.Destination] {
    var active: Set<Int> = []
    enter(Self.root, &active)
    for word in Self.words(of: key) {
      var next: Set<Int> = []
      for place in active {
        if isHash(place) { enter(place, &next) }
        if let literal = nodes[place].children[word] { enter(literal, &next) }
        if let star = nodes[place].star { enter(star, &next) }
      }
      active = next
    }
    return active.flatMap { nodes[$0].bindings.map(\.destination) }
  }

  /// Adds a node and the chain of `#` behind it, since `#` also stands for no word.
  private func enter(_ place: Int, _ active: inout Set<Int>) {
    guard active.insert(place).inserted, let hash = nodes[place].hash else { return }
    enter(hash, &active)
  }

  private func isHash(_ place: Int) -> Bool {
    place != Self.root && nodes[nodes[place].parent].hash == place
  }

  private func child(of place: Int, _ word: Substring) -> Int? {
    switch word {
    case "*": nodes[place].star
    case "#": nodes[place].hash
    default: nodes[place].children[word]
    }
  }

  private mutating func setChild(of place: Int, _ word: Substring, to child: Int?) {
    switch word {
    case "*": nodes[place].star = child
    case "#": nodes[place].hash = child
    default: nodes[place].children[word] = child
    }
  }

  private mutating func grow(_ parent: Int, _ word: Substring) -> Int {
    let node = Node(parent: parent, word: word)
    let place = free.popLast() ?? nodes.count
    if place == nodes.count { nodes.append(node) } else { nodes[place] = node }
    setChild(of: parent, word, to: place)
    return place
  }
}
