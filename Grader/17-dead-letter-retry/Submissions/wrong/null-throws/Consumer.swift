import EDARuntime

/// Everything fails.
struct RetryingConsumer: DeadLetterRetry.Consumer {
  let policy: DeadLetterRetry.Policy
  let outbound: Outbound
  var random: RandomNumbers
  let store: TxStore

  func longestPause(afterFailure failure: Int) throws -> Int64 {
    throw DeadLetterRetry.Failure.permanent
  }

  mutating func pause(afterFailure failure: Int) throws -> Int64 {
    throw DeadLetterRetry.Failure.permanent
  }

  mutating func handle(
    _ message: DeadLetterRetry.Message, now: Instant, work: () -> DeadLetterRetry.Failure?
  ) throws -> DeadLetterRetry.Outcome {
    throw DeadLetterRetry.Failure.permanent
  }

  mutating func published(_ token: PublishToken) throws -> String? {
    throw DeadLetterRetry.Failure.permanent
  }

  func deadLetter(
    _ message: DeadLetterRetry.Message, from queue: String, to target: String,
    because reason: DeadLetterRetry.Reason, now: Instant
  ) throws -> DeadLetterRetry.Message? {
    throw DeadLetterRetry.Failure.permanent
  }

  func replay(_ deadLetter: DeadLetterRetry.Message) throws -> DeadLetterRetry.Message {
    throw DeadLetterRetry.Failure.permanent
  }
}
