import EDARuntime

/// Lab 01: a consumer on which an event has its effect once, however often it is delivered.
enum IdempotentConsumer {
  /// What came of one delivery.
  enum Outcome: String, Codable, Sendable {
    /// The effect was applied by this delivery.
    case applied
    /// The event had had its effect before.
    case duplicate
  }

  /// The effect itself failed. Whoever calls the consumer is told, and the broker delivers again.
  enum Failure: Error, Hashable, Codable, Sendable {
    case handlerFailed
  }

  /// What you write. One consumer is one process; it can die between any two of its calls to the store,
  /// and a new one is made on the same store.
  protocol Consumer {
    /// Remembers events for `windowMilliseconds` after they arrived, in `store`.
    init(store: TxStore, windowMilliseconds: Int64)

    /// Makes `apply` have its effect once for each distinct event, and says whether this delivery did.
    ///
    /// `apply` writes its effect with the open transaction that it is given. If it throws, so does
    /// `process`, and nothing is left of the delivery.
    mutating func process(
      _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
    ) throws -> Outcome

    /// How many deliveries carried an identity that was known with a payload that differs from the one
    /// seen first.
    func mismatchCount() throws -> Int64
  }
}
