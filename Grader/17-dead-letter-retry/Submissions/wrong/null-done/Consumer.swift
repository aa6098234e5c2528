import EDARuntime

/// Everything is done.
struct RetryingConsumer: DeadLetterRetry.Consumer {
  let policy: DeadLetterRetry.Policy
  let outbound: Outbound
  var random: RandomNumbers
  let store: TxStore

  func longestPause(afterFailure failure: Int) throws -> Int64 {
    policy.capMilliseconds
  }

  mutating func pause(afterFailure failure: Int) throws -> Int64 {
    policy.capMilliseconds
  }

  mutating func handle(
    _ message: DeadLetterRetry.Message, now: Instant, work: () -> DeadLetterRetry.Failure?
  ) throws -> DeadLetterRetry.Outcome {
    .done
  }

  mutating func published(_ token: PublishToken) throws -> String? {
    nil
  }

  func deadLetter(
    _ message: DeadLetterRetry.Message, from queue: String, to target: String,
    because reason: DeadLetterRetry.Reason, now: Instant
  ) throws -> DeadLetterRetry.Message? {
    message
  }

  func replay(_ deadLetter: DeadLetterRetry.Message) throws -> DeadLetterRetry.Message {
    deadLetter
  }
}
