import EDARuntime

// Load that is generated inside your process. You need not read this file.

extension TopicExchange {
  /// Many bindings and messages, as a function of a seed.
  struct Load: Codable, Hashable, Sendable {
    var seed: Int64
    var bindingCount: Int
    var messageCount: Int

    private static let queueCount = 64

    /// Declares, binds and routes; returns a digest of every routing.
    func perform(on router: inout any Router) throws -> Int64 {
      var random = RandomNumbers(seed: UInt64(bitPattern: seed))
      try router.declareExchange("load", .topic, alternate: nil)
      for queue in 0..<Self.queueCount { try router.declareQueue("q\(queue)") }
      for number in 0..<bindingCount {
        try router.bind(
          Binding(
            source: "load", destination: .queue("q\(number % Self.queueCount)"),
            key: Self.key(wildcardPercent: 10, &random)))
      }
      var digest = Digest()
      for _ in 0..<messageCount {
        let message = Message(key: Self.key(wildcardPercent: 0, &random))
        for queue in try router.route(message, to: "load").queues.sorted() { digest.add(queue) }
        digest.add("|")
      }
      return digest.value
    }

    /// Three to five words of forty.
    private static func key(wildcardPercent: Int, _ random: inout RandomNumbers) -> String {
      var key = ""
      for place in 0..<Int.random(in: 3...5, using: &random) {
        if place > 0 { key += "." }
        let isWildcard = Int.random(in: 0..<100, using: &random) < wildcardPercent
        let word = Int.random(in: 0..<40, using: &random)
        key += isWildcard ? (word < 30 ? "*" : "#") : "w\(word)"
      }
      return key
    }
  }

  /// FNV-1a over 64 bits.
  private struct Digest {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    var value: Int64 { Int64(bitPattern: state) }

    mutating func add(_ text: String) {
      for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
  }
}
