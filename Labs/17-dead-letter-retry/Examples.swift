import EDARuntime
import GraderKit

/// The visible checks: what they send and expect is all here.
let examples = Checks(DeadLetterRetry.self) {
  example("V1") { lab in
    let consumer = try lab.component(setup: .init(baseMilliseconds: 100, capMilliseconds: 5000))
    try consumer.expect(
      .longestPauses(afterFailures: [1, 2, 3, 4, 5, 6, 7, 8]),
      equals: .milliseconds([100, 200, 400, 800, 1600, 3200, 5000, 5000]))
  }

  example("V2") { lab in
    let consumer = try lab.component(setup: .init())
    let order = DeadLetterRetry.Message(id: "order-1", routingKeys: ["order.placed"])
    try consumer.call(.handle(order, fails: .permanent, clock: 0))
    try expect(
      consumer.world.history.published.map(\.channel), equals: ["dead-letters"],
      "the channels that were published to when the work can never succeed")
    try consumer.call(.handle(order, fails: .transient, clock: 0))
    try expect(
      consumer.world.history.published.map(\.channel), equals: ["dead-letters", "retry"],
      "the channels that were published to when the work may succeed later, too")
  }

  example("V3") { lab in
    let consumer = try lab.component(setup: .init())
    var order = DeadLetterRetry.Message(id: "order-1", routingKeys: ["order.placed"])
    for count in 1...2 as ClosedRange<Int64> {
      let reply = try consumer.call(
        .deadLetter(order, from: "orders", to: "orders.dead", because: .rejected))
      guard case .message(let letter) = reply else {
        throw CheckFailure("a rejected message is dead-lettered", actual: "\(reply)")
      }
      order = letter
      try expect(order.deaths.map(\.count), equals: [count], "the counts in x-death")
    }
  }
}
