import EDARuntime

// Connects the protocol with the grader. You need not read this file.

extension DeadLetterRetry: Bridge {
  typealias Setup = Policy

  /// A consumer, and the policy that it was made with.
  struct Component {
    var consumer: any Consumer
    let policy: Policy
  }

  enum Call: Hashable, Codable, Sendable {
    /// A delivery whose work ends like this. The consumer's clock is wrong by `clock` milliseconds.
    case handle(Message, fails: Failure?, clock: Int64)
    case longestPauses(afterFailures: [Int])
    case pauses(afterFailure: Int, count: Int)
    case deadLetter(Message, from: String, to: String, because: Reason)
    case replay(Message)
  }

  enum Reply: Hashable, Codable, Sendable {
    case handled(Handled)
    case acknowledged(String)
    case milliseconds([Int64])
    case message(Message)
    case dropped
  }

  /// What became of a delivery.
  struct Handled: Hashable, Codable, Sendable {
    var outcome: Outcome
    /// How many times the work was done.
    var runs: Int
    /// The time that the consumer was told.
    var at: Instant
    var policy: Policy
  }

  static func start<C: Consumer>(
    _ consumer: C.Type, _ setup: Policy, _ runtime: Runtime
  ) -> Component {
    Component(
      consumer: C(
        policy: setup, outbound: runtime.outbound, random: runtime.random, store: runtime.store()),
      policy: setup)
  }

  static func perform(
    _ call: Call, on component: inout Component, at now: Instant
  ) throws -> Reply {
    switch call {
    case .handle(let message, let failure, let clock):
      var runs = 0
      let time = now.advanced(byMilliseconds: clock)
      let outcome = try component.consumer.handle(message, now: time) {
        runs += 1
        return failure
      }
      return .handled(
        Handled(outcome: outcome, runs: runs, at: time, policy: component.policy))
    case .longestPauses(let failures):
      return .milliseconds(
        try failures.map { try component.consumer.longestPause(afterFailure: $0) })
    case .pauses(let failure, let count):
      return .milliseconds(
        try (0..<count).map { _ in try component.consumer.pause(afterFailure: failure) })
    case .deadLetter(let message, let queue, let target, let reason):
      let letter = try component.consumer.deadLetter(
        message, from: queue, to: target, because: reason, now: now)
      return letter.map { .message($0) } ?? .dropped
    case .replay(let letter): return .message(try component.consumer.replay(letter))
    }
  }

  static func receive(
    _ signal: Signal, on component: inout Component, at now: Instant
  ) throws -> Reply? {
    guard case .published(let token) = signal else { return nil }
    return try component.consumer.published(token).map { .acknowledged($0) }
  }
}
