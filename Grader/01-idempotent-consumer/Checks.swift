import EDARuntime
import GraderKit

let payments = Scenario<IdempotentConsumer>("payments") { plan in
  let consumer = try plan.node("consumer", setup: .init(windowMilliseconds: 600_000))
  for number in 1...8 {
    let amount = Int64.random(in: 1...1000, using: &plan.random)
    let payment = Envelope(
      id: "e\(number)", source: "/shop", type: "payment.captured",
      data: Array("amount \(amount)".utf8))
    try plan.deliver(
      .process(payment, .add(amount, to: "alice")), to: consumer,
      atMilliseconds: Int64(number) * 10)
  }
}

let checks = Checks(IdempotentConsumer.self) {
  invariant(
    "H1", of: payments, under: .duplicate, .reorder, .crash(atEveryEffect: true),
    needs: .witness(applied: 8)
  ) { history in
    var expected: Int64 = 0
    for case .process(let envelope, .add(let amount, _)) in Set(try history.replies().map(\.call)) {
      _ = envelope
      expected += amount
    }
    history.saw("applied", try history.replies().count { $0.reply == .outcome(.applied) })
    try expect(history.store().integer("total/alice"), equals: expected, "the total of alice")
  }
}
