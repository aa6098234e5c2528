import EDARuntime

// Connects the protocol with the grader. You need not read this file.

extension TransactionalOutbox: Bridge {
  typealias Setup = Settings

  enum Call: Codable, Hashable, Sendable {
    case save(Message, Change)
    case pump
    case status(of: String)
    case purge
  }

  enum Reply: Codable, Hashable, Sendable {
    case saved(Handed)
    /// The change had been made before, so it was not made again.
    case alreadySaved
    case worked(Handed)
    /// The broker has answered for this message.
    case answered(String, Answer, Handed)
    case status(Status?)
  }

  /// The messages that went to the broker while one input was served.
  struct Handed: Codable, Hashable, Sendable {
    var ids: [String]
    var at: Instant
  }

  /// A process: what the learner wrote, and its broker.
  struct Component {
    var outbox: any Outbox
    let broker: Broker
  }

  static func start<O: Outbox>(
    _ outbox: O.Type, _ settings: Settings, _ runtime: Runtime
  ) -> Component {
    let broker = Broker(outbound: runtime.outbound, timers: runtime.timers)
    return Component(
      outbox: O(
        store: runtime.store(), broker: broker, timers: runtime.timers, settings: settings),
      broker: broker)
  }

  static func perform(
    _ call: Call, on component: inout Component, at now: Instant
  ) throws -> Reply {
    component.broker.begin(at: now)
    switch call {
    case .save(let message, let change): return try save(message, change, &component, now)
    case .pump:
      try component.outbox.pump(now: now)
      return .worked(component.broker.handed)
    case .status(let number): return .status(try component.outbox.status(of: number))
    case .purge:
      try component.outbox.purge(now: now)
      return .worked(component.broker.handed)
    }
  }

  static func receive(
    _ signal: Signal, on component: inout Component, at now: Instant
  ) throws -> Reply? {
    component.broker.begin(at: now)
    if let (ticket, id, answer) = component.broker.answer(in: signal) {
      try component.outbox.answered(ticket, answer, now: now)
      return .answered(id, answer, component.broker.handed)
    }
    guard case .timer = signal else { return nil }
    try component.outbox.pump(now: now)
    return .worked(component.broker.handed)
  }

  private static func save(
    _ message: Message, _ change: Change, _ component: inout Component, _ now: Instant
  ) throws -> Reply {
    do {
      try component.outbox.save(message, now: now) { try change.apply(message, in: &$0) }
      return .saved(component.broker.handed)
    } catch is AlreadySaved {
      return .alreadySaved
    }
  }
}

extension TransactionalOutbox {
  /// What a change does to its aggregate: it adds the message's id to the aggregate's log.
  enum Change: Codable, Hashable, Sendable {
    /// If the log ends with this id, empty if there is none.
    case append(after: String)
    /// Writes, and then fails.
    case fail
  }

  /// The change is in the log: the same request came again.
  struct AlreadySaved: Error {}
}

extension TransactionalOutbox.Change {
  func apply(
    _ message: TransactionalOutbox.Message, in transaction: inout Transaction
  ) throws {
    let key = "log/" + message.aggregate
    let log = (try transaction.text(key) ?? "").split(separator: " ").map(String.init)
    let id = message.envelope.id
    if log.contains(id) { throw TransactionalOutbox.AlreadySaved() }
    if case .append(let last) = self, (log.last ?? "") != last {
      throw TransactionalOutbox.Failure.tooEarly
    }
    transaction.put(key, (log + [id]).joined(separator: " "))
    if case .fail = self { throw TransactionalOutbox.Failure.changeFailed }
  }
}

extension TransactionalOutbox {
  /// The way to the broker.
  final class Broker {
    /// A message with more data is refused, each time.
    static let mostBytes = 100

    private let outbound: Outbound
    private let timers: Timers
    private var now = Instant.start
    private var ids: [String] = []
    private var ticketCount = 0
    private var tickets: [PublishToken: (Ticket, String)] = [:]
    private var refusals: [String: (Ticket, String)] = [:]

    fileprivate init(outbound: Outbound, timers: Timers) {
      self.outbound = outbound
      self.timers = timers
    }

    /// Hands a message to the broker, which answers later, or never.
    func publish(_ envelope: Envelope) throws -> Ticket {
      ticketCount += 1
      let ticket = Ticket(number: ticketCount)
      ids.append(envelope.id)
      guard envelope.data.count > Self.mostBytes else {
        tickets[try outbound.publish(envelope, to: "events")] = (ticket, envelope.id)
        return ticket
      }
      let name = "broker refuses \(envelope.id), ticket \(ticketCount)"
      refusals[name] = (ticket, envelope.id)
      try timers.set(name, at: now.advanced(byMilliseconds: 5))
      return ticket
    }

    fileprivate func begin(at now: Instant) {
      self.now = now
      ids = []
    }

    fileprivate var handed: Handed { Handed(ids: ids, at: now) }

    fileprivate func answer(in signal: Signal) -> (Ticket, String, Answer)? {
      switch signal {
      case .published(let token):
        tickets.removeValue(forKey: token).map { ($0.0, $0.1, .confirmed) }
      case .publishFailed(let token):
        tickets.removeValue(forKey: token).map { ($0.0, $0.1, .refused) }
      case .timer(let name): refusals.removeValue(forKey: name).map { ($0.0, $0.1, .refused) }
      case .synced: nil
      }
    }
  }
}
