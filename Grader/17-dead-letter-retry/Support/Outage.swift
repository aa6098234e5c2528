import EDARuntime
import GraderKit

/// A minute in which nothing works, and ten seconds before it in which everything does.
struct Outage {
  private let budget: DeadLetterRetry.Budget
  private let policy: Policy
  private var bench: Bench
  /// Hundredths of a retry that the model has left.
  private var left: Int
  private var firstAttempts = 0
  private var retries = 0
  private var waiting: [Message] = []

  init(_ lab: LabUnderTest<DeadLetterRetry>, percent: Int) throws {
    budget = .init(reserve: .random(in: 2...6, using: &lab.random), percent: percent)
    policy = Policy(baseMilliseconds: 100, capMilliseconds: 800, budget: budget)
    bench = try Bench(lab, policy)
    left = budget.reserve * 100
  }

  /// Returns how many retries there were.
  mutating func run() throws -> Int {
    for number in 0..<20 { try deliver(Message(id: "before-\(number)"), fails: nil) }
    for second in 0..<60 {
      try deliver(Message(id: "during-\(second)"), fails: .transient)
      try bench.consumer.world.pass(milliseconds: 1000)
      let due = waiting
      waiting = []
      for message in due { try deliver(message, fails: .transient) }
      try require(
        retries * 100 <= budget.reserve * 100 + budget.percent * firstAttempts,
        "\(retries) retries, with a reserve of \(budget.reserve) "
          + "and \(budget.percent) for each 100 of \(firstAttempts) first attempts")
    }
    return retries
  }

  private mutating func deliver(_ message: Message, fails failure: DeadLetterRetry.Failure?) throws
  {
    if message.attempts == 0 { left = min(budget.reserve * 100, left + budget.percent) }
    let handled = try bench.handle(message, fails: failure)
    guard failure != nil else {
      return try expect(handled.outcome, equals: .done, "the outcome of \(message), which works")
    }
    if message.attempts == 0 { firstAttempts += 1 }
    let isLast = message.attempts >= policy.maximumAttempts - 1
    let isRetried = !isLast && left >= 100
    let copies = try bench.newCopies()
    try expect(
      copies.map(\.channel), equals: [isRetried ? Channel.retry : Channel.deadLetters],
      "where \(message) is published, with \(left) hundredths of a retry in the bucket")
    guard isRetried else { return }
    left -= 100
    retries += 1
    waiting += copies.map(\.message)
  }
}
