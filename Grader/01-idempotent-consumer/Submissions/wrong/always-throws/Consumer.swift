import EDARuntime

/// Refuses everything.
struct OnceConsumer: IdempotentConsumer.Consumer {
  let store: TxStore
  let windowMilliseconds: Int64

  mutating func process(
    _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
  ) throws -> IdempotentConsumer.Outcome {
    throw IdempotentConsumer.Failure.handlerFailed
  }

  func mismatchCount() throws -> Int64 { throw IdempotentConsumer.Failure.handlerFailed }
}
