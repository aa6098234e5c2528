import EDARuntime
import GraderKit

extension TransactionalOutbox.Settings {
  /// So many refusals that no row of the scenario is parked by chance.
  static let patient = settings(refusalsAtMost: 1000)
  static let strict = settings(refusalsAtMost: 5)

  private static func settings(refusalsAtMost: Int) -> Self {
    Self(
      answerWithinMilliseconds: 2000, firstPauseMilliseconds: 100, longestPauseMilliseconds: 5000,
      refusalsAtMost: refusalsAtMost, retentionMilliseconds: 60_000)
  }
}

/// Writes the saves of a scenario: `a1`, `a2`, … are the messages of aggregate `a`.
struct Shop {
  private var counts: [String: Int] = [:]
  private var lastNumber = 0

  /// The next message of an aggregate, with the next number unless another is given.
  mutating func next(
    of aggregate: String, number: Int? = nil, isTooLarge: Bool = false,
    using random: inout RandomNumbers
  ) -> (message: Outboxes.Message, change: Outboxes.Change) {
    let count = counts[aggregate, default: 0]
    counts[aggregate] = count + 1
    let message = message(
      "\(aggregate)\(count + 1)", aggregate, number, isTooLarge ? 101 : 3, &random)
    return (message, .append(after: count == 0 ? "" : "\(aggregate)\(count)"))
  }

  /// A message whose change fails.
  mutating func failing(
    of aggregate: String, using random: inout RandomNumbers
  ) -> (message: Outboxes.Message, change: Outboxes.Change) {
    (message("\(aggregate)-fails", aggregate, nil, 3, &random), .fail)
  }

  private mutating func message(
    _ id: String, _ aggregate: String, _ number: Int?, _ size: Int, _ random: inout RandomNumbers
  ) -> Outboxes.Message {
    lastNumber = number ?? lastNumber + 1
    let digits = String(lastNumber)
    return Outboxes.Message(
      number: String(repeating: "0", count: 6 - digits.count) + digits, aggregate: aggregate,
      envelope: Envelope(
        id: id, source: "/shop", type: "order.changed", subject: aggregate,
        headers: ["attempt": String(Int.random(in: 1...9, using: &random))],
        data: (0..<size).map { _ in UInt8.random(in: 1...255, using: &random) }))
  }
}

extension ScenarioPlan<TransactionalOutbox> {
  mutating func save(
    _ saved: (message: Outboxes.Message, change: Outboxes.Change), on node: NodeName,
    at: Int64
  ) throws {
    try deliver(.save(saved.message, saved.change), to: node, atMilliseconds: at)
  }

  /// Calls `pump` late, when everything else has been delivered: whoever died works again. Under
  /// faults of the network nobody dies, and links are cut at a time before the last call, which
  /// should find something under way.
  mutating func finish(_ nodes: NodeName...) throws {
    guard !hasNetworkFaults else { return }
    for at: Int64 in [100_000, 200_000] {
      for node in nodes { try deliver(.pump, to: node, atMilliseconds: at) }
    }
  }
}

/// One process, two aggregates, and a change that fails.
let shop = Scenario<TransactionalOutbox>("shop") { plan in
  let node = try plan.node("shop", setup: .patient)
  var shop = Shop()
  for round in 0..<Int64(plan.hasNetworkFaults ? 10 : 2) {
    for (place, aggregate) in ["a", "b"].enumerated() {
      let at = round * 100 + Int64(place) * 40
      try plan.save(shop.next(of: aggregate, using: &plan.random), on: node, at: at)
      try plan.deliver(.pump, to: node, atMilliseconds: at + 10)
    }
    guard round == 0 else { continue }
    try plan.save(shop.failing(of: "b", using: &plan.random), on: node, at: 70)
    try plan.deliver(.pump, to: node, atMilliseconds: 80)
  }
  try plan.finish(node)
}

/// Several messages of an aggregate wait at a time.
let backlog = Scenario<TransactionalOutbox>("backlog") { plan in
  let node = try plan.node("shop", setup: .patient)
  var shop = Shop()
  for round in 0..<Int64(plan.hasNetworkFaults ? 12 : 2) {
    for aggregate in ["a", "b"] {
      try plan.save(shop.next(of: aggregate, using: &plan.random), on: node, at: round)
    }
    try plan.deliver(.pump, to: node, atMilliseconds: round)
  }
  try plan.finish(node)
}

/// The status of each row is asked for as soon as it was handed over, and later.
let watched = Scenario<TransactionalOutbox>("watched") { plan in
  let node = try plan.node("shop", setup: .patient)
  var shop = Shop()
  for round in 0..<Int64(plan.hasNetworkFaults ? 8 : 3) {
    var numbers: [String] = []
    for aggregate in ["a", "b", "c"] {
      let saved = shop.next(of: aggregate, using: &plan.random)
      numbers.append(saved.message.number)
      try plan.save(saved, on: node, at: round * 100)
    }
    try plan.deliver(.pump, to: node, atMilliseconds: round * 100)
    for at in [round * 100, round * 100 + 50] {
      for number in numbers {
        try plan.deliver(.status(of: number), to: node, atMilliseconds: at)
      }
    }
  }
  try plan.finish(node)
}

