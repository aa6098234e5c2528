/// What the grader sends to a component.
package enum Request: Equatable, Sendable {
  /// The first frame of an instance. `hashSeed` and `randomSeed` derive from the seed of the run.
  case start(epoch: String, hashSeed: UInt64, randomSeed: UInt64, setup: JSONValue)
  /// One call of the lab's protocol.
  case call(id: String, now: Instant, body: JSONValue)
  /// Something that was requested earlier has happened, or a timer is due.
  case signal(id: String, now: Instant, signal: Signal)
  /// What does the component hold? Asked between two inputs, and only for a trace.
  case inspect(id: String)
  /// The answer to the runtime call that the component is waiting for.
  case answer(RuntimeAnswer)
  /// The end: the component leaves.
  case bye
}

/// What a component sends to the grader. No message carries a judgement.
package enum Response: Equatable, Sendable {
  case hello(epoch: String)
  case ask(epoch: String, id: String, call: RuntimeCall)
  case reply(epoch: String, id: String, body: JSONValue)
  /// The lab's own error was thrown.
  case failure(epoch: String, id: String, body: JSONValue)
  /// A part of the starter that is still to be written was reached.
  case unfinished(epoch: String, id: String, part: String)
  /// Any other error was thrown; its text, at most 1,000 Unicode scalars.
  case thrown(epoch: String, id: String, text: String)
  /// What the component holds, as it says itself; null if it does not say.
  case inspection(epoch: String, id: String, body: JSONValue)
}

extension Response {
  package var epoch: String {
    switch self {
    case .hello(let epoch), .ask(let epoch, _, _), .reply(let epoch, _, _),
      .failure(let epoch, _, _), .unfinished(let epoch, _, _), .thrown(let epoch, _, _),
      .inspection(let epoch, _, _):
      epoch
    }
  }

  /// The request that the response belongs to; nil for `hello`.
  package var id: String? {
    switch self {
    case .hello: nil
    case .ask(_, let id, _), .reply(_, let id, _), .failure(_, let id, _),
      .unfinished(_, let id, _), .thrown(_, let id, _), .inspection(_, let id, _):
      id
    }
  }
}
