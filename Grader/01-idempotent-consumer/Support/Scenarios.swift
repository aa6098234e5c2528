import EDARuntime
import GraderKit

/// Few payments, so that a crash can be tried at every call.
let payments = Scenario<IdempotentConsumer>("payments") { plan in
  let consumer = try plan.node("consumer", setup: .init(windowMilliseconds: 600_000))
  for number in 1...8 {
    let payment = Payment("e\(number)", using: &plan.random)
    try plan.deliver(payment.call, to: consumer, atMilliseconds: Int64(number) * 10)
  }
}

/// Each payment arrives at two consumers in the same millisecond.
let race = Scenario<IdempotentConsumer>("race") { plan in
  let setup = IdempotentConsumer.Setup(windowMilliseconds: 600_000)
  let consumers = [try plan.node("left", setup: setup), try plan.node("right", setup: setup)]
  for number in 1...24 {
    let payment = Payment("e\(number)", using: &plan.random)
    for consumer in consumers {
      try plan.deliver(payment.call, to: consumer, atMilliseconds: Int64(number) * 10)
    }
  }
}

/// Producers whose clocks are wrong by up to ten years, and one that sends no time at all. Each
/// payment comes a second time within the window.
let skewedClocks = Scenario<IdempotentConsumer>("skewed clocks") { plan in
  let consumer = try plan.node("consumer", setup: .init(windowMilliseconds: 60_000))
  let tenYears: Int64 = 315_360_000_000
  let offsets = [
    -tenYears, Int64.random(in: -tenYears...(-120_000), using: &plan.random),
    Int64.random(in: 120_000...tenYears, using: &plan.random), tenYears,
  ]
  for number in 0..<20 {
    // Later than one window, so that somebody's wrong clock can tell it to forget.
    let at = 100_000 + Int64(number) * 500
    let time = number % 5 == 4 ? nil : Instant(milliseconds: at + offsets[number % 5])
    let payment = Payment(
      "e\(number)", from: "/till/\(number % 5)", time: time, using: &plan.random)
    try plan.deliver(payment.call, to: consumer, atMilliseconds: at)
    try plan.deliver(payment.call, to: consumer, atMilliseconds: at + 20_000)
  }
}

/// Many payments of four shops that number their events alike; a few where nothing goes wrong.
let rushHour = Scenario<IdempotentConsumer>("rush hour") { plan in
  let consumer = try plan.node("consumer", setup: .init(windowMilliseconds: 600_000))
  for number in 0..<(plan.hasNetworkFaults ? 5000 : 40) {
    let payment = Payment(
      "e\(number / 4)", from: "/shop/\(number % 4)", using: &plan.random)
    try plan.deliver(payment.call, to: consumer, atMilliseconds: Int64(number) * 5)
  }
}

/// For each event of a race, by id, who answered `applied`. An event that nobody answered has no
/// winner either.
func claims(
  in history: History<IdempotentConsumer>
) throws -> [(key: String, hasWon: Bool)] {
  var claims: [(key: String, hasWon: Bool)] = []
  for case .process(let envelope, _) in try history.planned() {
    claims.append((envelope.id, false))
  }
  for case (.process(let envelope, _), let reply) in try history.replies() {
    claims.append((envelope.id, reply == .outcome(.applied)))
  }
  return claims
}
