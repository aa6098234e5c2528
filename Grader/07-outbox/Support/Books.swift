import EDARuntime
import GraderKit

typealias Outboxes = TransactionalOutbox

/// What was committed and what has arrived, of a run that is over.
struct Books {
  /// Each message of the scenario, by id.
  private let messages: [String: Outboxes.Message]
  /// The ids in each aggregate's log, which the changes themselves have written, in order.
  let committed: [String: [String]]
  /// What the broker got, in order.
  let arrivals: [Envelope]
  private let hadItsChance: Bool

  init(_ history: History<TransactionalOutbox>) throws {
    var messages: [String: Outboxes.Message] = [:]
    var committed: [String: [String]] = [:]
    for case .save(let message, _) in try history.planned() {
      messages[message.envelope.id] = message
      let log = history.store().text("log/" + message.aggregate) ?? ""
      committed[message.aggregate] = log.split(separator: " ").map(String.init)
    }
    self.messages = messages
    self.committed = committed
    arrivals = history.published.map(\.envelope)
    hadItsChance = try Self.hadItsChance(history)
  }

  /// Whether `pump` was called after the last change and the last end of a process. From then on a
  /// relay's own timers have to do.
  private static func hadItsChance(_ history: History<TransactionalOutbox>) throws -> Bool {
    var isGiven = false
    for moment in try history.moments() {
      switch moment {
      case .answered(.save, .reply(.saved)), .answered(.save, .thrown), .ended: isGiven = false
      case .answered(.pump, .reply): isGiven = true
      default: continue
      }
    }
    return isGiven
  }

  var aggregates: [String] { committed.keys.sorted() }

  /// Nothing has arrived that was not committed.
  func expectNothingElse() throws {
    try expectCause(
      of: arrivals.map(\.id), in: committed.values.flatMap(\.self).sorted(),
      "at the broker, the message")
  }

  /// Everything that was committed has arrived, but for what a refused row holds up.
  func expectAllArrived() throws {
    guard hadItsChance else { return }
    for aggregate in aggregates {
      let due = sendable(aggregate)
      for id in due where !arrivals.contains(where: { $0.id == id }) {
        throw CheckFailure(
          "\(id) was committed, and the broker never got it",
          expected: "of \(aggregate): \(Self.list(due))",
          actual: Self.list(arrivals(of: aggregate)))
      }
    }
  }

  /// Each message arrives as it was saved, each time.
  func expectSameEnvelopes() throws {
    for envelope in arrivals {
      guard let saved = messages[envelope.id]?.envelope else {
        throw CheckFailure(
          "the broker got a message with an id that no message of the outbox has",
          expected: "one of \(Self.list(messages.keys.sorted()))",
          actual: "the id \(envelope.id)")
      }
      guard saved != envelope else { continue }
      let attribute = Self.difference(saved, envelope)
      throw CheckFailure(
        "\(envelope.id) reached the broker changed: \(attribute.name)",
        expected: attribute.saved, actual: attribute.arrived)
    }
  }

  /// The messages of each aggregate arrive in the order of its log, and none after a later one.
  func expectOrder() throws {
    for aggregate in aggregates {
      let log = committed[aggregate] ?? []
      var reached = -1
      for id in arrivals(of: aggregate) {
        guard let place = log.firstIndex(of: id), place <= reached + 1, place >= reached else {
          throw CheckFailure(
            "the broker got \(id) out of order",
            expected: "of \(aggregate), in this order: \(Self.list(log))"
              + ", each any number of times",
            actual: Self.list(arrivals(of: aggregate)))
        }
        reached = place
      }
    }
  }

  /// No message has arrived twice.
  func expectOnce() throws {
    for aggregate in aggregates {
      let ids = arrivals(of: aggregate)
      try require(
        Set(ids).count == ids.count,
        "nothing went wrong, and the broker got a message twice: \(Self.list(ids))")
    }
  }

  /// The ids that reached the broker, of one aggregate.
  func arrivals(of aggregate: String) -> [String] {
    arrivals.map(\.id).filter { messages[$0]?.aggregate == aggregate }
  }

  /// What of an aggregate's log can arrive: all before the first message that the broker always
  /// refuses.
  private func sendable(_ aggregate: String) -> [String] {
    Array((committed[aggregate] ?? []).prefix { messages[$0]?.isTooLarge == false })
  }

  private static func list(_ ids: [String]) -> String {
    ids.isEmpty ? "nothing" : ids.joined(separator: ", ")
  }

  private static func difference(
    _ saved: Envelope, _ arrived: Envelope
  ) -> (name: String, saved: String, arrived: String) {
    let attributes = [
      ("its source", saved.source, arrived.source), ("its type", saved.type, arrived.type),
      ("its subject", saved.subject ?? "none", arrived.subject ?? "none"),
      ("its time", saved.time?.description ?? "none", arrived.time?.description ?? "none"),
      ("its data", "\(saved.data)", "\(arrived.data)"),
    ]
    return attributes.first { $0.1 != $0.2 }
      ?? ("its headers", Self.words(saved.headers), Self.words(arrived.headers))
  }

  private static func words(_ headers: [String: String]) -> String {
    headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }
}

extension TransactionalOutbox.Message {
  /// Whether the broker refuses it each time.
  var isTooLarge: Bool { envelope.data.count > TransactionalOutbox.Broker.mostBytes }
}
