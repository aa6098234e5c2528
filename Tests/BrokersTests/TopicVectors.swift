import Brokers

/// RabbitMQ's own matrix for topic exchanges (curriculum 3.5, source S43) and rows derived from it.
enum TopicVectors {
  /// The patterns of the queues `t1` to `t26`. `t27` is bound twice, with two arguments.
  static let patterns = [
    "a.b.c", "a.*.c", "a.#.b", "a.b.b.c", "#", "#.#", "#.b", "*.*", "a.*", "*.b.c", "a.#", "a.#.#",
    "b.b.c", "a.b.b", "a.b", "b.c", "", "*.*.*", "vodka.martini", "a.b.c", "*.#", "#.*.#", "*.#.#",
    "#.#.#", "*", "#.b.#",
  ]

  /// The numbers of the queues that get a message with a key.
  static let before: [(key: String, queues: [Int])] = [
    ("a.b.c", [1, 2, 5, 6, 10, 11, 12, 18, 20, 21, 22, 23, 24, 26]),
    ("a.b", [3, 5, 6, 7, 8, 9, 11, 12, 15, 21, 22, 23, 24, 26]),
    ("a.b.b", [3, 5, 6, 7, 11, 12, 14, 18, 21, 22, 23, 24, 26]),
    ("", [5, 6, 17, 24]),
    ("b.c.c", [5, 6, 18, 21, 22, 23, 24, 26]),
    ("a.a.a.a.a", [5, 6, 11, 12, 21, 22, 23, 24]),
    ("vodka.gin", [5, 6, 8, 21, 22, 23, 24]),
    ("vodka.martini", [5, 6, 8, 19, 21, 22, 23, 24]),
    ("b.b.c", [5, 6, 10, 13, 18, 21, 22, 23, 24, 26]),
    ("nothing.here.at.all", [5, 6, 21, 22, 23, 24]),
    ("oneword", [5, 6, 21, 22, 23, 24, 25]),
    ("args-test", [5, 6, 21, 22, 23, 24, 25, 27]),
  ]

  /// The queues that are unbound in the second half of the matrix, apart from one binding of `t27`.
  static let unbound = [1, 5, 11, 19, 21]

  static let matching = [
    ("#.b", "b.a.b"), ("#.b.c", "b.b.c"), ("#.b.c", "a.b.x.b.c"), ("#.b.*", "b.b.a"),
    ("a.#.b.#.c", "a.b.b.c"), ("*.#.b", "b.b"), ("#.a.#.a.#", "a.a"), ("a.#", "a"),
    ("regions.na.cities.*", "regions.na.cities.toronto"), ("audit.events.#", "audit.events"),
    ("audit.events.#", "audit.events.users.signup"),
  ]

  static let notMatching = [
    ("*.#.b", "b"), ("a.#.b.#.c", "a.c"), ("#.a.#.a.#", "a"), ("a.#", "ab"), ("*", ""), ("#.*", ""),
    ("regions.na.cities.*", "regions.na.cities"), ("audit.events.#", "audit.users"),
  ]

  static func binding(_ number: Int, argument: String? = nil) -> ExchangeTopology.Binding {
    let key = number == 27 ? "args-test" : patterns[number - 1]
    return ExchangeTopology.Binding(
      from: "x", to: .queue("t\(number)"), key: key,
      arguments: argument.map { ["foo": $0] } ?? [:])
  }

  /// The matrix's topology.
  static func topology() throws -> ExchangeTopology {
    var topology = ExchangeTopology()
    try topology.declareExchange("x", .topic)
    for number in 1...27 { topology.declareQueue("t\(number)") }
    for number in 1...26 { try topology.bind(binding(number)) }
    try topology.bind(binding(27, argument: "bar"))
    try topology.bind(binding(27, argument: "baz"))
    return topology
  }

  static func names(_ numbers: [Int]) -> Set<String> { Set(numbers.map { "t\($0)" }) }
}
