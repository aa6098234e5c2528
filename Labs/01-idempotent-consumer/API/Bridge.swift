import EDARuntime

// Connects the protocol with the grader. You need not read this file.

extension IdempotentConsumer: Bridge {
  struct Setup: Codable, Hashable, Sendable {
    var windowMilliseconds: Int64
  }

  /// What an event does when it is applied: it adds to the total of an account.
  enum Effect: Codable, Hashable, Sendable {
    case add(Int64, to: String)
    /// Adds, and then fails.
    case addThenFail(Int64, to: String)
  }

  enum Call: Codable, Hashable, Sendable {
    case process(Envelope, Effect)
    case mismatchCount
  }

  enum Reply: Codable, Hashable, Sendable {
    case outcome(Outcome)
    case count(Int64)
  }

  typealias Component = any Consumer

  static func start<C: Consumer>(
    _ consumer: C.Type, _ setup: Setup, _ runtime: Runtime
  ) -> any Consumer {
    C(store: runtime.store(), windowMilliseconds: setup.windowMilliseconds)
  }

  static func perform(
    _ call: Call, on consumer: inout any Consumer, at now: Instant
  ) throws -> Reply {
    switch call {
    case .process(let envelope, let effect):
      return .outcome(
        try consumer.process(envelope, now: now) { try effect.apply(in: &$0) })
    case .mismatchCount: return .count(try consumer.mismatchCount())
    }
  }
}

extension IdempotentConsumer.Effect {
  func apply(in transaction: inout Transaction) throws {
    switch self {
    case .add(let amount, let account):
      let total = try transaction.integer("total/" + account) ?? 0
      transaction.put("total/" + account, total + amount)
    case .addThenFail(let amount, let account):
      try Self.add(amount, to: account).apply(in: &transaction)
      throw IdempotentConsumer.Failure.handlerFailed
    }
  }
}
