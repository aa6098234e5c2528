import EDARuntime

/// One queue for each aggregate that has pending rows, and an index of these queues by the time at
/// which they have to be looked at: a pump costs what is due, and not what waits.
struct OrderOutbox: TransactionalOutbox.Outbox {
  typealias Message = TransactionalOutbox.Message

  private let store: TxStore
  private let broker: TransactionalOutbox.Broker
  private let timers: Timers
  private let settings: TransactionalOutbox.Settings
  private var handedOver: [TransactionalOutbox.Ticket: HandedOver] = [:]

  private struct HandedOver {
    let message: Message
    let attempt: Int64
  }

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
    let queue = Queue(message.aggregate)
    try store.transaction { transaction in
      try change(&transaction)
      transaction.put(queue.row(message.number), message.bytes)
      transaction.put("where/" + message.number, queue.row(message.number))
      var head = try queue.head(in: &transaction)
      head.length += 1
      if head.length == 1 { head.restart(at: now) }
      try queue.put(head, in: &transaction)
    }
  }

  mutating func pump(now: Instant) throws {
    let due = try store.scan(
      from: "due/", upTo: Queue.due(now.advanced(byMilliseconds: 1)), limit: .max)
    for (key, name) in due {
      try handOver(Queue(String(decoding: name, as: UTF8.self)), dueAt: key, now)
    }
    guard let (key, _) = try store.scan(from: "due/", upTo: "due0", limit: 1).first else { return }
    try timers.set("due", at: Queue.instant(inDue: key))
  }

  mutating func answered(
    _ ticket: TransactionalOutbox.Ticket, _ answer: TransactionalOutbox.Answer, now: Instant
  ) throws {
    guard let handed = handedOver.removeValue(forKey: ticket) else { return }
    let queue = Queue(handed.message.aggregate)
    let row = queue.row(handed.message.number)
    try store.transaction { transaction in
      guard try transaction.get(row) != nil else { return }
      var head = try queue.head(in: &transaction)
      switch answer {
      case .confirmed:
        transaction.delete(row)
        transaction.put("where/" + handed.message.number, "")
        transaction.put("kept/\(Queue.digits(now))/\(handed.message.number)", [])
        head.length -= 1
        head.restart(at: now)
      case .refused:
        head.refusals += 1
        if head.attempts == handed.attempt { head.due = now.advanced(byMilliseconds: pause(head)) }
        if head.refusals >= settings.refusalsAtMost { head.due = nil }
      }
      try queue.put(head, in: &transaction)
    }
    try pump(now: now)
  }

  func status(of number: String) throws -> TransactionalOutbox.Status? {
    guard let row = try store.text("where/" + number) else { return nil }
    guard !row.isEmpty, let message = try store.get(row).flatMap(Message.init(bytes:)) else {
      return .published
    }
    let queue = Queue(message.aggregate)
    let first = try store.scan(from: queue.row(""), limit: 1).first
    let head = Head(try store.text(queue.headKey))
    return head.due == nil && first?.key == row ? .parked : .pending
  }

  mutating func purge(now: Instant) throws {
    let last = now.advanced(byMilliseconds: 1 - settings.retentionMilliseconds)
    guard last > .start else { return }
    for (key, _) in try store.scan(from: "kept/", upTo: "kept/" + Queue.digits(last), limit: .max) {
      let number = String(decoding: key.utf8.suffix(6), as: UTF8.self)
      try store.transaction { transaction in
        transaction.delete(key)
        transaction.delete("where/" + number)
      }
    }
  }

  /// Hands over the first row of a queue, unless another process has just done so.
  private mutating func handOver(_ queue: Queue, dueAt key: String, _ now: Instant) throws {
    let claimed = try store.transaction { transaction -> HandedOver? in
      guard try transaction.get(key) != nil,
        let (_, bytes) = try transaction.scan(from: queue.row(""), limit: 1).first,
        let message = Message(bytes: bytes)
      else { return nil }
      var head = try queue.head(in: &transaction)
      head.attempts += 1
      head.due = now.advanced(byMilliseconds: settings.answerWithinMilliseconds + pause(head))
      try queue.put(head, in: &transaction)
      return HandedOver(message: message, attempt: head.attempts)
    }
    guard let claimed else { return }
    handedOver[try broker.publish(claimed.message.envelope)] = claimed
  }

  private func pause(_ head: Head) -> Int64 {
    let doublings = min(head.attempts - 1, 30)
    return min(settings.firstPauseMilliseconds << doublings, settings.longestPauseMilliseconds)
  }
}

/// How the first row of a queue stands, and how many rows there are.
private struct Head {
  var length: Int64 = 0
  var attempts: Int64 = 0
  var refusals: Int64 = 0
  /// When the row is due; nil if the queue is empty or parked.
  var due: Instant?

  init(_ text: String?) {
    let numbers = (text ?? "").split(separator: ",").compactMap { Int64($0) }
    guard numbers.count == 4 else { return }
    (length, attempts, refusals) = (numbers[0], numbers[1], numbers[2])
    due = numbers[3] < 0 ? nil : Instant(milliseconds: numbers[3])
  }

  var text: String { "\(length),\(attempts),\(refusals),\(due?.milliseconds ?? -1)" }

  /// Another row is the first one now.
  mutating func restart(at now: Instant) {
    (attempts, refusals) = (0, 0)
    due = length > 0 ? now : nil
  }
}

/// The keys of one aggregate's queue.
private struct Queue {
  let aggregate: String

  init(_ aggregate: String) { self.aggregate = aggregate }

  var headKey: String { "head/" + aggregate }

  /// The length says where the aggregate ends.
  func row(_ number: String) -> String { "queue/\(aggregate.utf8.count):\(aggregate)/\(number)" }

  func head(in transaction: inout Transaction) throws -> Head {
    Head(try transaction.text(headKey))
  }

  /// Replaces the head together with its entry in the index.
  func put(_ head: Head, in transaction: inout Transaction) throws {
    if let before = try self.head(in: &transaction).due {
      transaction.delete(Self.due(before) + aggregate)
    }
    if let due = head.due { transaction.put(Self.due(due) + aggregate, aggregate) }
    head.length > 0 ? transaction.put(headKey, head.text) : transaction.delete(headKey)
  }

  static func due(_ instant: Instant) -> String { "due/\(digits(instant))/" }

  static func instant(inDue key: String) -> Instant {
    Instant(
      milliseconds: Int64(String(decoding: key.utf8.dropFirst(4).prefix(19), as: UTF8.self)) ?? 0)
  }

  static func digits(_ instant: Instant) -> String {
    let digits = String(max(0, instant.milliseconds))
    return String(repeating: "0", count: 19 - digits.count) + digits
  }
}
