import EDARuntime

/// One row for each message. The first pending row of each aggregate is claimed in the store before it
/// is handed over: until the claim is due, nobody else hands it over.
struct OrderOutbox: TransactionalOutbox.Outbox {
  typealias Message = TransactionalOutbox.Message

  private let store: TxStore
  private let broker: TransactionalOutbox.Broker
  private let timers: Timers
  private let settings: TransactionalOutbox.Settings
  /// What this process has handed over: the row, and which attempt it was.
  private var underWay: [TransactionalOutbox.Ticket: (number: String, attempt: Int64)] = [:]

  init(
    store: TxStore, broker: TransactionalOutbox.Broker, timers: Timers,
    settings: TransactionalOutbox.Settings
  ) {
    self.store = store
    self.broker = broker
    self.timers = timers
    self.settings = settings
  }

  mutating func save(
    _ message: Message, now: Instant, change: (inout Transaction) throws -> Void
  ) throws {
    try store.transaction { transaction in
      try change(&transaction)
      transaction.put("pending/" + message.number, message.bytes)
    }
  }

  mutating func pump(now: Instant) throws {
    var next: Instant?
    for message in try firstOfEachAggregate() {
      guard let due = try attempt(message, now) else { continue }
      next = min(next ?? due, due)
    }
    if let next { try timers.set("pump", at: next) }
  }

  mutating func answered(
    _ ticket: TransactionalOutbox.Ticket, _ answer: TransactionalOutbox.Answer, now: Instant
  ) throws {
    guard let (number, attempt) = underWay.removeValue(forKey: ticket) else { return }
    switch answer {
    case .confirmed: try markPublished(number, now)
    case .refused: try markRefused(number, attempt, now)
    }
    try pump(now: now)
  }

  func status(of number: String) throws -> TransactionalOutbox.Status? {
    if try store.get("published/" + number) != nil { return .published }
    guard try store.get("pending/" + number) != nil else { return nil }
    let state = State(try store.text("state/" + number))
    return state.refusals >= settings.refusalsAtMost ? .parked : .pending
  }

  mutating func purge(now: Instant) throws {
    let end = Self.digits(now.milliseconds - settings.retentionMilliseconds + 1)
    while true {
      let old = try store.scan(from: "done/", upTo: "done/" + end)
      guard !old.isEmpty else { return }
      try store.transaction { transaction in
        for (key, number) in old {
          transaction.delete(key)
          transaction.delete("published/" + String(decoding: number, as: UTF8.self))
        }
      }
    }
  }

  /// All later rows of an aggregate wait for its first one.
  private func firstOfEachAggregate() throws -> [Message] {
    var seen: Set<String> = []
    return try store.scan(from: "pending/", upTo: "pending0", limit: .max)
      .compactMap { Message(bytes: $0.value) }
      .filter { seen.insert($0.aggregate).inserted }
  }

  /// Claims the row if it is due, and hands it over. Returns when it has to be looked at again; nil if
  /// never.
  private mutating func attempt(_ message: Message, _ now: Instant) throws -> Instant? {
    let number = message.number
    let limit = settings.refusalsAtMost
    let (state, isMine) = try store.transaction { transaction -> (State, Bool) in
      var state = State(try transaction.text("state/" + number))
      let isPending = try transaction.get("pending/" + number) != nil
      guard isPending, state.refusals < limit, state.due <= now else { return (state, false) }
      state.attempts += 1
      state.due = now.advanced(
        byMilliseconds: settings.answerWithinMilliseconds + pause(after: state.attempts))
      transaction.put("state/" + number, state.text)
      return (state, true)
    }
    if isMine { underWay[try broker.publish(message.envelope)] = (number, state.attempts) }
    return state.refusals < limit && state.due > now ? state.due : nil
  }

  private func markPublished(_ number: String, _ now: Instant) throws {
    try store.transaction { transaction in
      guard try transaction.get("pending/" + number) != nil else { return }
      transaction.delete("pending/" + number)
      transaction.delete("state/" + number)
      transaction.put("published/" + number, [])
      transaction.put("done/\(Self.digits(now.milliseconds))/\(number)", number)
    }
  }

  private func markRefused(_ number: String, _ attempt: Int64, _ now: Instant) throws {
    try store.transaction { transaction in
      var state = State(try transaction.text("state/" + number))
      guard state.attempts >= attempt, try transaction.get("pending/" + number) != nil else {
        return
      }
      state.refusals += 1
      // A later attempt may be under way elsewhere; its claim stands.
      if state.attempts == attempt {
        state.due = now.advanced(byMilliseconds: pause(after: attempt))
      }
      transaction.put("state/" + number, state.text)
    }
  }

  private func pause(after attempts: Int64) -> Int64 {
    var pause = settings.firstPauseMilliseconds
    for _ in 1..<max(1, attempts) where pause < settings.longestPauseMilliseconds { pause *= 2 }
    return min(pause, settings.longestPauseMilliseconds)
  }

  /// Decimal digits whose order as text is the order of the numbers.
  private static func digits(_ number: Int64) -> String {
    let digits = String(max(0, number))
    return String(repeating: "0", count: 19 - digits.count) + digits
  }
}

/// How far a row has come.
private struct State {
  var attempts: Int64 = 0
  var refusals: Int64 = 0
  /// Before this instant it is not handed over again.
  var due = Instant.start

  init(_ text: String?) {
    let numbers = (text ?? "").split(separator: " ").compactMap { Int64($0) }
    guard numbers.count == 3 else { return }
    (attempts, refusals) = (numbers[0], numbers[1])
    due = Instant(milliseconds: numbers[2])
  }

  var text: String { "\(attempts) \(refusals) \(due.milliseconds)" }
}
