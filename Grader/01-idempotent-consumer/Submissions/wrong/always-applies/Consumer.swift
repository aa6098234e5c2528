import EDARuntime

/// Applies whatever comes.
struct OnceConsumer: IdempotentConsumer.Consumer {
  let store: TxStore
  let windowMilliseconds: Int64

  mutating func process(
    _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
  ) throws -> IdempotentConsumer.Outcome {
    try store.transaction { try apply(&$0) }
    return .applied
  }

  func mismatchCount() throws -> Int64 { 0 }
}
