internal import EDARuntime
internal import Simulation

/// Judges what a property did, made shorter: the property expects its answers after all of its
/// calls, so what is right after some of them is asked of the reference solution.
struct ReferenceComparison<Lab: Bridge> {
  let component: any InstanceStarter
  /// Starts the reference solution; nil if there is none at hand.
  let reference: (any InstanceStarter)?

  /// How the run can be done again; nil if its last call does not show the failure.
  ///
  /// That call stays in every shorter plan. It fails if the component answers it otherwise than
  /// the reference does.
  func retry(for run: RecordedRun) -> Retry? {
    guard let last = comparableCall(of: run) else { return nil }
    let seed = run.world.seed
    return Retry(
      attempt: { try judge(try complete(World(plan: $0, seed: seed), by: component), last) },
      keeping: [last])
  }

  /// Carries a world out and judges it as far as that can be done.
  func replay(_ world: World) throws -> (TrialEnding, RecordedRun?) {
    let run = try complete(world, by: component)
    guard !run.world.isLost else { return (.lost(run), run) }
    guard let last = comparableCall(of: run) else { return (.held, run) }
    return (try judge(run, last), run)
  }

  /// The number of the run's last call, if it shows the failure.
  private func comparableCall(of run: RecordedRun) -> Int? {
    let plan = run.world.plan
    // What is in a file has the form of the component that wrote it: the reference cannot read it.
    let canCompare = reference != nil && plan.nodes.allSatisfy(\.files.isEmpty)
    guard canCompare || run.world.isLost else { return nil }
    return plan.deliveries.last { $0.origin == .property }?.number
  }

  private func judge(_ run: RecordedRun, _ last: Int) throws -> TrialEnding {
    let world = run.world
    guard world.outcome == .finished else { return .lost(run) }
    guard let reference, let answer = world.answer(to: last) else { return .held }
    let right = try complete(World(plan: world.plan, seed: world.seed), by: reference).world
    guard right.outcome == .finished, let expected = right.answer(to: last), expected != answer
    else { return .held }
    return .broken(failure(run, last, expected, answer), run)
  }

  private func complete(_ world: World, by starter: any InstanceStarter) throws -> RecordedRun {
    try .complete(world, by: starter, .of(Lab.self))
  }

  private func failure(
    _ run: RecordedRun, _ number: Int, _ expected: World.InputAnswer, _ actual: World.InputAnswer
  ) -> CheckFailure {
    let call = run.world.calls[number].map(run.tellingWords.call) ?? "the call"
    let words = run.words.tellingApart(replies: [expected, actual].compactMap(\.reply))
    return CheckFailure(
      "\(call) returned something else", expected: words.text(expected),
      actual: words.text(actual))
  }
}

extension Words {
  /// What a component answered, in the lab's words.
  fileprivate func text(_ answer: World.InputAnswer) -> String {
    switch answer {
    case .reply(let body): reply(body)
    case .problem(.failure(let body)): "the error \(failure(body))"
    case .problem(.thrown(let text)): "the error \(text)"
    case .problem(.unfinished(let part)): "`\(part)` is still to be written"
    }
  }
}

extension World.InputAnswer {
  fileprivate var reply: JSONValue? { if case .reply(let body) = self { body } else { nil } }
}
