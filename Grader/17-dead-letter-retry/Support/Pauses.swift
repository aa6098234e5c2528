import EDARuntime
import GraderKit

extension Policy {
  /// Pauses of any length, plenty of attempts.
  static func random(_ random: inout RandomNumbers) -> Self {
    let base = Int64.random(in: 80...900, using: &random)
    return Self(
      baseMilliseconds: base, capMilliseconds: base * .random(in: 5...90, using: &random),
      maximumAttempts: .random(in: 4...9, using: &random))
  }
}

/// Fails unless pauses are spread evenly from 0 to the longest: a mean within 5 % of the middle,
/// and a quarter of them, give or take 5 %, in each quarter.
func expectEven(_ pauses: [Int64], upTo longest: Int64) throws {
  let count = Int64(pauses.count)
  try expectWithin(pauses, longest, afterFailure: nil)
  let mean = pauses.reduce(0, +) / max(1, count)
  try require(
    abs(mean * 2 - longest) * 20 <= longest,
    "the mean of \(count) pauses from 0 to \(longest) ms is \(mean) ms, "
      + "not \(longest / 2) give or take 5 %"
  )
  for quarter in 0..<4 as Range<Int64> {
    let share = Int64(pauses.count { $0 * 4 / (longest + 1) == quarter }) * 100 / max(1, count)
    try require(
      (20...30).contains(share),
      "\(share) of 100 pauses are in quarter \(quarter + 1) of 0 to \(longest) ms, "
        + "instead of 20 to 30"
    )
  }
}

/// Fails if a pause is longer than the longest, or negative.
func expectWithin(_ pauses: [Int64], _ longest: Int64, afterFailure failure: Int?) throws {
  for pause in pauses where pause < 0 || pause > longest {
    throw CheckFailure(
      "a pause" + (failure.map { " after failure \($0)" } ?? "") + " is out of bounds",
      expected: "0 to \(longest) ms", actual: "\(pause) ms")
  }
}

/// Fails if two processes, or one before and after a restart, draw the same pauses.
func expectDifferent(_ bench: Bench, _ other: Bench, afterFailure failure: Int) throws {
  let call = Call.pauses(afterFailure: failure, count: 12)
  let (first, second) = (try bench.milliseconds(call), try other.milliseconds(call))
  try require(first != second, "two processes draw the same pauses, \(first) ms")
  try other.consumer.crash()
  let third = try other.milliseconds(call)
  try require(first != third && second != third, "a new process draws the pauses of an old one")
  try require(Set(first).count > 1, "twelve pauses are all the same, \(first) ms")
}

/// Fails if messages that failed at the same time are all tried again at the same time.
func expectDrawn(_ lab: LabUnderTest<DeadLetterRetry>, _ policy: Policy) throws {
  var bench = try Bench(lab, policy)
  let copies = try (0..<8).map { number in
    try bench.fail(.random("order-\(number)", using: &lab.random))
  }
  let times = Set(copies.map(\.notBefore))
  try require(times.count > 1, "eight messages failed together, and are all tried again together")
}
