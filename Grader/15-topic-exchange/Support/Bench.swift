import EDARuntime
import GraderKit

typealias Call = TopicExchange.Call
typealias Reply = TopicExchange.Reply

/// An exchange under test with the model beside it: both get the same calls.
struct Bench {
  let exchange: Component<TopicExchange>
  private var model = Model()

  init(_ exchange: Component<TopicExchange>) { self.exchange = exchange }

  /// Performs the calls on both and fails at the first reply that differs. Returns the replies.
  @discardableResult
  mutating func agree(on calls: [Call]) throws -> [Reply] {
    guard case .all(let replies) = try exchange.call(.all(calls)), replies.count == calls.count
    else { throw CheckFailure("\(calls.count) calls at once did not get as many replies") }
    for (call, reply) in zip(calls, replies) { try model.expect(reply, to: call) }
    return replies
  }

  /// Routes messages and fails unless exactly these queues get each. Returns how many copies that
  /// were.
  @discardableResult
  mutating func expect(_ rows: [Row]) throws -> Int {
    let calls = rows.map { Call.route(.init(key: $0.key), to: $0.exchange) }
    guard case .all(let replies) = try exchange.call(.all(calls)), replies.count == calls.count
    else { throw CheckFailure("\(calls.count) calls at once did not get as many replies") }
    for (number, row) in rows.enumerated() {
      try model.expect(replies[number], to: calls[number], known: row.queues.sorted())
    }
    return rows.map(\.queues.count).reduce(0, +)
  }

  /// Kills the instance; the model forgets everything, too.
  mutating func restart() throws {
    try exchange.crash()
    model = Model()
  }
}

/// The model, and what it was told: it explains what a wrong reply should have been.
struct Model {
  private var router: any TopicExchange.Router = ModelExchange()
  private var bindings: [TopicExchange.Binding] = []

  /// Fails unless this is the reply to a call that comes next. `known` is the official routing, if
  /// there is one.
  mutating func expect(_ reply: Reply, to call: Call, known: [String]? = nil) throws {
    if case .bind(let binding) = call { bindings.append(binding) }
    if case .unbind(let binding) = call { bindings.removeAll { $0 == binding } }
    var expected = try answer(to: call)
    if let known { expected = .routing(.init(queues: known)) }
    guard reply != expected else { return }
    throw CheckFailure(
      summary(of: call, expected, reply), expected: "\(expected)", actual: "\(reply)")
  }

  /// Carries out commands that are known to be right.
  mutating func perform(_ commands: [Call]) throws {
    for command in commands { try expect(try answer(to: command), to: command) }
  }

  private mutating func answer(to call: Call) throws -> Reply {
    do {
      return try TopicExchange.perform(call, on: &router, at: Instant(milliseconds: 0))
    } catch let failure as TopicExchange.Failure {
      return .refused(failure)
    }
  }

  private func summary(of call: Call, _ expected: Reply, _ reply: Reply) -> String {
    guard case .routing(let right) = expected, case .routing(let wrong) = reply else {
      return "\(call) got another reply than it should"
    }
    for queue in right.queues where !wrong.queues.contains(queue) {
      return "\(call) did not reach \(queue), \(text(of: queue))"
    }
    for queue in wrong.queues where !right.queues.contains(queue) {
      return "\(call) reached \(queue), \(text(of: queue))"
    }
    guard right.queues == wrong.queues else { return "\(call) put a second copy into a queue" }
    return right.returned
      ? "\(call) reached no queue and was not returned" : "\(call) was returned"
  }

  private func text(of queue: String) -> String {
    let own = bindings.filter { $0.destination == .queue(queue) }
    if own.isEmpty { return "which has no binding" }
    let shown = own.prefix(3).map(\.description).joined(separator: ", ")
    return "bound by \(shown)" + (own.count > 3 ? " and \(own.count - 3) more" : "")
  }
}

extension Sequence<Reply> {
  /// How many copies were delivered.
  var copyCount: Int { map(\.queues.count).reduce(0, +) }

  /// How many calls were refused.
  var refusalCount: Int { count { if case .refused = $0 { true } else { false } } }
}

extension Reply {
  /// The queues that got a copy.
  var queues: [String] { if case .routing(let routing) = self { routing.queues } else { [] } }
}