/// Changes of many aggregates are committed in another order than that of their numbers, and each
/// is published before the next one is committed.
let lateCommits = Scenario<TransactionalOutbox>("late commits") { plan in
  let node = try plan.node("shop", setup: .patient)
  var shop = Shop()
  // The last number comes third, so that most are late.
  var numbers = Array(1...11).shuffled(using: &plan.random)
  numbers.insert(12, at: 2)
  for (place, number) in numbers.enumerated() {
    let saved = shop.next(
      of: "\("abcdefghijkl".dropFirst(number - 1).first ?? "z")",
      number: number, using: &plan.random)
    try plan.save(saved, on: node, at: Int64(place) * 100)
    try plan.deliver(.pump, to: node, atMilliseconds: Int64(place) * 100 + 50)
    if place % 4 == 3 { plan.restart(node, atMilliseconds: Int64(place) * 100 + 80) }
  }
  try plan.finish(node)
}

/// Two processes save and publish, one after the other and at the same time.
let twoRelays = Scenario<TransactionalOutbox>("two relays") { plan in
  let left = try plan.node("left", setup: .patient)
  let right = try plan.node("right", setup: .patient)
  var shop = Shop()
  // Long enough that one process can stand still while the other one works.
  let (rounds, pause): (Int64, Int64) = plan.hasNetworkFaults ? (20, 1000) : (4, 10)
  for round in 0..<rounds {
    for (aggregate, node) in [("a", left), ("b", right), ("a", left), ("c", left)] {
      try plan.save(shop.next(of: aggregate, using: &plan.random), on: node, at: round * pause)
    }
    for node in [left, right] {
      try plan.deliver(.pump, to: node, atMilliseconds: round * pause + 2)
    }
  }
  try plan.finish(left, right)
}

/// In each round both processes save and publish in the same millisecond.
let race = Scenario<TransactionalOutbox>("race") { plan in
  let left = try plan.node("left", setup: .patient)
  let right = try plan.node("right", setup: .patient)
  var shop = Shop()
  for round in 0..<Int64(8) {
    for (aggregate, node) in [("a", left), ("b", right)] {
      try plan.save(shop.next(of: aggregate, using: &plan.random), on: node, at: round * 50)
      try plan.save(shop.next(of: aggregate, using: &plan.random), on: node, at: round * 50)
    }
    for node in [left, right] {
      try plan.deliver(.pump, to: node, atMilliseconds: round * 50)
    }
  }
  try plan.finish(left, right)
}

/// The broker refuses `b2` each time.
let refused = Scenario<TransactionalOutbox>("refused") { plan in
  let node = try plan.node("shop", setup: .strict)
  var shop = Shop()
  var numbers: [String] = []
  for (place, aggregate) in ["a", "b", "b", "b", "c"].enumerated() {
    let saved = shop.next(of: aggregate, isTooLarge: place == 2, using: &plan.random)
    if aggregate == "b" { numbers.append(saved.message.number) }
    try plan.save(saved, on: node, at: Int64(place) * 20)
    try plan.deliver(.pump, to: node, atMilliseconds: Int64(place) * 20 + 10)
  }
  for at: Int64 in [400, 150_000] {
    for number in numbers { try plan.deliver(.status(of: number), to: node, atMilliseconds: at) }
  }
  // Changes come late: only the aggregate of the parked row stands still.
  for aggregate in ["b", "c"] {
    try plan.save(shop.next(of: aggregate, using: &plan.random), on: node, at: 150_010)
  }
  try plan.deliver(.pump, to: node, atMilliseconds: 150_020)
  try plan.finish(node)
}

/// A backlog when the broker goes away, and a message that it refuses a few times for certain.
let outage = Scenario<TransactionalOutbox>("outage") { plan in
  var setup = Outboxes.Settings.patient
  setup.refusalsAtMost = 9
  let node = try plan.node("shop", setup: setup)
  var shop = Shop()
  for _ in 0..<(plan.hasNetworkFaults ? 30 : 3) {
    try plan.save(shop.next(of: "a", using: &plan.random), on: node, at: 0)
  }
  try plan.deliver(.pump, to: node, atMilliseconds: 0)
  for at: Int64 in [20, 40, 60] {
    try plan.save(shop.next(of: "b", using: &plan.random), on: node, at: at)
    try plan.deliver(.pump, to: node, atMilliseconds: at)
  }
  try plan.save(
    shop.next(of: "c", isTooLarge: true, using: &plan.random), on: node, at: 80)
  try plan.deliver(.pump, to: node, atMilliseconds: 80)
  try plan.finish(node)
}
