import EDARuntime

/// Lab 01: a consumer on which an event has its effect once, however often it is delivered.
enum IdempotentConsumer {
  /// What came of one delivery.
  enum Outcome: String, Codable, Sendable {
    /// The effect was applied by this delivery.
    case applied
    /// The event had had its effect before, so nothing was done.
    case duplicate
  }

  /// The effect itself failed. Whoever calls the consumer is told, and the broker delivers again.
  enum Failure: Error, Hashable, Codable, Sendable {
    case handlerFailed
  }

  /// What you write. One consumer is one process; it can die between any two of its calls to the
  /// store, and a new one is made on the same store.
  protocol Consumer {
    /// Uses `store`, which other consumers may use at the same time, and remembers each event for
    /// `windowMilliseconds` (1 or more) after it arrived.
    ///
    /// Keys that begin with `total/` belong to the effects; all others are yours.
    init(store: TxStore, windowMilliseconds: Int64)

    /// Makes `apply` have its effect once for each distinct event, and says whether this delivery
    /// did.
    ///
    /// An event is the same one if its `source` and its `id` are the same bytes. `now` is when this
    /// delivery arrived. `apply` writes its effect with the open transaction that it is given. If
    /// it throws, `process` throws the same error, and nothing is left of the delivery.
    mutating func process(
      _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
    ) throws -> Outcome

    /// How many duplicates so far carried a payload (`data`) other than the one that was applied.
    func mismatchCount() throws -> Int64
  }
}
