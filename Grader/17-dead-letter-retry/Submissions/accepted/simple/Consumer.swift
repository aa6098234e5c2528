import EDARuntime

/// Publishes first and is acknowledged later; a message waits in a line of its key, one store key each.
struct RetryingConsumer: DeadLetterRetry.Consumer {
  let policy: DeadLetterRetry.Policy
  let outbound: Outbound
  var random: RandomNumbers
  let store: TxStore
  /// Hundredths of a retry that are left.
  private var budget: Int
  /// Whose acknowledgement waits for which publication.
  private var unconfirmed: [PublishToken: String] = [:]

  init(
    policy: DeadLetterRetry.Policy, outbound: Outbound, random: RandomNumbers, store: TxStore
  ) {
    self.policy = policy
    self.outbound = outbound
    self.random = random
    self.store = store
    budget = (policy.budget?.reserve ?? 0) * 100
  }

  func longestPause(afterFailure failure: Int) -> Int64 {
    var pause = policy.baseMilliseconds
    for _ in 1..<max(1, failure) {
      if pause >= policy.capMilliseconds / 2 + 1 { return policy.capMilliseconds }
      pause *= 2
    }
    return min(pause, policy.capMilliseconds)
  }

  mutating func pause(afterFailure failure: Int) -> Int64 {
    Int64.random(in: 0...longestPause(afterFailure: failure), using: &random)
  }

  mutating func handle(
    _ message: DeadLetterRetry.Message, now: Instant, work: () -> DeadLetterRetry.Failure?
  ) throws -> DeadLetterRetry.Outcome {
    if let time = message.notBefore, now < time { return .early(until: time) }
    if let due = try dueOfHead(before: message) { return try park(message, behind: due, now: now) }
    if message.attempts == 0 { refillBudget() }
    guard let failure = work() else {
      try leaveLine(message)
      return .done
    }
    var copy = message
    copy.attempts += 1
    if failure == .transient, copy.attempts < policy.maximumAttempts, takeFromBudget() {
      let pause = pause(afterFailure: copy.attempts)
      copy.notBefore = now.advanced(byMilliseconds: pause)
      try joinLine(copy, due: copy.notBefore)
      return try publish(copy, to: DeadLetterRetry.Channel.retry)
    }
    let letter = deadLetter(
      copy, from: policy.queue, to: policy.deadLetterQueue, because: .rejected, now: now)
    if let letter { _ = try publish(letter, to: DeadLetterRetry.Channel.deadLetters) }
    try leaveLine(message)
    return .held
  }

  mutating func published(_ token: PublishToken) throws -> String? {
    unconfirmed.removeValue(forKey: token)
  }

  func deadLetter(
    _ message: DeadLetterRetry.Message, from queue: String, to target: String,
    because reason: DeadLetterRetry.Reason, now: Instant
  ) -> DeadLetterRetry.Message? {
    var letter = message
    var death = DeadLetterRetry.Death(
      queue: queue, reason: reason, count: 0, time: now, exchange: message.exchange,
      routingKeys: message.routingKeys, originalExpiration: message.expiration)
    if let place = letter.deaths.firstIndex(where: { $0.queue == queue && $0.reason == reason }) {
      death = letter.deaths.remove(at: place)
    }
    death.count += 1
    letter.deaths.insert(death, at: 0)
    if let place = letter.deaths.firstIndex(where: { $0.queue == target }) {
      guard letter.deaths[...place].contains(where: { $0.reason == .rejected }) else { return nil }
    }
    if letter.firstDeath == nil {
      letter.firstDeath = .init(queue: queue, reason: reason, exchange: message.exchange)
    }
    letter.exchange = policy.deadLetterExchange
    if let key = policy.deadLetterKey { letter.routingKeys = [key] }
    letter.expiration = nil
    letter.notBefore = nil
    return letter
  }

  func replay(_ deadLetter: DeadLetterRetry.Message) -> DeadLetterRetry.Message {
    var message = deadLetter
    message.attempts = 0
    message.notBefore = nil
    guard let first = message.firstDeath else { return message }
    message.exchange = first.exchange
    let death = message.deaths.first { $0.queue == first.queue && $0.reason == first.reason }
    if let death { message.routingKeys = death.routingKeys }
    return message
  }

  private mutating func publish(
    _ copy: DeadLetterRetry.Message, to channel: String
  ) throws -> DeadLetterRetry.Outcome {
    unconfirmed[try outbound.publish(copy.envelope, to: channel)] = copy.id
    return .held
  }
}

// MARK: - The budget

extension RetryingConsumer {
  private mutating func refillBudget() {
    guard let limit = policy.budget else { return }
    budget = min(limit.reserve * 100, budget + limit.percent)
  }

  private mutating func takeFromBudget() -> Bool {
    guard policy.budget != nil else { return true }
    guard budget >= 100 else { return false }
    budget -= 100
    return true
  }
}

// MARK: - The lines of the keys

extension RetryingConsumer {
  /// When the head of the message's line is due; nil if the message is the head, or nobody waits.
  private func dueOfHead(before message: DeadLetterRetry.Message) throws -> Instant? {
    guard policy.isOrdered, let head = try line(of: message).first,
      head.id != Array(message.id.utf8)
    else { return nil }
    return Instant(milliseconds: try store.integer(dueKey(of: message)) ?? 0)
  }

  private mutating func park(
    _ message: DeadLetterRetry.Message, behind due: Instant, now: Instant
  ) throws -> DeadLetterRetry.Outcome {
    var copy = message
    copy.notBefore = max(due, now.advanced(byMilliseconds: policy.baseMilliseconds))
    try joinLine(copy, due: nil)
    return try publish(copy, to: DeadLetterRetry.Channel.retry)
  }

  /// `due` if the message is the head.
  private func joinLine(_ message: DeadLetterRetry.Message, due: Instant?) throws {
    guard policy.isOrdered else { return }
    let line = try line(of: message)
    let number = (line.last.flatMap { Int64($0.key.suffix(19)) } ?? 0) + 1
    try store.transaction { transaction in
      if let due { transaction.put(dueKey(of: message), due.milliseconds) }
      guard !line.contains(where: { $0.id == Array(message.id.utf8) }) else { return }
      let digits = String(number)
      let padding = String(repeating: "0", count: 19 - digits.count)
      transaction.put(linePrefix(of: message) + padding + digits, message.id)
    }
  }

  private func leaveLine(_ message: DeadLetterRetry.Message) throws {
    guard policy.isOrdered else { return }
    let own = try line(of: message).filter { $0.id == Array(message.id.utf8) }
    guard !own.isEmpty else { return }
    try store.transaction { transaction in
      for entry in own { transaction.delete(entry.key) }
    }
  }

  private func line(of message: DeadLetterRetry.Message) throws -> [(key: String, id: [UInt8])] {
    let prefix = linePrefix(of: message)
    // All that follows the prefix are digits, and ":" comes after them.
    return try store.scan(from: prefix, upTo: prefix + ":", limit: 10_000)
      .map { (key: $0.key, id: $0.value) }
  }

  private func linePrefix(of message: DeadLetterRetry.Message) -> String {
    "line/\(message.key.utf8.count):\(message.key)/"
  }

  private func dueKey(of message: DeadLetterRetry.Message) -> String { "due/" + message.key }
}
