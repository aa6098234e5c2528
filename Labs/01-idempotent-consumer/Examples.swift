import EDARuntime
import GraderKit

/// The visible checks: what they send and expect is all here.
let examples = Checks(IdempotentConsumer.self) {
  example("V1") { lab in
    let consumer = try lab.component(setup: .init(windowMilliseconds: 60_000))
    let payment = Envelope(id: "e1", source: "/shop", type: "payment.captured")
    try consumer.expect(.process(payment, .add(30, to: "alice")), equals: .outcome(.applied))
    try consumer.expect(.process(payment, .add(30, to: "alice")), equals: .outcome(.duplicate))
    try expect(consumer.world.store().integer("total/alice"), equals: 30, "the total of alice")
  }

  example("V2") { lab in
    let consumer = try lab.component(setup: .init(windowMilliseconds: 60_000))
    let online = Envelope(id: "e1", source: "/shop/online", type: "payment.captured")
    let airport = Envelope(id: "e1", source: "/shop/airport", type: "payment.captured")
    try consumer.expect(.process(online, .add(30, to: "alice")), equals: .outcome(.applied))
    try consumer.expect(.process(airport, .add(12, to: "alice")), equals: .outcome(.applied))
    try expect(consumer.world.store().integer("total/alice"), equals: 42, "the total of alice")
  }

  example("V3") { lab in
    let consumer = try lab.component(setup: .init(windowMilliseconds: 60_000))
    let payment = Envelope(id: "e1", source: "/shop", type: "payment.captured")
    try consumer.expect(.process(payment, .addThenFail(30, to: "alice")), throws: .handlerFailed)
    try consumer.expect(.process(payment, .add(30, to: "alice")), equals: .outcome(.applied))
    try consumer.expect(.process(payment, .add(30, to: "alice")), equals: .outcome(.duplicate))
    try expect(consumer.world.store().integer("total/alice"), equals: 30, "the total of alice")
  }
}
