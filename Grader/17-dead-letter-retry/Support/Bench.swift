import EDARuntime
import GraderKit

/// A consumer under test, with what it has published.
struct Bench {
  let consumer: Component<DeadLetterRetry>
  private let policy: Policy
  private var readCount = 0

  init(_ lab: LabUnderTest<DeadLetterRetry>, _ policy: Policy = .init()) throws {
    consumer = try lab.component(setup: policy)
    self.policy = policy
  }

  /// Delivers a message.
  func handle(
    _ message: Message, fails failure: DeadLetterRetry.Failure? = nil, clock: Int64 = 0
  ) throws -> Handled {
    let reply = try consumer.call(.handle(message, fails: failure, clock: clock))
    guard case .handled(let handled) = reply else { throw Foreign(reply).failure }
    return handled
  }

  /// What was published since this was last asked.
  mutating func newCopies() throws -> [Copy] {
    let all = consumer.world.history.published
    defer { readCount = all.count }
    return try all.dropFirst(readCount).map { try Copy($0) }
  }

  /// Delivers a message whose work fails, and returns the one copy that was published of it, which
  /// must be the right one. A message that was tried too often, or fails for good, must be a dead
  /// letter.
  mutating func fail(
    _ message: Message, _ failure: DeadLetterRetry.Failure = .transient, clock: Int64 = 0
  ) throws -> Message {
    let handled = try handle(message, fails: failure, clock: clock)
    let verdict = Verdict(message, fails: failure, at: handled.at, policy)
    try expect(handled.outcome, equals: .held, "the outcome of \(message), whose work failed")
    try expect(handled.runs, equals: 1, "how many times \(message) was tried")
    let copy = try onlyCopy(of: message)
    try policy.expectRight(copy, of: message, verdict, from: handled.at, upTo: handled.at)
    return copy.message
  }

  /// What was published since this was last asked, which must be one copy.
  mutating func onlyCopy(of message: Message) throws -> Copy {
    let copies = try newCopies()
    guard let copy = copies.first, copies.count == 1 else {
      throw CheckFailure(
        "\(message) was handled", expected: "one message is published",
        actual: "\(copies.count) were: \(copies)")
    }
    return copy
  }

  /// The reply to a question about pauses.
  func milliseconds(_ call: Call) throws -> [Int64] {
    let reply = try consumer.call(call)
    guard case .milliseconds(let list) = reply else { throw Foreign(reply).failure }
    return list
  }

  /// Dead-letters a message as the model does, and returns what became of it.
  @discardableResult
  func agree(
    on message: Message, from queue: String, to target: String, because reason: Reason
  ) throws -> Message? {
    let letter = policy.letter(
      of: message, from: queue, to: target, because: reason, at: consumer.world.now)
    try consumer.expect(
      .deadLetter(message, from: queue, to: target, because: reason),
      equals: letter.map { .message($0) } ?? .dropped)
    return letter
  }
}

/// A reply that does not belong to its call.
struct Foreign {
  let failure: CheckFailure
  init(_ reply: Reply) { failure = CheckFailure("a reply of the wrong kind", actual: "\(reply)") }
}

extension Policy {
  /// Fails unless this is what must be published of a message that failed between two instants.
  func expectRight(
    _ copy: Copy, of message: Message, _ verdict: Verdict, from: Instant, upTo: Instant
  ) throws {
    guard verdict == .retry else { return try expectDeadLetter(copy, of: message, from, upTo) }
    var expected = message
    expected.attempts += 1
    expected.notBefore = copy.message.notBefore
    try expect(
      copy, equals: Copy(channel: Channel.retry, message: expected),
      "the copy of \(message) that is tried again")
    let longest = ceiling(afterFailure: expected.attempts)
    let time = copy.message.notBefore
    try require(
      time.map { $0 >= from && $0 <= upTo.advanced(byMilliseconds: longest) } ?? false,
      "\(message) failed at \(from == upTo ? "\(from)" : "\(from) or later"), "
        + "and may be tried again 0 to \(longest) ms later, "
        + "but its notBefore is \(time.map { "\($0)" } ?? "missing")")
  }

  private func expectDeadLetter(
    _ copy: Copy, of message: Message, _ from: Instant, _ upTo: Instant
  ) throws {
    // The time of a new entry is that of the delivery, of which a crash can have made two.
    let newest = copy.message.deaths.first
    let isNew = newest?.count == 1
    let time = isNew ? min(max(newest?.time ?? from, from), upTo) : from
    var failed = message
    failed.attempts += 1
    let expected = letter(
      of: failed, from: queue, to: deadLetterQueue, because: .rejected, at: time)
    try expect(
      copy, equals: Copy(channel: Channel.deadLetters, message: expected ?? failed),
      "the dead letter of \(message)")
  }
}
