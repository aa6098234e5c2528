import EDARuntime
import GraderKit

/// Messages of one key, the first of which fails, and of keys that look alike.
struct Lines {
  private let lab: LabUnderTest<DeadLetterRetry>
  private let round: Int
  private let key: String
  private let otherKeys: [String]
  private var waitedCount = 0

  init(_ lab: LabUnderTest<DeadLetterRetry>, _ round: Int) throws {
    self.lab = lab
    self.round = round
    key = "customer-\(Int.random(in: 1...9, using: &lab.random))"
    otherKeys = ["", key + "/", key + "0", String(key.dropLast())]
  }

  /// One failed message, two behind it, one process that dies; the messages come back in the wrong
  /// order. Returns how many times one had to wait.
  mutating func keepOrder() throws -> Int {
    let policy = Policy(baseMilliseconds: 700, maximumAttempts: 3, isOrdered: true)
    var bench = try Bench(lab, policy)
    var first = try bench.fail(message("first"))
    let second = try expectToWait(message("second"), behind: first, &bench, policy)
    if round % 2 == 1 { try bench.consumer.crash() }
    try expectToFlow(otherKeys[round % 4], bench)
    let third = try expectToWait(message("third"), behind: first, &bench, policy)
    try pass(to: third, bench)
    if round >= 2 {
      first = try bench.fail(first)
      try pass(to: first, bench)
      _ = try bench.fail(first)
    } else {
      try expectDone(first, bench)
    }
    try pass(to: second, bench)
    let late = try expectToWait(third, behind: nil, &bench, policy)
    try expectDone(second, bench)
    try pass(to: late, bench)
    try expectDone(late, bench)
    try expectDone(message("fourth"), bench)
    return waitedCount
  }

  /// Without order nobody waits for anybody.
  func flowWithoutOrder() throws {
    var bench = try Bench(lab, Policy(baseMilliseconds: 60_000, capMilliseconds: 60_000))
    let first = try bench.fail(message("first"))
    try expectDone(message("second"), bench)
    try expectToFlow(otherKeys[round % 4], bench)
    try pass(to: first, bench)
    try expectDone(first, bench)
  }

  private func message(_ id: String) -> Message {
    .random(id, key: key, using: &lab.random)
  }

  private mutating func expectToWait(
    _ message: Message, behind head: Message?, _ bench: inout Bench, _ policy: Policy
  ) throws -> Message {
    let handled = try bench.handle(message)
    try expect(handled.runs, equals: 0, "how many times \(message) was tried out of turn")
    try expect(handled.outcome, equals: .held, "the outcome of \(message), which is not its turn")
    waitedCount += 1
    let copy = try bench.onlyCopy(of: message)
    var expected = message
    expected.notBefore = copy.message.notBefore
    try expect(
      copy, equals: Copy(channel: Channel.retry, message: expected),
      "the copy of \(message), which was not tried")
    let earliest = max(head?.notBefore ?? .start, handled.at.advanced(byMilliseconds: 1))
    let latest = max(head?.notBefore ?? .start, handled.at)
      .advanced(byMilliseconds: policy.capMilliseconds)
    try require(
      copy.message.notBefore.map { $0 >= earliest && $0 <= latest } ?? false,
      "\(copy) is to come again between \(earliest) and \(latest)")
    return copy.message
  }

  private func expectDone(_ message: Message, _ bench: Bench) throws {
    let handled = try bench.handle(message)
    try expect(handled.runs, equals: 1, "how many times \(message) was tried, whose turn it is")
    try expect(handled.outcome, equals: .done, "the outcome of \(message), whose work succeeds")
  }

  private func expectToFlow(_ key: String, _ bench: Bench) throws {
    try expectDone(.random("other", key: key, using: &lab.random), bench)
  }

  private func pass(to message: Message, _ bench: Bench) throws {
    let world = bench.consumer.world
    try world.pass(
      milliseconds: max(0, (message.notBefore ?? world.now).milliseconds(since: world.now)))
  }
}
