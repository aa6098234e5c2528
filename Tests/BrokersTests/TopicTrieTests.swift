import EDARuntime
import Testing

@testable import Brokers

struct TopicTrieTests {
  @Test("the official matrix holds before and after bindings are removed")
  func matrix() throws {
    var topology = try TopicVectors.topology()
    for (key, queues) in TopicVectors.before {
      #expect(try topology.route(.init(key: key), to: "x").queues == TopicVectors.names(queues))
    }
    for number in TopicVectors.unbound { try topology.unbind(TopicVectors.binding(number)) }
    try topology.unbind(TopicVectors.binding(27, argument: "bar"))
    for (key, queues) in TopicVectors.before {
      let left = queues.filter { !TopicVectors.unbound.contains($0) }
      #expect(try topology.route(.init(key: key), to: "x").queues == TopicVectors.names(left))
    }
  }

  @Test("derived rows and the documentation's examples hold", arguments: [true, false])
  func derivedRows(isMatch: Bool) throws {
    for (pattern, key) in isMatch ? TopicVectors.matching : TopicVectors.notMatching {
      #expect(Self.trie([pattern]).destinations(matching: key).isEmpty != isMatch, "\(pattern)")
    }
  }

  @Test("the trie agrees with a matcher by definition on random patterns and keys")
  func differential() {
    var random = RandomNumbers(seed: 15)
    for _ in 0..<300 {
      let patterns = (0..<12).map { _ in Self.key(["a", "b", "", "*", "#"], &random) }
      let trie = Self.trie(patterns)
      for _ in 0..<12 {
        let key = Self.key(["a", "b", ""], &random)
        let expected = patterns.indices.filter {
          Self.matches(TopicTrie.words(of: patterns[$0])[...], TopicTrie.words(of: key)[...])
        }
        let found = Set(trie.destinations(matching: key))
        #expect(found == Set(expected.map { .queue("\($0)") }), "\(patterns) \(key)")
      }
    }
  }

  @Test("removing every binding leaves a trie that matches nothing and uses its nodes again")
  func removal() {
    let patterns = ["a.b.c", "a.#", "#.b", "*.*", ""]
    var trie = Self.trie(patterns)
    for _ in 0..<3 {
      for (index, pattern) in patterns.enumerated() { trie.remove(Self.binding(index, pattern)) }
      #expect(["", "a", "a.b", "a.b.c"].allSatisfy { trie.destinations(matching: $0).isEmpty })
      for (index, pattern) in patterns.enumerated() { trie.insert(Self.binding(index, pattern)) }
      #expect(trie.destinations(matching: "a.b").count == 3)
    }
  }

  @Test("removing a pattern that is not there, or is only a prefix, changes nothing")
  func foreignRemoval() {
    var trie = Self.trie(["a.b"])
    trie.remove(Self.binding(0, "a"))
    trie.remove(Self.binding(0, "a.b.c"))
    trie.remove(Self.binding(1, "a.b"))
    #expect(trie.destinations(matching: "a.b") == [.queue("0")])
  }

  @Test("a pattern made to backtrack is matched at once")
  func adversary() {
    let pattern = Array(repeating: "#.a", count: 60).joined(separator: ".") + ".#.b"
    let key = Array(repeating: "a", count: 120).joined(separator: ".")
    let trie = Self.trie([pattern])
    #expect(trie.destinations(matching: key).isEmpty)
    #expect(trie.destinations(matching: key + ".b") == [.queue("0")])
  }

  private static func trie(_ patterns: [String]) -> TopicTrie {
    var trie = TopicTrie()
    for (index, pattern) in patterns.enumerated() { trie.insert(binding(index, pattern)) }
    return trie
  }

  private static func binding(_ index: Int, _ pattern: String) -> ExchangeTopology.Binding {
    ExchangeTopology.Binding(from: "x", to: .queue("\(index)"), key: pattern)
  }

  private static func key(_ words: [String], _ random: inout RandomNumbers) -> String {
    (0..<Int.random(in: 0...5, using: &random))
      .map { _ in words[Int.random(in: 0..<words.count, using: &random)] }
      .joined(separator: ".")
  }

  /// The definition itself: exponential, and good enough for five words.
  private static func matches(_ pattern: ArraySlice<Substring>, _ key: ArraySlice<Substring>)
    -> Bool
  {
    guard let word = pattern.first else { return key.isEmpty }
    if word == "#" {
      return matches(pattern.dropFirst(), key)
        || (!key.isEmpty && matches(pattern, key.dropFirst()))
    }
    guard let first = key.first, word == "*" || word == first else { return false }
    return matches(pattern.dropFirst(), key.dropFirst())
  }
}
