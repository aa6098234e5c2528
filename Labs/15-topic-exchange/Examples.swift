import EDARuntime
import GraderKit

/// The visible checks: what they send and expect is all here.
let examples = Checks(TopicExchange.self) {
  example("V1") { lab in
    let exchange = try lab.component()
    try exchange.declareTopic("animals", queues: "Q1", "Q2")
    try exchange.bind("animals", to: "Q1", "*.orange.*")
    try exchange.bind("animals", to: "Q2", "*.*.rabbit")
    try exchange.bind("animals", to: "Q2", "lazy.#")
    try exchange.expect("quick.orange.rabbit", to: "animals", reaches: "Q1", "Q2")
    try exchange.expect("lazy.orange.elephant", to: "animals", reaches: "Q1", "Q2")
    try exchange.expect("quick.orange.fox", to: "animals", reaches: "Q1")
    try exchange.expect("lazy.brown.fox", to: "animals", reaches: "Q2")
    try exchange.expect("lazy.pink.rabbit", to: "animals", reaches: "Q2")
    try exchange.expect("quick.brown.fox", to: "animals")
    try exchange.expect("orange", to: "animals")
    try exchange.expect("quick.orange.new.rabbit", to: "animals")
    try exchange.expect("lazy.orange.new.rabbit", to: "animals", reaches: "Q2")
  }

  example("V2") { lab in
    let exchange = try lab.component()
    try exchange.declareTopic("audit", queues: "all")
    try exchange.bind("audit", to: "all", "a.#")
    try exchange.expect("a", to: "audit", reaches: "all")
    try exchange.expect("a.b.c", to: "audit", reaches: "all")
    try exchange.expect("ab", to: "audit")
  }
}

extension Component<TopicExchange> {
  fileprivate func declareTopic(_ exchange: String, queues: String...) throws {
    try call(.declareExchange(exchange, .topic, alternate: nil))
    for queue in queues { try call(.declareQueue(queue)) }
  }

  fileprivate func bind(_ exchange: String, to queue: String, _ pattern: String) throws {
    try call(.bind(.init(source: exchange, destination: .queue(queue), key: pattern)))
  }

  fileprivate func expect(
    _ key: String, to exchange: String, reaches queues: String...
  ) throws {
    try expect(
      .route(.init(key: key), to: exchange), equals: .routing(.init(queues: queues)))
  }
}
