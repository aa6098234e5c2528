import EDARuntime

typealias Binding = TopicExchange.Binding
typealias Message = TopicExchange.Message

/// Topologies for what patterns mean: each is a list of commands, then a list of messages.
struct Trial {
  var commands: [Call] = []
  var messages: [Call] = []

  var all: [Call] { commands + messages }
}

extension Trial {
  /// Random patterns, a queue for each, and random keys.
  static func patterns(_ count: Int, keys: Int, _ random: inout RandomNumbers) -> Trial {
    var trial = Trial(commands: [.declareExchange("events", .topic, alternate: nil)])
    for number in 0..<count {
      trial.commands += bound("p\(number)", to: "events", Names.pattern(&random))
    }
    // Every trial has the two keys on which ideas of a word part.
    trial.messages = (["", "."] + (2..<keys).map { _ in Names.key(&random) })
      .map { .route(.init(key: $0), to: "events") }
    return trial
  }

  /// Queues of which each has several bindings that match the same message, on exchanges of all
  /// kinds.
  static func overlaps(round: Int, _ random: inout RandomNumbers) -> Trial {
    var trial = Trial()
    let kinds: [TopicExchange.Kind] = [.topic, .fanout, .headers, .topic]
    for (place, kind) in kinds.enumerated() {
      let exchange = "x\(round)-\(place)"
      trial.commands.append(.declareExchange(exchange, kind, alternate: nil))
      let key = Names.key(&random)
      for number in 0..<3 {
        let queue = "q\(round)-\(place)-\(number)"
        trial.commands.append(.declareQueue(queue))
        for copy in 0..<Int.random(in: 2...5, using: &random) {
          trial.commands.append(
            .bind(
              .init(
                source: exchange, destination: .queue(queue),
                key: kind == .topic ? Names.pattern(matching: key, &random) : "k\(copy)",
                arguments: copy < 2 ? ["n": "\(copy)", "x-match": "any"] : ["m": "1"])))
        }
      }
      let headers = ["n": "\(place % 2)", "m": "1"]
      trial.messages.append(.route(.init(key: key, headers: headers), to: exchange))
    }
    return trial
  }

  /// Direct and fanout exchanges whose keys look like patterns.
  static func directAndFanout(_ random: inout RandomNumbers) -> Trial {
    var trial = Trial(commands: [
      .declareExchange("direct", .direct, alternate: nil),
      .declareExchange("fanout", .fanout, alternate: nil),
    ])
    for number in 0..<12 {
      let pattern = Names.pattern(&random, longest: 2)
      trial.commands += bound("d\(number)", to: "direct", pattern)
      trial.commands += bound("e\(number)", to: "direct", Names.key(&random, longest: 2))
      trial.commands += bound("f\(number)", to: "fanout", pattern)
    }
    for _ in 0..<20 {
      let message = Message(key: Names.key(&random, longest: 2))
      trial.messages += [.route(message, to: "direct"), .route(message, to: "fanout")]
    }
    return trial
  }

  /// A queue with one binding.
  static func bound(_ queue: String, to exchange: String, _ key: String) -> [Call] {
    [
      .declareQueue(queue),
      .bind(.init(source: exchange, destination: .queue(queue), key: key)),
    ]
  }
}

extension Trial {
  private static let names = ["colour", "size", "xenon", "x-trace", "x-tenant"]

  /// Bindings with each rule of `x-match`, and messages half of which were made to fit one of them.
  static func headers(_ random: inout RandomNumbers) -> Trial {
    var trial = Trial(commands: [.declareExchange("headers", .headers, alternate: nil)])
    let rules = [nil, "all", "any", "all-with-x", "any-with-x"]
    let empty: [[String: String]] = [
      [:], ["x-match": "any"], ["x-match": "any", "x-trace": "1"], ["x-match": "any-with-x"],
    ]
    for number in 0..<30 {
      var arguments = pairs(&random)
      arguments["x-match"] = rules[number % rules.count]
      trial.messages.append(.route(.init(headers: pairs(&random)), to: "headers"))
      trial.messages.append(.route(.init(headers: fitting(arguments, &random)), to: "headers"))
      trial.commands += bound("h\(number)", asking: arguments)
    }
    for (number, arguments) in empty.enumerated() {
      trial.commands += bound("e\(number)", asking: arguments)
    }
    return trial
  }

  private static func bound(_ queue: String, asking arguments: [String: String]) -> [Call] {
    let binding = Binding(source: "headers", destination: .queue(queue), arguments: arguments)
    return [.declareQueue(queue), .bind(binding)]
  }

  private static func pairs(_ random: inout RandomNumbers) -> [String: String] {
    var pairs: [String: String] = [:]
    for name in names where Int.random(in: 0..<5, using: &random) < 2 {
      pairs[name] = Bool.random(using: &random) ? "1" : "2"
    }
    return pairs
  }

  /// The arguments as headers, with a wrong value, or none, for half of those that begin with `x-`.
  private static func fitting(
    _ arguments: [String: String], _ random: inout RandomNumbers
  ) -> [String: String] {
    var headers = arguments
    headers["x-match"] = nil
    for name in names where name.hasPrefix("x-") && Bool.random(using: &random) {
      headers[name] = Bool.random(using: &random) ? nil : "3"
    }
    return headers
  }
}
