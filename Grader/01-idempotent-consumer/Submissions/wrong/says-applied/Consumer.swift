import EDARuntime

/// Claims to have applied everything.
struct OnceConsumer: IdempotentConsumer.Consumer {
  let store: TxStore
  let windowMilliseconds: Int64

  mutating func process(
    _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
  ) throws -> IdempotentConsumer.Outcome {
    .applied
  }

  func mismatchCount() throws -> Int64 { 0 }
}
