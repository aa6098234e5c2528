import EDARuntime
import GraderKit

/// The visible checks: what they send and expect is all here.
let examples = Checks(AckRedelivery.self) {
  example("V1") { lab in
    let broker = try lab.broker("m1", "m2", "m3", "m4", "m5")
    try broker.expect(
      .consume(.init(channel: 1, consumer: "a", queue: "q", prefetch: 3)),
      equals: .init(deliveries: [.to("a", 1, "m1"), .to("a", 2, "m2"), .to("a", 3, "m3")]))
    try broker.expect(
      .ack(channel: 1, tag: 1, multiple: false), equals: .init(deliveries: [.to("a", 4, "m4")]))
  }

  example("V2") { lab in
    let broker = try lab.broker("m1", "m2")
    try broker.expect(
      .consume(.init(channel: 1, consumer: "a", queue: "q", prefetch: 2)),
      equals: .init(deliveries: [.to("a", 1, "m1"), .to("a", 2, "m2")]))
    // The consumer dies, and its connection with it.
    try broker.expect(.closeChannel(1), equals: .init())
    try broker.expect(
      .consume(.init(channel: 2, consumer: "b", queue: "q", prefetch: 1)),
      equals: .init(
        deliveries: [
          .init(channel: 2, consumer: "b", tag: 1, message: "m1", redelivered: true)
        ]))
  }

  example("V3") { lab in
    let broker = try lab.broker("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8")
    try broker.expect(
      .consume(.init(channel: 1, consumer: "a", queue: "q", prefetch: 0)),
      equals: .init(deliveries: (1...8).map { .to("a", $0, "m\($0)") }))
    for tag in 1...4 {
      try broker.expect(.ack(channel: 1, tag: Int64(tag), multiple: false), equals: .init())
    }
    // 5 to 8 are outstanding, and this is the end of all four.
    try broker.expect(.ack(channel: 1, tag: 8, multiple: true), equals: .init())
    try broker.expect(.closeChannel(1), equals: .init())
    try broker.expect(
      .consume(.init(channel: 2, consumer: "b", queue: "q", prefetch: 0)), equals: .init())
  }
}

extension LabUnderTest<AckRedelivery> {
  /// A broker with one queue, `q`, and these messages in it.
  fileprivate func broker(_ messages: String...) throws -> Component<AckRedelivery> {
    let broker = try component(setup: .init(queues: [.init(name: "q")]))
    for message in messages {
      try broker.expect(
        .publish(.init(id: message), to: ["q"]), equals: .init(answer: .confirmed))
    }
    return broker
  }
}

extension AckRedelivery.Delivery {
  /// A first delivery on channel 1.
  fileprivate static func to(_ consumer: String, _ tag: Int64, _ message: String) -> Self {
    Self(channel: 1, consumer: consumer, tag: tag, message: message)
  }
}
