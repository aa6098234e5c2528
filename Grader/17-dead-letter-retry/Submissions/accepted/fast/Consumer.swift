import EDARuntime

/// Decides first and acts then; a line is one value of the store.
struct RetryingConsumer: DeadLetterRetry.Consumer {
  private typealias Lab = DeadLetterRetry

  private let policy: Lab.Policy
  private let outbound: Outbound
  private let store: TxStore
  private var random: RandomNumbers
  private var bucket: Bucket?
  /// Copies that are on their way, oldest first.
  private var onTheirWay: [(token: PublishToken, id: String)] = []

  init(
    policy: DeadLetterRetry.Policy, outbound: Outbound, random: RandomNumbers, store: TxStore
  ) {
    self.policy = policy
    self.outbound = outbound
    self.random = random
    self.store = store
    bucket = policy.budget.map(Bucket.init)
  }

  func longestPause(afterFailure failure: Int) -> Int64 {
    let doublings = max(0, failure - 1)
    let (base, cap) = (policy.baseMilliseconds, policy.capMilliseconds)
    // If the bits that a shift would push out are zero, it is a multiplication.
    guard doublings < base.leadingZeroBitCount else { return cap }
    return min(cap, base << Int64(doublings))
  }

  mutating func pause(afterFailure failure: Int) -> Int64 {
    let longest = longestPause(afterFailure: failure)
    // An even draw from 0 to longest, which may be the greatest number there is.
    return Int64(UInt64.random(in: 0..<UInt64(longest) + 1, using: &random))
  }

  mutating func handle(
    _ message: DeadLetterRetry.Message, now: Instant, work: () -> DeadLetterRetry.Failure?
  ) throws -> DeadLetterRetry.Outcome {
    if let due = message.notBefore, due > now { return .early(until: due) }
    var line = policy.isOrdered ? try readLine(of: message.key) : Line()
    guard line.admits(message.id) else { return try wait(message, in: &line, now) }
    if message.attempts == 0 { bucket?.fill() }
    let failure = work()
    guard let failure else {
      try leave(&line, message)
      return .done
    }
    var failed = message
    failed.attempts += 1
    guard shouldRetry(failed, after: failure) else {
      try bury(failed, now)
      try leave(&line, message)
      return .held
    }
    failed.notBefore = now.advanced(byMilliseconds: pause(afterFailure: failed.attempts))
    line.due = failed.notBefore ?? now
    line.enter(message.id)
    try write(line, of: message.key)
    try send(failed, to: Lab.Channel.retry)
    return .held
  }

  mutating func published(_ token: PublishToken) throws -> String? {
    guard let place = onTheirWay.firstIndex(where: { $0.token == token }) else { return nil }
    return onTheirWay.remove(at: place).id
  }

  func deadLetter(
    _ message: DeadLetterRetry.Message, from queue: String, to target: String,
    because reason: DeadLetterRetry.Reason, now: Instant
  ) -> DeadLetterRetry.Message? {
    let isSame = { (death: Lab.Death) in death.queue == queue && death.reason == reason }
    var entry =
      message.deaths.first(where: isSame)
      ?? Lab.Death(
        queue: queue, reason: reason, count: 0, time: now, exchange: message.exchange,
        routingKeys: message.routingKeys, originalExpiration: message.expiration)
    entry.count += 1
    let deaths = [entry] + message.deaths.filter { !isSame($0) }
    let circle = deaths.prefix { $0.queue != target }
    if circle.count < deaths.count,
      deaths[...circle.endIndex].allSatisfy({ $0.reason != .rejected })
    {
      return nil
    }
    var letter = message
    letter.deaths = deaths
    letter.firstDeath =
      message.firstDeath
      ?? Lab.FirstDeath(queue: queue, reason: reason, exchange: message.exchange)
    letter.exchange = policy.deadLetterExchange
    letter.routingKeys = policy.deadLetterKey.map { [$0] } ?? message.routingKeys
    (letter.expiration, letter.notBefore) = (nil, nil)
    return letter
  }

