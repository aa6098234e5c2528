import EDARuntime
import GraderKit

typealias Message = DeadLetterRetry.Message
typealias Policy = DeadLetterRetry.Policy
typealias Call = DeadLetterRetry.Call
typealias Reply = DeadLetterRetry.Reply
typealias Handled = DeadLetterRetry.Handled
typealias Reason = DeadLetterRetry.Reason
typealias Channel = DeadLetterRetry.Channel

/// What the rules say about one delivery, messages of other keys and the budget aside.
enum Verdict: Equatable {
  case done
  case early(until: Instant)
  case retry
  case deadLetter

  /// Looks at the message, at how its work ends, and at the time.
  init(
    _ message: Message, fails failure: DeadLetterRetry.Failure?, at now: Instant, _ policy: Policy
  ) {
    if let time = message.notBefore, now < time {
      self = .early(until: time)
    } else if let failure {
      let isLast = message.attempts >= policy.maximumAttempts - 1
      self = failure == .permanent || isLast ? .deadLetter : .retry
    } else {
      self = .done
    }
  }

  /// What the consumer answers.
  var outcome: DeadLetterRetry.Outcome {
    switch self {
    case .done: .done
    case .early(let time): .early(until: time)
    case .retry, .deadLetter: .held
    }
  }

  /// How many times the work is done.
  var runs: Int { if case .early = self { 0 } else { 1 } }
}

extension Policy {
  /// The longest pause after a failure: doubled step by step, so that nothing overflows.
  func ceiling(afterFailure failure: Int) -> Int64 {
    var pause = baseMilliseconds
    for _ in 1..<min(failure, 70) {
      let (twice, overflow) = pause.multipliedReportingOverflow(by: 2)
      pause = overflow ? .max : twice
      if pause >= capMilliseconds { break }
    }
    return min(pause, capMilliseconds)
  }

  /// What a message becomes on its way to another queue; nil if it is dropped.
  func letter(
    of message: Message, from queue: String, to target: String, because reason: Reason,
    at now: Instant
  ) -> Message? {
    let known = message.deaths.first { $0.queue == queue && $0.reason == reason }
    var newest =
      known
      ?? .init(
        queue: queue, reason: reason, count: 0, time: now, exchange: message.exchange,
        routingKeys: message.routingKeys, originalExpiration: message.expiration)
    newest.count += 1
    var letter = message
    letter.deaths = [newest] + message.deaths.filter { $0.queue != queue || $0.reason != reason }
    letter.firstDeath =
      message.firstDeath ?? .init(queue: queue, reason: reason, exchange: message.exchange)
    letter.exchange = deadLetterExchange
    letter.routingKeys = deadLetterKey.map { [$0] } ?? message.routingKeys
    letter.expiration = nil
    letter.notBefore = nil
    return isCircle(letter.deaths, to: target) ? nil : letter
  }

  private func isCircle(_ deaths: [DeadLetterRetry.Death], to target: String) -> Bool {
    var rejections = 0
    for death in deaths {
      if death.reason == .rejected { rejections += 1 }
      if death.queue == target { return rejections == 0 }
    }
    return false
  }
}

/// A message that a consumer published.
struct Copy: Equatable {
  let channel: String
  let message: Message

  init(channel: String, message: Message) {
    self.channel = channel
    self.message = message
  }

  /// Reads what was published; fails if that is no message of the lab.
  init(_ published: (channel: String, envelope: Envelope)) throws {
    guard let message = Message(published.envelope) else {
      throw CheckFailure("\(published.envelope) was published, which holds no message")
    }
    self.init(channel: published.channel, message: message)
  }
}

extension Copy: CustomStringConvertible {
  var description: String { "\(message) to \(channel)" }
}

/// A message with random contents, most of which no rule looks at.
extension Message {
  static func random(_ id: String, key: String = "ada", using random: inout RandomNumbers) -> Self {
    let number = Int.random(in: 1...99, using: &random)
    return Self(
      id: id, source: "/shop/\(number % 3)", key: key, exchange: "exchange-\(number % 4)",
      routingKeys: ["order.placed", "copy,\(number)%"].prefix(1 + number % 2).map(\.self),
      expiration: number % 2 == 0 ? Int64(number) * 1000 : nil,
      data: Array("{\"coffees\": \(number)}".utf8))
  }
}
