import EDARuntime
import GraderKit

/// The visible checks: what they send and expect is all here.
let examples = Checks(TransactionalOutbox.self) {
  example("V1") { lab in
    let shop = try lab.component(setup: .example)
    try shop.call(.save(.placed, .append(after: "")))
    try shop.call(.pump)
    // The broker has the message and has not answered yet.
    try shop.expect(.status(of: "000001"), equals: .status(.pending))
    try shop.world.pass(milliseconds: 5)
    try shop.expect(.status(of: "000001"), equals: .status(.published))
    try expect(
      shop.world.history.published.map(\.envelope), equals: [.placed], "what the broker got")
  }

  example("V2") { lab in
    let shop = try lab.component(setup: .example)
    try shop.expect(.save(.placed, .fail), throws: .changeFailed)
    try shop.call(.pump)
    try shop.world.pass(milliseconds: 5)
    try shop.expect(.status(of: "000001"), equals: .status(nil))
    try expect(shop.world.history.published.count, equals: 0, "messages that the broker got")
    try expect(shop.world.store().text("log/order-7"), equals: nil, "the log of the order")
  }

  example("V3") { lab in
    let shop = try lab.component(setup: .example)
    try shop.call(.save(.placed, .append(after: "")))
    try shop.crash()
    try shop.call(.pump)
    try shop.world.pass(milliseconds: 5)
    try shop.expect(.status(of: "000001"), equals: .status(.published))
    try expect(
      shop.world.history.published.map(\.envelope), equals: [.placed], "what the broker got")
  }
}

extension TransactionalOutbox.Settings {
  fileprivate static var example: Self {
    Self(
      answerWithinMilliseconds: 2000, firstPauseMilliseconds: 100, longestPauseMilliseconds: 5000,
      refusalsAtMost: 5, retentionMilliseconds: 60_000)
  }
}

extension TransactionalOutbox.Message {
  fileprivate static var placed: Self {
    Self(number: "000001", aggregate: "order-7", envelope: .placed)
  }
}

extension Envelope {
  fileprivate static var placed: Envelope {
    Envelope(id: "e1", source: "/shop", type: "order.placed", subject: "order-7")
  }
}
