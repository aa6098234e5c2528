import EDARuntime
import GraderKit

/// What relays handed over and what the broker answered, as it happened.
struct HandOvers {
  fileprivate struct Row {
    var attempts: [Instant] = []
    var refusals = 0
    /// When the latest attempt was refused; nil if it was not.
    var refusedAt: Instant?
    var isConfirmed = false
  }

  private let settings: Outboxes.Settings
  private let messages: [String: Outboxes.Message]
  private var rows: [String: Row] = [:]
  /// How many instances have ended so far: what they were told may be lost.
  private var endedCount: Int64 = 0

  init(_ planned: [Outboxes.Call], _ settings: Outboxes.Settings) {
    self.settings = settings
    var messages: [String: Outboxes.Message] = [:]
    for case .save(let message, _) in planned { messages[message.envelope.id] = message }
    self.messages = messages
  }

  /// Takes in a moment; `check` is asked before each message that was handed over is entered.
  mutating func take(
    _ moment: Moment<TransactionalOutbox>,
    check: (HandOvers, String, Instant) throws -> Void = { _, _, _ in }
  ) throws {
    switch moment {
    case .answered(_, .reply(let reply)), .told(_, .reply(let reply)?):
      if case .answered(let id, let answer, let handed) = reply {
        rows[id, default: Row()].enter(answer, handed.at)
      }
      guard let handed = reply.handed else { return }
      for id in handed.ids {
        try check(self, id, handed.at)
        rows[id, default: Row()].enter(handed.at)
      }
    case .ended: endedCount += 1
    default: return
    }
  }

  func attemptCount(of id: String) -> Int { rows[id]?.attempts.count ?? 0 }
  func refusalCount(of id: String) -> Int { rows[id]?.refusals ?? 0 }
  func isConfirmed(_ id: String) -> Bool { rows[id]?.isConfirmed ?? false }

  /// Whoever hands a message over again knows that it was refused, or has waited for the answer.
  func expectNotUnderWay(_ id: String, _ now: Instant) throws {
    guard let row = rows[id], let last = row.attempts.last else { return }
    try require(
      !row.isConfirmed, "\(id) was handed over at \(now), after the broker had confirmed it")
    guard row.refusedAt == nil else { return }
    let waited = now.milliseconds(since: last)
    try require(
      waited >= settings.answerWithinMilliseconds,
      "\(id) was handed over at \(last), and again \(waited) ms later while it was under way: an"
        + " answer may take \(settings.answerWithinMilliseconds) ms")
  }

  /// An attempt comes when the pause is over, and half a pause later at most.
  func expectPause(before id: String, _ now: Instant) throws {
    guard let row = rows[id], let last = row.attempts.last else { return }
    let count = row.attempts.count
    let failed = row.refusedAt ?? last.advanced(byMilliseconds: settings.answerWithinMilliseconds)
    let pause = self.pause(after: count)
    let earliest = failed.advanced(byMilliseconds: pause)
    let latest = earliest.advanced(byMilliseconds: pause / 2 + 10)
    guard now < earliest || now > latest else { return }
    let end = row.refusedAt == nil ? "its time for an answer was over" : "it was refused"
    throw CheckFailure(
      "attempt \(count) to publish \(id) was at \(last), \(end) at \(failed), and the next"
        + " attempt is too \(now < earliest ? "early" : "late")",
      expected: "attempt \(count + 1) after a pause of \(pause) ms: from \(earliest) to \(latest)",
      actual: "attempt \(count + 1) at \(now)")
  }

  private func pause(after attempts: Int) -> Int64 {
    var pause = settings.firstPauseMilliseconds
    for _ in 1..<max(1, attempts) { pause = min(pause * 2, settings.longestPauseMilliseconds) }
    return min(pause, settings.longestPauseMilliseconds)
  }

  /// A status that the outbox has told agrees with what the broker has.
  func expectStatus(_ status: Outboxes.Status?, ofRow number: String) throws {
    guard let id = messages.values.first(where: { $0.number == number })?.envelope.id else {
      return
    }
    try require(
      status != .parked || refusalCount(of: id) + Int(endedCount) >= settings.refusalsAtMost,
      "\(id) is parked after \(refusalCount(of: id)) refusals, not \(settings.refusalsAtMost)")
    // Who dies while it is told that a message is confirmed has perhaps written it down.
    guard endedCount == 0 else { return }
    try require(
      status != .published || isConfirmed(id),
      "\(id) has the status published, and the broker has not confirmed it")
    try require(
      status == .published || !isConfirmed(id),
      "the broker has confirmed \(id), whose status is \(Self.words(status))")
    try require(
      status == .parked || refusalCount(of: id) < settings.refusalsAtMost,
      "\(id) was refused \(refusalCount(of: id)) times, and its status is \(Self.words(status))")
  }

  /// A row is handed over until it was refused so often, and not once more. A crash can hide one
  /// attempt, or one refusal, from whoever counts.
  func expectRefusalsEnough() throws {
    for message in messages.values.sorted(by: { $0.number < $1.number }) where message.isTooLarge {
      let (id, most) = (message.envelope.id, settings.refusalsAtMost + Int(endedCount))
      try require(
        attemptCount(of: id) <= most,
        "the broker refuses \(id) each time, and it was handed over \(attemptCount(of: id)) times:"
          + " \(settings.refusalsAtMost) refusals are enough"
          + (endedCount > 0 ? ", and one for each time that a process ended" : ""))
    }
  }

  private static func words(_ status: Outboxes.Status?) -> String {
    status?.description ?? "unknown"
  }
}

extension HandOvers.Row {
  fileprivate mutating func enter(_ answer: Outboxes.Answer, _ now: Instant) {
    switch answer {
    case .confirmed: isConfirmed = true
    case .refused:
      refusals += 1
      refusedAt = now
    }
  }

  fileprivate mutating func enter(_ now: Instant) {
    attempts.append(now)
    refusedAt = nil
  }
}

extension TransactionalOutbox.Reply {
  fileprivate var handed: TransactionalOutbox.Handed? {
    switch self {
    case .saved(let handed), .worked(let handed), .answered(_, _, let handed): handed
    case .alreadySaved, .status: nil
    }
  }
}
