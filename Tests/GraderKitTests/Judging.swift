import GraderKit
import Results
import Simulation

/// Judges an account by these checks and returns the outcomes in their order.
func judge(
  _ starter: MemoryStarter, seed: UInt64 = 1,
  examples: [Check<Deposits>] = [],
  @CheckList<Deposits> _ checks: () -> [Check<Deposits>]
) -> [CellOutcome] {
  let visible = { examples }
  let judge = Judge(
    examples: Checks(Deposits.self, visible), checks: Checks(Deposits.self, checks),
    seed: Seed(number: seed), starter: starter)
  var outcomes: [CellOutcome] = []
  judge.run { outcomes.append($0) }
  return outcomes
}

/// A judge that shortens and records failures. The reference is a correct account unless another
/// one is given.
func explainingJudge(
  _ starter: MemoryStarter, reference: MemoryStarter? = MemoryStarter(), seed: UInt64 = 1,
  @CheckList<Deposits> _ checks: () -> [Check<Deposits>]
) -> Judge<Deposits> {
  let visible: () -> [Check<Deposits>] = { [] }
  return Judge(
    examples: Checks(Deposits.self, visible), checks: Checks(Deposits.self, checks),
    seed: Seed(number: seed), starter: starter, reference: reference, explains: true)
}

extension Judge {
  /// All outcomes, in order.
  var outcomes: [CellOutcome] {
    var outcomes: [CellOutcome] = []
    run { outcomes.append($0) }
    return outcomes
  }

  /// Does a recorded run again, or another plan in its place.
  func again(_ outcome: CellOutcome, plan: Plan? = nil) throws -> CellOutcome {
    let recording = try outcome.recorded
    guard let seed = Seed(hexadecimal: recording.worldSeed),
      let cell = cells.first(where: { $0.name == outcome.cell })
    else { throw NotOne(count: 0) }
    return replay(cell, plan: plan ?? recording.plan, worldSeed: seed)
  }
}

extension CellOutcome {
  /// The recording; throws if there is none.
  var recorded: Recording {
    get throws {
      guard let recording else { throw NotOne(count: 0) }
      return recording
    }
  }
}

/// Judges an account by one check of one cell.
func outcome(
  _ starter: MemoryStarter, @CheckList<Deposits> _ check: () -> [Check<Deposits>]
) throws -> CellOutcome {
  try judge(starter, check).only
}

extension Array {
  /// The one element; throws if there are more or none.
  var only: Element {
    get throws {
      guard count == 1 else { throw NotOne(count: count) }
      return self[0]
    }
  }
}

private struct NotOne: Error { let count: Int }

extension CellOutcome {
  /// The number that was counted under a name.
  func count(_ name: String) -> Int? { counts.first { $0.name == name }?.value }
}

/// Three deposits of 10, 20 and 30, a second apart.
let threeDeposits = Scenario<Deposits>("three deposits") { plan in
  let node = try plan.node("account")
  for number in 1...3 {
    try plan.deliver(
      .deposit(id: "d\(number)", amount: Int64(number) * 10), to: node,
      atMilliseconds: Int64(number) * 1000)
  }
}

/// The balance is the sum of the three deposits, whatever happened.
func requireSum(_ history: History<Deposits>) throws {
  history.saw("deposits", history.store().count(prefix: "seen/"))
  try expect(
    history.store().integer("balance"), equals: 60, "the balance is the sum of the deposits")
}
