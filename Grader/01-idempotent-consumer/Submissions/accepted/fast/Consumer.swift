import EDARuntime

/// Marks in generations as long as the window. An event that arrived less than a window ago stands in
/// this generation or in the one before it; older generations go away as a whole.
struct OnceConsumer: IdempotentConsumer.Consumer {
  private let store: TxStore
  private let window: Int64
  /// A hint that dies with the process: up to which generation everything has been swept away.
  private var sweptUpTo = Int64.min

  init(store: TxStore, windowMilliseconds: Int64) {
    self.store = store
    window = max(1, windowMilliseconds)
  }

  mutating func process(
    _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
  ) throws -> IdempotentConsumer.Outcome {
    let generation = now.milliseconds / window
    try sweep(upTo: generation - 1)
    let identity = Identity(envelope)
    let mark = identity.key(in: generation)
    return try store.transaction { transaction in
      let known =
        try transaction.get(mark) ?? transaction.get(identity.key(in: generation - 1))
      if let known {
        try count(known == envelope.data ? 0 : 1, in: &transaction)
        return .duplicate
      }
      try apply(&transaction)
      transaction.put(mark, envelope.data)
      return .applied
    }
  }

  func mismatchCount() throws -> Int64 { try store.integer("mismatches") ?? 0 }

  private func count(_ mismatches: Int64, in transaction: inout Transaction) throws {
    guard mismatches > 0 else { return }
    transaction.put("mismatches", (try transaction.integer("mismatches") ?? 0) + mismatches)
  }

  /// Removes what no lookup reaches any more, in small transactions of its own: losing one of them to a
  /// crash loses nothing.
  private mutating func sweep(upTo generation: Int64) throws {
    guard generation > sweptUpTo else { return }
    let end = Identity.prefix(of: generation)
    while true {
      let old = try store.scan(from: "generation/", upTo: end, limit: 64)
      try store.transaction { transaction in
        for (key, _) in old { transaction.delete(key) }
      }
      guard old.count == 64 else { break }
    }
    sweptUpTo = generation
  }
}

/// Source and id as one text that no other pair has.
private struct Identity {
  private let text: String

  init(_ envelope: Envelope) {
    // The slash is escaped in the source, so that the first one is where the source ends.
    let source = envelope.source.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%25"
      case "/": "%2F"
      default: String(scalar)
      }
    }
    text = source.joined() + "/" + envelope.id
  }

  func key(in generation: Int64) -> String { Self.prefix(of: generation) + text }

  static func prefix(of generation: Int64) -> String {
    let digits = String(max(0, generation))
    return "generation/" + String(repeating: "0", count: 19 - digits.count) + digits + "/"
  }
}
