import EDARuntime

/// Events that are right, and events with one mistake each.
extension [Call] {
  /// Wrong ones among right ones, in random order. Somebody has subscribed to everything.
  static func attributes(_ random: inout RandomNumbers) -> [Call] {
    let type = "\(Names.word(&random)).placed"
    var events = badNames(&random).map { name in
      var event = Names.event("", type)
      event.headers = headers(&random)
      event.headers[name] = "x"
      return event
    }
    for path in [\Envelope.source, \.specversion, \.type] {
      events += (0..<3).map { _ in
        var event = Names.event("", type)
        event.headers = headers(&random)
        event[keyPath: path] = ""
        return event
      }
    }
    events += (0..<12).map { _ in
      var event = Names.event("", type)
      event.headers = headers(&random)
      return event
    }
    for place in events.indices { events[place].id = "o\(place + 1)" }
    events += (0..<3).map { _ in Names.event("", type) }
    return [.subscribe("audit", to: type), .subscribe("nameless", to: "")]
      + events.shuffled(using: &random).map { .publish($0) }
  }

  /// Names that are none.
  private static func badNames(_ random: inout RandomNumbers) -> [String] {
    let word = Names.word(&random)
    return [
      "", "trace-parent", "trace_parent", "Traceparent", word.uppercased(), word + "Id",
      word + " ", "x." + word, "caf\u{e9}", "cafe\u{301}", "stra\u{df}e", "\u{663}", "\u{ff41}",
      word + "\n", "\u{131}d",
    ]
  }

  /// Up to three names that are right.
  private static func headers(_ random: inout RandomNumbers) -> [String: String] {
    let names = [
      "traceparent", "7", "a", "z9", "0x", Names.word(&random), Names.word(&random) + "2",
      "partitionkeyoftheshopinthehighstreet",
    ]
    let count = Int.random(in: 0...3, using: &random)
    return Dictionary(
      uniqueKeysWithValues: names.shuffled(using: &random).prefix(count).map { ($0, "v") })
  }
}
