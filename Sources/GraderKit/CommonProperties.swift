public import EDARuntime

/// Properties that many labs share. Each is a function of values that the check has collected; the
/// sentence of a failure names the key, the id or the kind that shows it.

/// Exactly one of the claims for each key has won: nobody got what somebody else got, and somebody
/// got it. `what` completes the sentence "2 have …". Returns how many keys there were.
@discardableResult
public func expectOneWinner<Key: Hashable>(
  _ claims: [(key: Key, hasWon: Bool)], _ what: String
) throws -> Int {
  var winners: [Key: Int] = [:]
  for claim in claims { winners[claim.key, default: 0] += claim.hasWon ? 1 : 0 }
  // The latest first, because a report shows the end of a run.
  for claim in claims.reversed() {
    let count = winners[claim.key] ?? 0
    try expect(count, equals: 1, "how many have \(what), for \(Description.of(claim.key))")
  }
  return winners.count
}

/// Every effect has a cause, and no cause has more than `atMost` effects (nil: any number). `what`
/// names an effect, for example "the message".
public func expectCause<ID: Hashable>(
  of effects: [ID], in causes: [ID], atMost limit: Int? = nil, _ what: String
) throws {
  let known = Set(causes)
  var counts: [ID: Int] = [:]
  for effect in effects {
    guard known.contains(effect) else {
      throw CheckFailure(
        "\(what) \(Description.of(effect)) has no cause",
        expected: "one of \(causes.map { Description.of($0) }.joined(separator: " "))",
        actual: Description.of(effect))
    }
    counts[effect, default: 0] += 1
    guard let limit, let count = counts[effect], count > limit else { continue }
    throw CheckFailure(
      "\(what) \(Description.of(effect)) came too often", expected: "at most \(limit)",
      actual: "\(effects.count { $0 == effect })")
  }
}

/// What was there is what is there, kind by kind: nothing was lost and nothing invented. A kind
/// that is missing on one side counts as zero. `what` names what is counted, for example "money".
public func expectConserved<Kind: Hashable & Comparable>(
  _ what: String, before: [Kind: Int64], after: [Kind: Int64]
) throws {
  for kind in Set(before.keys).union(after.keys).sorted() {
    let (was, isNow) = (before[kind] ?? 0, after[kind] ?? 0)
    guard was != isNow else { continue }
    throw CheckFailure(
      "\(what) of \(Description.of(kind)) was \(isNow < was ? "lost" : "invented")",
      expected: Description.of(was), actual: Description.of(isNow))
  }
}

extension LabUnderTest where Lab.Reply: Equatable {
  /// Whatever way a component comes to its state, it is the same state: call by call in one
  /// process, in a new process after each call (from the log, or from a snapshot and what follows
  /// it), and in one that was never asked anything on the way.
  ///
  /// `calls` are made in order, and what the component makes of them may be an error; after each of
  /// them the `questions` must have the same replies. Returns how many states were compared.
  @discardableResult
  public func expectReplayEquality(
    setup: Lab.Setup, _ calls: [Lab.Call], asking questions: [Lab.Call]
  ) throws -> Int {
    let steady = try component(setup: setup)
    let restarted = try component(setup: setup)
    let silent = try component(setup: setup)
    for (count, call) in calls.enumerated() {
      _ = try silent.attempt(call)
      let expected = try Self.replies(of: steady, after: call, questions)
      _ = try restarted.attempt(call)
      try restarted.crash()
      try Self.expectSame(restarted, expected, questions, "after call \(count + 1) and a new start")
    }
    try silent.crash()
    let last = try questions.map { try steady.call($0) }
    try Self.expectSame(silent, last, questions, "after a replay of all \(calls.count) calls")
    return calls.count + 1
  }

  private static func replies(
    of component: Component<Lab>, after call: Lab.Call, _ questions: [Lab.Call]
  ) throws -> [Lab.Reply] {
    _ = try component.attempt(call)
    return try questions.map { try component.call($0) }
  }

  private static func expectSame(
    _ component: Component<Lab>, _ expected: [Lab.Reply], _ questions: [Lab.Call], _ when: String
  ) throws {
    for (question, reply) in zip(questions, expected) {
      let actual = try component.call(question)
      guard actual != reply else { continue }
      throw CheckFailure(
        "\(Description.of(question)) has another reply \(when)",
        expected: Description.of(reply), actual: Description.of(actual))
    }
  }
}

extension LabUnderTest where Lab.Reply: Equatable, Lab.Setup == NoSetup {
  /// The same for labs whose components need no setup.
  @discardableResult
  public func expectReplayEquality(
    _ calls: [Lab.Call], asking questions: [Lab.Call]
  ) throws -> Int {
    try expectReplayEquality(setup: NoSetup(), calls, asking: questions)
  }
}
