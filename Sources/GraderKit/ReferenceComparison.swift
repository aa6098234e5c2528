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
    let asked = run.world.plan.deliveries.last { $0.origin == .property }
    // What is in a file has the form of the component that wrote it: the reference cannot read it.
    let hasFiles = run.world.plan.nodes.contains { !$0.files.isEmpty }
    let canCompare = reference != nil && !hasFiles
    guard let last = asked?.number, canCompare || run.world.isLost else { return nil }
    let seed = run.world.seed
    return Retry(attempt: { try attempt($0, seed, last) }, keeping: [last])
  }

  /// Carries a world out and judges it as far as that can be done.
  func replay(_ world: World) throws -> (TrialEnding, RecordedRun?) {
    let run = try complete(world, component)
    guard !run.world.isLost else { return (.lost(run), run) }
    guard let retry = retry(for: run) else { return (.held, run) }
    return (try retry.attempt(world.plan), run)
  }

  private func attempt(_ plan: Plan, _ seed: Seed, _ last: Int) throws -> TrialEnding {
    let mine = try complete(World(plan: plan, seed: seed), component)
    guard mine.world.outcome == .finished else { return .lost(mine) }
    guard let reference, let answer = mine.world.answer(to: last) else { return .held }
    let theirs = try complete(World(plan: plan, seed: seed), reference)
    guard theirs.world.outcome == .finished, let expected = theirs.world.answer(to: last),
      expected != answer
    else { return .held }
    return .broken(failure(mine, last, expected, answer), mine)
  }

  private func complete(
    _ world: World, _ starter: any InstanceStarter
  ) throws -> RecordedRun {
    var world = world
    let performer = Performer(starter: starter)
    defer { performer.close() }
    try performer.run(&world)
    return RecordedRun(
      world: world, words: .of(Lab.self), output: performer.output, end: performer.end)
  }

  private func failure(
    _ run: RecordedRun, _ number: Int, _ expected: World.InputAnswer, _ actual: World.InputAnswer
  ) -> CheckFailure {
    let call = run.world.calls[number].map(run.words.call) ?? "the call"
    return CheckFailure(
      "\(call) returned something else", expected: run.words.text(expected),
      actual: run.words.text(actual))
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
