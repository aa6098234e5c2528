import EDARuntime

/// Topologies of several exchanges. The queue `x3/…` is bound to the exchange `x3`.
extension Trial {
  /// A circle of alternates, of which each exchange takes messages with a first word of its own,
  /// and one that leads to an exchange with nothing behind it.
  static func alternates(_ random: inout RandomNumbers) -> Trial {
    var trial = Trial()
    let count = Int.random(in: 4...6, using: &random)
    for place in 0..<count {
      let next = "x\((place + 1) % count)"
      trial.commands += [
        .declareExchange("x\(place)", place == 1 ? .direct : .topic, alternate: next)
      ]
      trial.commands += bound("x\(place)/q", to: "x\(place)", place == 1 ? "w1" : "w\(place).#")
    }
    // What all of them would take goes to none but the first.
    for place in 0..<count where place != 1 {
      trial.commands += bound("x\(place)/q", to: "x\(place)", "all.#")
      trial.messages.append(.route(.init(key: "all.a"), to: "x\(place)"))
    }
    // One binding leads on, to an exchange that has nothing: that counts as a match of `x0`.
    trial.commands += [
      .declareExchange("empty", .fanout, alternate: nil),
      .bind(.init(source: "x0", destination: .exchange("empty"), key: "*.hole")),
      .declareExchange("outer", .fanout, alternate: "undeclared"),
    ]
    let words = (0...count).map { "w\($0)" }
    for _ in 0..<60 {
      let last = ["", ".hole", ".a", ".a.b"][Int.random(in: 0..<4, using: &random)]
      let message = Message(
        key: words[Int.random(in: 0...count, using: &random)] + last,
        isMandatory: Bool.random(using: &random))
      let place = Int.random(in: 0..<count, using: &random)
      trial.messages.append(.route(message, to: "x\(place)"))
    }
    trial.messages.append(.route(.init(key: "w0", isMandatory: true), to: "outer"))
    trial.messages.append(.route(.init(key: "w0", isMandatory: true), to: "empty"))
    return trial
  }

  /// Exchanges bound to each other at random: circles, bindings of an exchange to itself, and
  /// several ways to one queue.
  static func graph(exchanges count: Int, _ random: inout RandomNumbers) -> Trial {
    var trial = Trial()
    for place in 0..<count {
      let kind: TopicExchange.Kind = place % 3 == 0 ? .topic : .fanout
      trial.commands.append(.declareExchange("x\(place)", kind, alternate: nil))
    }
    for place in 0..<count {
      trial.commands += bound("x\(place)/q", to: "x\(place)", place % 3 == 0 ? "a.#" : "")
      for _ in 0..<2 {
        let next = Int.random(in: 0..<count, using: &random)
        trial.commands += linked(place, next, Names.pattern(&random, longest: 2))
      }
      // A circle through all of them, and each of them to itself.
      trial.commands += linked(place, (place + 1) % count, "#.b") + linked(place, place, "#")
    }
    for _ in 0..<12 {
      let place = Int.random(in: 0..<count, using: &random)
      trial.messages.append(
        .route(.init(key: Names.key(&random, longest: 2)), to: "x\(place)"))
    }
    // Random keys can be such that hardly any gets anywhere: these go round the whole circle.
    for _ in 0..<4 {
      let place = Int.random(in: 0..<count, using: &random)
      trial.messages.append(.route(.init(key: "a.b"), to: "x\(place)"))
    }
    return trial
  }

  /// A ladder of exchanges with two bindings from each to the next: as many ways as two to the
  /// power of its length.
  static func ladder(_ length: Int) -> Trial {
    var trial = Trial()
    for place in 0...length {
      trial.commands.append(.declareExchange("rung\(place)", .topic, alternate: nil))
    }
    for place in 0..<length {
      for pattern in ["#", "*"] {
        trial.commands.append(
          .bind(
            .init(
              source: "rung\(place)", destination: .exchange("rung\(place + 1)"), key: pattern)))
      }
    }
    trial.commands += bound("top", to: "rung\(length)", "a")
    trial.messages = [.route(.init(key: "a"), to: "rung0")]
    return trial
  }

  private static func linked(_ source: Int, _ next: Int, _ key: String) -> [Call] {
    [.bind(.init(source: "x\(source)", destination: .exchange("x\(next)"), key: key))]
  }

  /// How many copies went to queues that are bound to another exchange than the message was sent
  /// to.
  func copiesBehind(_ replies: [Reply]) -> Int {
    zip(all, replies).map { call, reply in
      guard case .route(_, let exchange) = call else { return 0 }
      return reply.queues.count { !$0.hasPrefix(exchange + "/") }
    }.reduce(0, +)
  }
}

extension Trial {
  /// Patterns with so many ways to divide a key among their wildcards that trying them all takes
  /// for ever, each with a key that it just matches and one that it just does not.
  static func adversaries(_ random: inout RandomNumbers) -> [Trial] {
    // Short words, because a key has at most 255 bytes.
    let (word, last) = ("w\(Int.random(in: 0...9, using: &random))", "v" + Names.word(&random))
    let count = Int.random(in: 14...18, using: &random)
    let unit = Int.random(in: 2...3, using: &random)
    let patterns = [
      joined("#." + word, count), joined("#.*", count), joined("*.#." + word, count / 2),
      "#." + joined(word + ".#", count), joined("#.#." + word, count),
      joined("#." + joined(word, unit), count / unit),
    ]
    let key = joined(word, 2 * count)
    return patterns.enumerated().map { number, pattern in
      let exchange = "adversary\(number)"
      var trial = Trial(commands: [.declareExchange(exchange, .topic, alternate: nil)])
      trial.commands += bound("a\(number)", to: exchange, "\(pattern).#.\(last)")
      trial.messages = [
        .route(.init(key: "\(key).\(last)"), to: exchange), .route(.init(key: key), to: exchange),
      ]
      return trial
    }
  }

  private static func joined(_ part: String, _ count: Int) -> String {
    Array(repeating: part, count: count).joined(separator: ".")
  }
}
