import EDARuntime

struct OnceConsumer: IdempotentConsumer.Consumer {
  let store: TxStore
  let windowMilliseconds: Int64

  init(store: TxStore, windowMilliseconds: Int64) {
    self.store = store
    self.windowMilliseconds = windowMilliseconds
  }

  mutating func process(
    _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
  ) throws -> IdempotentConsumer.Outcome {
    try store.transaction { transaction in
      let key = "seen/\(envelope.source)|\(envelope.id)"
      guard try transaction.get(key) == nil else { return .duplicate }
      try apply(&transaction)
      transaction.put(key, now.milliseconds)
      return .applied
    }
  }

  func mismatchCount() throws -> Int64 { 0 }
}
