internal import EDARuntime
internal import Results
internal import Simulation

/// Looks for the shortest schedule of a failure by running it again and again with less in it.
struct Shortening {
  /// How much may be spent on it. Counted in runs and in messages, never in seconds: the same
  /// failure has the same shortest schedule on every machine.
  struct Budget {
    var runs: Int
    var messages: Int

    var isSpent: Bool { runs <= 0 || messages <= 0 }

    mutating func spend(on plan: Plan) {
      runs -= 1
      messages -= plan.length
    }
  }

  /// One cell may use so much of the lab's budget.
  private static let ofOneCell = Budget(runs: 400, messages: 20_000)

  private var left: Budget
  private let retry: Retry
  private let kind: String
  /// The latest failing run, which is that of the shortest schedule so far.
  private(set) var ending: TrialEnding
  private(set) var isMinimal = false
  let lengthBefore: Int
  private(set) var plan: Plan

  /// Nil if the run cannot be done again.
  private init?(_ ending: TrialEnding, budget: Budget) {
    guard let run = ending.run, let retry = run.retry, let kind = ending.kind else { return nil }
    self.ending = ending
    self.retry = retry
    self.kind = kind
    plan = run.world.plan
    lengthBefore = plan.length
    left = Budget(
      runs: min(budget.runs, Self.ofOneCell.runs),
      messages: min(budget.messages, Self.ofOneCell.messages))
  }

  /// The ending with the shortest schedule that was found within the budget; nil if the run cannot
  /// be done again, or does not fail then.
  static func shortest(of ending: TrialEnding, budget: inout Budget) -> Shortening? {
    guard var shortening = Shortening(ending, budget: budget) else { return nil }
    let before = shortening.left
    defer {
      budget.runs -= before.runs - shortening.left.runs
      budget.messages -= before.messages - shortening.left.messages
    }
    guard !before.isSpent, shortening.fails(shortening.plan) else { return nil }
    shortening.removeWhatNeverActed()
    shortening.shrink()
    // An earlier crash can do with less before it.
    if shortening.moveCrashForward() { shortening.shrink() }
    return shortening
  }

  /// Tries a plan; keeps how it ended if it fails in the same way.
  private mutating func fails(_ plan: Plan) -> Bool {
    left.spend(on: plan)
    guard let ending = try? retry.attempt(plan), ending.kind == kind else { return false }
    self.ending = ending
    self.plan = plan
    return true
  }

  /// Faults of messages that nobody published would be taken out one by one.
  private mutating func removeWhatNeverActed() {
    guard let count = ending.run?.world.publishedCount else { return }
    var shorter = plan
    shorter.disturbances.removeAll { disturbance in
      if case .publish(let number, _) = disturbance { number > count } else { false }
    }
    if shorter != plan, !left.isSpent { _ = fails(shorter) }
  }

  private mutating func shrink() {
    var shrinker = Shrinker(plan, keeping: retry.keeping)
    while !left.isSpent, let candidate = shrinker.next() {
      let hasFailed = fails(candidate)
      shrinker.tell(fails: hasFailed)
    }
    isMinimal = shrinker.isMinimal
  }

  /// Of all points at which a crash breaks the shortest schedule, the first is the easiest to
  /// follow. Says whether there is an earlier one.
  private mutating func moveCrashForward() -> Bool {
    guard case .crash(let crash)? = plan.disturbances.first, plan.disturbances.count == 1,
      let earlier = retry.earliestCrash, !left.isSpent
    else { return false }
    var quiet = plan
    quiet.disturbances = []
    left.spend(on: quiet)
    guard let points = try? earlier(quiet) else { return false }
    for point in points where point.node == crash.node && point.survivor == 0 {
      guard point.point != crash.point, !left.isSpent else { return false }
      var moved = quiet
      moved.disturbances = [.crash(point)]
      if fails(moved) { return true }
    }
    return false
  }
}

/// How a run can be done again with another plan.
struct Retry {
  /// Runs a plan in the place of the one that failed, and says what came of it.
  let attempt: (Plan) throws -> TrialEnding
  /// Messages without which there would be nothing to judge.
  var keeping: Set<Int> = []
  /// The points of a plan without a crash at which one can be tried, in order.
  var earliestCrash: ((Plan) throws -> [Crash])?

  init(attempt: @escaping (Plan) throws -> TrialEnding, keeping: Set<Int> = []) {
    self.attempt = attempt
    self.keeping = keeping
  }

  /// `attempt` runs a plan on the component, or on the one that it is given.
  ///
  /// A check can expect what only the whole scenario gives: 60 after three deposits. So a failure
  /// of a shorter plan counts only if the reference solution, if there is one, does not fail, too.
  init(
    checkedBy reference: (any InstanceStarter)?,
    attempt: @escaping (Plan, (any InstanceStarter)?) throws -> TrialEnding,
    earliestCrash: ((Plan) throws -> [Crash])? = nil
  ) {
    self.earliestCrash = earliestCrash
    self.attempt = { plan in
      let ending = try attempt(plan, nil)
      guard let reference, case .broken = ending else { return ending }
      guard case .held = try attempt(plan, reference) else { return .held }
      return ending
    }
  }
}

extension TrialEnding {
  /// The run that it is about, if there is one.
  var run: RecordedRun? {
    switch self {
    case .broken(_, let run): run
    case .lost(let run): run
    case .held, .toolFault: nil
    }
  }

  /// Failures of one kind can stand for each other. Running out of time is not tried again: it
  /// takes too long.
  fileprivate var kind: String? {
    switch self {
    case .held, .toolFault: return nil
    case .broken: return "broken"
    case .lost(let run):
      let verdict = Report.verdict(of: run)
      return verdict == .timeout || verdict == .limit ? nil : verdict.rawValue
    }
  }
}
