import EDARuntime

/// Events that handlers publish, and the order in which everything is delivered.
extension [Call] {
  /// Handlers that publish events for others, which publish again. Some ask for a drain in between.
  static func chains(_ random: inout RandomNumbers) -> [Call] {
    let types = Names.types(&random)
    let deeds: [(level: Int, actions: [EventBus.Action])] = [
      (0, [.publish(types[1], suffix: "a"), .publish(types[2], suffix: "b")]), (0, []),
      (0, [.publish(types[1], suffix: "c"), .drain]), (1, [.publish(types[2], suffix: "d")]),
      (1, [.drain, .publish(types[3], suffix: "e"), .drain]), (1, []),
      (2, [.publish(types[3], suffix: "f")]), (2, []), (3, []),
    ]
    let names = Names.handlers(deeds.count, &random)
    var calls = zip(names, deeds.shuffled(using: &random)).map { name, deed in
      Call.subscribe(name, to: types[deed.level], deed.actions)
    }
    for number in 1...5 {
      let type = types[number < 4 ? 0 : Int.random(in: 0..<3, using: &random)]
      calls += [.publish(Names.event("o\(number)", type)), .drain]
    }
    return calls
  }

  /// Twelve handlers of four types. Between events some of them leave and new ones come.
  static func crowd(_ random: inout RandomNumbers) -> [Call] {
    let types = Names.similarTypes(&random)
    let names = Names.handlers(12, &random)
    var calls = names.enumerated().map { number, name in
      Call.subscribe(name, to: types[number % 4], number % 4 == 0 ? [.echo(types[1], name)] : [])
    }
    for number in 1...24 {
      calls.append(.publish(Names.event("o\(number)", types[number % 4])))
      guard number % 8 == 0 else { continue }
      calls.append(.cancel(names[Int.random(in: 0..<12, using: &random)]))
      calls.append(.subscribe("new\(number)", to: types[Int.random(in: 0..<4, using: &random)]))
    }
    return calls
  }
}

extension EventBus.Action {
  /// Publishes an event whose id tells who did.
  fileprivate static func echo(_ type: String, _ name: String) -> Self {
    .publish(type, suffix: name)
  }
}
