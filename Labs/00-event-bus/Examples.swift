import EDARuntime
import GraderKit

/// The visible checks: what they send and expect is all here.
let examples = Checks(EventBus.self) {
  example("V1") { lab in
    let bus = try lab.component()
    try bus.call(.subscribe("stock", to: "order.placed"))
    try bus.call(.subscribe("mail", to: "order.placed"))
    try bus.call(.subscribe("refunds", to: "order.cancelled"))
    let order = Envelope(id: "o1", source: "/shop", type: "order.placed")
    try bus.expect(
      .publish(order),
      equals: .handled([
        .init(handler: "stock", deed: .got, object: "o1"),
        .init(handler: "mail", deed: .got, object: "o1"),
      ]))
  }

  example("V2") { lab in
    let bus = try lab.component()
    try bus.call(.subscribe("stock", to: "order.placed"))
    try bus.call(.subscribe("mail", to: "order.placed"))
    try bus.call(.cancel("stock"))
    let order = Envelope(id: "o1", source: "/shop", type: "order.placed")
    try bus.expect(
      .publish(order), equals: .handled([.init(handler: "mail", deed: .got, object: "o1")]))
  }
}
