import EDARuntime
import GraderKit

/// What is refused, and what looks as if it should be and is not.
extension Trial {
  static func refusals(_ random: inout RandomNumbers) -> Trial {
    let (known, unknown) = ("k" + Names.word(&random), "u" + Names.word(&random))
    let queue = "q" + Names.word(&random)
    var trial = Trial(commands: [
      .declareExchange(known, .topic, alternate: nil),
      .declareExchange("next", .fanout, alternate: known),
    ])
    trial.commands += bound(queue, to: known, "a.#") + bound(queue, to: "next", "")
    trial.messages = [
      .route(.init(key: "a"), to: unknown), .route(.init(key: "a", isMandatory: true), to: unknown),
      .route(.init(key: "b"), to: known), .route(.init(key: "b", isMandatory: true), to: known),
      .bind(.init(source: unknown, destination: .queue(queue), key: "a")),
      .bind(.init(source: known, destination: .queue(unknown), key: "a")),
      .bind(.init(source: known, destination: .exchange(unknown), key: "a")),
      .unbind(.init(source: unknown, destination: .queue(queue), key: "a")),
      .unbind(.init(source: known, destination: .queue(unknown), key: "a")),
      .deleteExchange(unknown), .declareExchange(known, .topic, alternate: nil),
      .declareExchange(known, .direct, alternate: nil),
      .declareExchange(known, .topic, alternate: "next"),
      .declareExchange("next", .fanout, alternate: nil), .declareQueue(queue),
      .route(.init(key: "a.b"), to: known),
    ]
    return trial
  }

  /// An exchange that is deleted and made again: it starts without bindings, and nothing leads to
  /// it.
  static func deletion(of exchange: String, before: String, _ key: String) -> [Call] {
    [
      .declareExchange("front", .fanout, alternate: nil),
      .bind(.init(source: "front", destination: .exchange(exchange), key: key)),
      .route(.init(key: key), to: "front"), .deleteExchange(exchange),
      .route(.init(key: key), to: exchange), .route(.init(key: key), to: "front"),
      .declareExchange(exchange, .topic, alternate: nil), .route(.init(key: key), to: exchange),
    ] + bound(before, to: exchange, key) + [
      .route(.init(key: key), to: exchange), .route(.init(key: key), to: "front"),
      .deleteExchange(exchange), .deleteExchange(exchange),
    ]
  }

  /// Every way to change the default exchange.
  static func defaultExchange(queue: String) -> [Call] {
    let own = Binding(source: "", destination: .queue(queue), key: queue)
    return [
      .declareQueue(queue), .declareExchange("named", .fanout, alternate: nil),
      .route(.init(key: queue), to: ""), .bind(own), .unbind(own),
      .bind(.init(source: "", destination: .queue(queue), key: "other")),
      .bind(.init(source: "named", destination: .exchange(""), key: queue)),
      .unbind(.init(source: "named", destination: .exchange(""), key: queue)),
      .declareExchange("", .direct, alternate: nil),
      .declareExchange("", .direct, alternate: "named"), .deleteExchange(""),
      .route(.init(key: queue), to: ""), .route(.init(key: "other"), to: ""),
      .route(.init(key: "other", isMandatory: true), to: ""), .route(.init(key: "#"), to: ""),
    ]
  }
}

/// Bindings that differ in one part each.
enum Twins {
  /// Declares two exchanges and two queues, one of the queues named like an exchange.
  static let declarations: [Call] = [
    .declareExchange("x", .topic, alternate: nil), .declareExchange("y", .topic, alternate: nil),
    .declareExchange("twin", .fanout, alternate: nil), .declareQueue("twin"), .declareQueue("q"),
    .declareQueue("behind"),
    .bind(.init(source: "twin", destination: .queue("behind"), key: "")),
  ]

  /// Every combination of few sources, destinations, keys and arguments.
  static let bindings: [Binding] = ["x", "y"].flatMap { source in
    [TopicExchange.Destination.queue("twin"), .exchange("twin"), .queue("q")].flatMap {
      destination in
      ["a.*", "a.#"].flatMap { key in
        [[:], ["foo": "bar"]].map {
          Binding(source: source, destination: destination, key: key, arguments: $0)
        }
      }
    }
  }

  /// A message for every key and exchange.
  static let probes: [Call] = ["x", "y"].flatMap { source in
    ["a", "a.b", "a.b.c"].map { .route(.init(key: $0), to: source) }
  }
}
