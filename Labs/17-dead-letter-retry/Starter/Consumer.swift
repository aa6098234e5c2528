import EDARuntime

/// Tries a failed message again later, and makes it a dead letter when that is of no use.
struct RetryingConsumer: DeadLetterRetry.Consumer {
  let policy: DeadLetterRetry.Policy
  let outbound: Outbound
  var random: RandomNumbers
  let store: TxStore

  func longestPause(afterFailure failure: Int) throws -> Int64 {
    throw Unfinished("longestPause")
  }

  mutating func pause(afterFailure failure: Int) throws -> Int64 {
    throw Unfinished("pause")
  }

  mutating func handle(
    _ message: DeadLetterRetry.Message, now: Instant, work: () -> DeadLetterRetry.Failure?
  ) throws -> DeadLetterRetry.Outcome {
    throw Unfinished("handle")
  }

  mutating func published(_ token: PublishToken) throws -> String? {
    throw Unfinished("published")
  }

  func deadLetter(
    _ message: DeadLetterRetry.Message, from queue: String, to target: String,
    because reason: DeadLetterRetry.Reason, now: Instant
  ) throws -> DeadLetterRetry.Message? {
    throw Unfinished("deadLetter")
  }

  func replay(_ deadLetter: DeadLetterRetry.Message) throws -> DeadLetterRetry.Message {
    throw Unfinished("replay")
  }
}
