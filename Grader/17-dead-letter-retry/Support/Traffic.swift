import EDARuntime
import GraderKit

/// Messages at every stage of their lives, some of which work, some of which do not. Each that was
/// tried before comes exactly when it is due.
let traffic = Scenario<DeadLetterRetry>("traffic") { plan in
  let policy = Policy(baseMilliseconds: 400, capMilliseconds: 2000, maximumAttempts: 4)
  let consumer = try plan.node("consumer", setup: policy)
  for number in 0..<(plan.hasNetworkFaults ? 250 : 12) {
    let at = 1000 + Int64(number) * (number % 5 == 0 ? 3 : 4)
    var message = Message.random("order-\(number)", using: &plan.random)
    message.attempts = number % 4
    if message.attempts > 0 { message.notBefore = Instant(milliseconds: at) }
    if number % 3 == 1 {
      message =
        policy.letter(
          of: message, from: "orders", to: "orders.dead", because: .rejected, at: .start) ?? message
      if number % 4 > 0 { message.notBefore = Instant(milliseconds: at) }
    }
    let failure: DeadLetterRetry.Failure? =
      number % 6 == 5 ? nil : number % 7 == 3 ? .permanent : .transient
    try plan.deliver(
      .handle(message, fails: failure, clock: 0), to: consumer, atMilliseconds: at)
  }
}

/// Reads a history of deliveries against the rules.
struct Audit {
  /// A delivery that was answered.
  struct Answered {
    let message: Message
    let failure: DeadLetterRetry.Failure?
    let handled: Handled
    var verdict: Verdict { .init(message, fails: failure, at: handled.at, handled.policy) }
  }

  private let history: History<DeadLetterRetry>
  private let answered: [Answered]
  private let copies: [Copy]

  init(_ history: History<DeadLetterRetry>) throws {
    self.history = history
    answered = try history.replies().compactMap { call, reply in
      guard case .handle(let message, let failure, _) = call, case .handled(let handled) = reply
      else { return nil }
      return Answered(message: message, failure: failure, handled: handled)
    }
    copies = try history.published.map { try Copy($0) }
  }

  /// Every planned message was answered in the end.
  func expectAnswers() throws {
    for case .handle(let message, let failure, _) in try history.planned() {
      try require(
        answered.contains { $0.message == message && $0.failure == failure },
        "\(message) was never answered without an error")
    }
  }

  /// Every message that failed has a copy, each copy is the right one, and without a crash there is
  /// exactly one for each failed delivery. Returns how many there are.
  func expectRightCopies() throws -> Int {
    let failed = answered.filter { $0.verdict.outcome == .held }
    guard history.crashCount == 0 else { return try expectRightCopiesAfterCrash(of: failed) }
    try expect(copies.count, equals: failed.count, "how many copies were published")
    for (copy, delivery) in zip(copies, failed) {
      let at = delivery.handled.at
      try delivery.handled.policy.expectRight(
        copy, of: delivery.message, delivery.verdict, from: at, upTo: at)
    }
    return copies.count
  }

  /// A delivery that the crash interrupted came again, so one message can have two copies.
  private func expectRightCopiesAfterCrash(of failed: [Answered]) throws -> Int {
    for delivery in failed {
      try require(
        copies.contains { $0.message.id == delivery.message.id },
        "\(delivery.message) failed and is answered, and no copy of it was published: it is lost"
      )
    }
    for copy in copies {
      guard let delivery = failed.first(where: { $0.message.id == copy.message.id }) else {
        throw CheckFailure("\(copy) was published, but no delivery with this id has failed")
      }
      // When the interrupted delivery came is not known, but not before the message was due.
      try delivery.handled.policy.expectRight(
        copy, of: delivery.message, delivery.verdict, from: delivery.message.notBefore ?? .start,
        upTo: delivery.handled.at)
    }
    try require(
      copies.count <= failed.count + history.crashCount,
      "\(copies.count) copies were published of \(failed.count) messages, with one crash")
    return copies.count
  }

  /// Every outcome is the right one, and every delivery that is held is acknowledged when its own
  /// copy is confirmed: confirmations come in the order in which copies were published. Returns how
  /// many were acknowledged that way.
  func expectRightAcknowledgements() throws -> Int {
    var (held, count): ([String], Int) = ([], 0)
    try history.follow { moment in
      switch moment {
      case .answered(.handle(let message, let failure, _), .reply(.handled(let handled))):
        let answer = Answered(message: message, failure: failure, handled: handled)
        try expect(
          handled.outcome, equals: answer.verdict.outcome,
          "the outcome of \(message), whose work \(failure.map { "fails: \($0)" } ?? "succeeds")")
        try expect(
          handled.runs, equals: answer.verdict.runs, "how many times \(message) was tried")
        if handled.outcome == .held { held.append(message.id) }
      case .told(.published, let answer):
        try Self.requireAcknowledgement(in: answer, of: held.first)
        held.removeFirst()
        count += 1
      case .ended: held = []
      case .answered, .told: break
      }
    }
    try require(
      held.isEmpty, "\(held.first ?? "") is held for ever: its copy was never confirmed")
    return count
  }

  private static func requireAcknowledgement(
    in answer: Answer<DeadLetterRetry>?, of id: String?
  ) throws {
    guard let id else {
      throw CheckFailure("a copy was confirmed although no delivery is held because of it")
    }
    var acknowledged: String?
    if case .reply(.acknowledged(let id)) = answer { acknowledged = id }
    try expect(
      acknowledged ?? "nothing", equals: id,
      "what is acknowledged when the copy of \(id) is confirmed")
  }
}
