import EDARuntime

/// Handlers that throw.
extension [Call] {
  /// Four handlers, of which one throws that is not the last, and two events.
  static func oneFails(_ random: inout RandomNumbers) -> [Call] {
    let names = Names.handlers(4, &random)
    let failing = Int.random(in: 0..<3, using: &random)
    var calls = names.enumerated().map { number, name in
      Call.subscribe(name, to: "order.placed", number == failing ? [.fail] : [])
    }
    calls += ["o1", "o2"].map { .publish(Names.event($0, "order.placed")) }
    return calls + [.failures]
  }

  /// Handlers of three types that publish the next type and then throw, throw at once, publish what
  /// is refused, or do nothing but get events.
  static func manyFail(_ random: inout RandomNumbers) -> [Call] {
    let types = [String](Names.types(&random).prefix(3))
    let deeds: [(level: Int, actions: [EventBus.Action])] = [
      (0, [.publish(types[1], suffix: "a"), .fail]), (0, [.fail]), (0, []),
      (0, [.publish(types[1], suffix: "b")]), (1, [.publish("", suffix: "x")]),
      (1, [.publish(types[2], suffix: "c"), .fail]), (1, []), (2, [.fail]), (2, []),
    ]
    let names = Names.handlers(deeds.count, &random)
    var calls = zip(names, deeds.shuffled(using: &random)).map { name, deed in
      Call.subscribe(name, to: types[deed.level], deed.actions)
    }
    for number in 1...6 {
      let type = types[number == 1 ? 0 : Int.random(in: 0..<3, using: &random)]
      calls.append(.publish(Names.event("o\(number)", type)))
    }
    return calls + [.failures]
  }
}