  func replay(_ deadLetter: DeadLetterRetry.Message) -> DeadLetterRetry.Message {
    var message = deadLetter
    (message.attempts, message.notBefore) = (0, nil)
    for death in message.deaths
    where death.queue == message.firstDeath?.queue && death.reason == message.firstDeath?.reason {
      (message.exchange, message.routingKeys) = (death.exchange, death.routingKeys)
    }
    return message
  }

  private mutating func shouldRetry(
    _ failed: DeadLetterRetry.Message, after failure: DeadLetterRetry.Failure
  ) -> Bool {
    guard failure == .transient, failed.attempts < policy.maximumAttempts else { return false }
    return bucket?.take() ?? true
  }

  private mutating func bury(_ failed: DeadLetterRetry.Message, _ now: Instant) throws {
    let letter = deadLetter(
      failed, from: policy.queue, to: policy.deadLetterQueue, because: .rejected, now: now)
    if let letter { try send(letter, to: Lab.Channel.deadLetters) }
  }

  private mutating func wait(
    _ message: DeadLetterRetry.Message, in line: inout Line, _ now: Instant
  ) throws -> DeadLetterRetry.Outcome {
    line.enter(message.id)
    try write(line, of: message.key)
    var copy = message
    let soon = longestPause(afterFailure: 1)
    copy.notBefore = line.due > now ? line.due : now.advanced(byMilliseconds: soon)
    try send(copy, to: Lab.Channel.retry)
    return .held
  }

  private mutating func send(_ copy: DeadLetterRetry.Message, to channel: String) throws {
    onTheirWay.append((try outbound.publish(copy.envelope, to: channel), copy.id))
  }

  private func leave(_ line: inout Line, _ message: DeadLetterRetry.Message) throws {
    guard !line.ids.isEmpty else { return }
    line.ids.removeAll { $0 == message.id }
    try write(line, of: message.key)
  }

  private func readLine(of key: String) throws -> Line {
    try store.text("line of " + key).map(Line.init(text:)) ?? Line()
  }

  private func write(_ line: Line, of key: String) throws {
    guard policy.isOrdered else { return }
    try store.transaction { transaction in
      if line.ids.isEmpty {
        transaction.delete("line of " + key)
      } else {
        transaction.put("line of " + key, line.text)
      }
    }
  }
}

/// Who waits, in order, and when the first of them is due.
private struct Line {
  var due = Instant.start
  var ids: [String] = []

  init() {}

  /// Whether the message is the first, or nobody waits.
  func admits(_ id: String) -> Bool { ids.isEmpty || ids[0] == id }

  mutating func enter(_ id: String) {
    if !ids.contains(id) { ids.append(id) }
  }

  /// The time, and each id with its length in front.
  var text: String {
    "\(due.milliseconds);" + ids.map { "\($0.unicodeScalars.count):\($0)" }.joined()
  }

  init(text: String) {
    var rest = text.unicodeScalars[...]
    func number(upTo end: Unicode.Scalar) -> Int64? {
      let digits = rest.prefix { $0 != end }
      rest = rest.dropFirst(digits.count + 1)
      return Int64(String(digits))
    }
    due = Instant(milliseconds: number(upTo: ";") ?? 0)
    while let count = number(upTo: ":") {
      ids.append(String(rest.prefix(Int(count))))
      rest = rest.dropFirst(Int(count))
    }
  }
}

/// Hundredths of a retry.
private struct Bucket {
  let budget: DeadLetterRetry.Budget
  private var left: Int

  init(_ budget: DeadLetterRetry.Budget) {
    self.budget = budget
    left = budget.reserve * 100
  }

  mutating func fill() { left = min(left + budget.percent, budget.reserve * 100) }

  mutating func take() -> Bool {
    if left >= 100 {
      left -= 100
      return true
    }
    return false
  }
}
