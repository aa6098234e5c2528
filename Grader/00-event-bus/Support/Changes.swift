import EDARuntime

/// Handlers that subscribe and cancel others, or themselves, while an event is being delivered.
extension [Call] {
  private typealias Part = (name: String, type: String, actions: [EventBus.Action])

  /// One handler of each kind, in random order, and three events. `round` makes the names differ
  /// from those of other rounds at the same bus.
  static func changes(round: Int, _ random: inout RandomNumbers) -> [Call] {
    let types = Names.types(&random).map { "\($0)\(round)" }
    let names = Names.handlers(9, &random).map { "\($0)\(round)" }
    let (first, next) = (types[0], types[1])
    var parts: [Part] = [
      (names[0], first, []), (names[1], next, []), (names[2], next, []),
      (names[3], first, [.subscribe("late", to: first)]),
      // Who subscribes before the delivery begins is in time, even if the event is in the queue.
      (names[4], first, [.publish(next, suffix: "n"), .subscribe("prompt", to: next)]),
      (names[5], first, [.cancel(names[1])]), (names[6], first, [.cancel(names[6])]),
    ].shuffled(using: &random)
    let canceller: Part = (names[7], first, [.cancel(names[8])])
    let cancelled: Part = (names[8], first, [])
    // In every second round the one is called when the other has had its turn.
    let pair = round % 2 == 1 ? [canceller, cancelled] : [cancelled, canceller]
    let place = Int.random(in: 0...parts.count, using: &random)
    parts.insert(pair[0], at: place)
    parts.insert(pair[1], at: Int.random(in: place + 1...parts.count, using: &random))
    return parts.map { .subscribe($0.name, to: $0.type, $0.actions) }
      + (1...2).map { .publish(Names.event("o\(round)\($0)", first)) }
      + [.cancel(names[8]), .cancel(names[0]), .cancel(names[0])]
      + [.publish(Names.event("o\(round)3", first))]
  }
}
