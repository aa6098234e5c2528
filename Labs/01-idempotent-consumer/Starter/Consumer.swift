import EDARuntime

/// Applies each distinct event once.
struct OnceConsumer: IdempotentConsumer.Consumer {
  let store: TxStore
  let windowMilliseconds: Int64

  mutating func process(
    _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
  ) throws -> IdempotentConsumer.Outcome {
    throw Unfinished("process")
  }

  func mismatchCount() throws -> Int64 {
    throw Unfinished("mismatchCount")
  }
}
