import EDARuntime

/// Names of handlers and types of events.
enum Names {
  /// So many handlers, each with a name of its own.
  static func handlers(_ count: Int, _ random: inout RandomNumbers) -> [String] {
    let known = [
      "stock", "card", "mail", "fraud", "search", "audit", "parcel", "points", "tax", "invoice",
      "printer", "prices", "labels", "report", "backup", "phone",
    ]
    return Array(known.shuffled(using: &random).prefix(count))
  }

  /// Four types of events about one thing, in random order.
  static func types(_ random: inout RandomNumbers) -> [String] {
    let things = ["order", "basket", "parcel", "return", "invoice", "voucher", "review", "seat"]
    let thing = things[Int.random(in: things.indices, using: &random)]
    return ["placed", "paid", "packed", "sent"].map { "\(thing).\($0)" }.shuffled(using: &random)
  }

  /// Four types that are easily mixed up: one begins another, and two differ only in case.
  static func similarTypes(_ random: inout RandomNumbers) -> [String] {
    let word = word(&random)
    return ["\(word).paid", "\(word).Paid", "\(word).paid.late", word].shuffled(using: &random)
  }

  /// An event that is right.
  static func event(_ id: String, _ type: String) -> Envelope {
    Envelope(id: id, source: "/shop", type: type)
  }

  /// Four to seven small letters.
  static func word(_ random: inout RandomNumbers) -> String {
    let letters = (0..<Int.random(in: 4...7, using: &random))
      .map { _ in UInt8.random(in: 97...122, using: &random) }
    return String(decoding: letters, as: UTF8.self)
  }
}
