import EDARuntime

/// RabbitMQ's own matrix for topic exchanges (curriculum 3.5, source S43), and rows derived from
/// it.
enum Vectors {
  /// The patterns of the queues `t1` to `t27`. The last one is bound twice, with two arguments.
  static let patterns = [
    "a.b.c", "a.*.c", "a.#.b", "a.b.b.c", "#", "#.#", "#.b", "*.*", "a.*", "*.b.c", "a.#", "a.#.#",
    "b.b.c", "a.b.b", "a.b", "b.c", "", "*.*.*", "vodka.martini", "a.b.c", "*.#", "#.*.#", "*.#.#",
    "#.#.#", "*", "#.b.#", "args-test",
  ]

  /// The numbers of the queues that get a message with a key.
  static let matrix: [(key: String, queues: [Int])] = [
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

  /// The queues whose only binding is removed half-way. Of `t27` one of two bindings is.
  static let unbound: Set = [1, 5, 11, 19, 21]

  /// Rows on which a matcher without backtracking, or one with a wrong idea of `#`, goes wrong.
  static let derived: [(pattern: String, key: String, isMatch: Bool)] = [
    ("#.b", "b.a.b", true), ("#.b.c", "b.b.c", true), ("#.b.c", "a.b.x.b.c", true),
    ("#.b.*", "b.b.a", true), ("a.#.b.#.c", "a.b.b.c", true), ("*.#.b", "b.b", true),
    ("#.a.#.a.#", "a.a", true), ("a.#", "a", true), ("*.#.b", "b", false),
    ("a.#.b.#.c", "a.c", false), ("#.a.#.a.#", "a", false), ("a.#", "ab", false), ("*", "", false),
    ("#.*", "", false), ("regions.na.cities.*", "regions.na.cities.toronto", true),
    ("regions.na.cities.*", "regions.na.cities", false),
    ("audit.events.#", "audit.events", true), ("audit.events.#", "audit.users", false),
    ("audit.events.#", "audit.events.users.signup", true),
  ]
}

/// A message's key, where it is published, and the queues that get it.
struct Row {
  let exchange: String
  let key: String
  let queues: [String]
}

/// The matrix as it was published, or with all words, queues and the exchange renamed: that changes
/// no routing, and nobody knows its answers by heart.
struct Matrix {
  let exchange: String
  private let prefix: String
  private let words: [Substring: String]

  /// As published.
  init() { (exchange, prefix, words) = ("matrix", "t", [:]) }

  /// Renamed at random.
  init(renamed random: inout RandomNumbers) {
    exchange = "x" + Names.word(&random)
    prefix = Names.word(&random) + "-"
    let known = Set(
      (Vectors.patterns + Vectors.matrix.map(\.key)
        + Vectors.derived.flatMap { [$0.pattern, $0.key] })
        .flatMap { $0.split(separator: ".") }.filter { $0 != "*" && $0 != "#" })
    var names: [Substring: String] = [:]
    for (number, word) in known.sorted().enumerated() {
      // What begins another word has to go on doing so, as `a` begins `ab`.
      names[word] = (names[word.dropLast()] ?? "") + Names.word(&random) + "\(number)"
    }
    words = names
  }

  /// Declares everything and makes all bindings.
  var commands: [Call] {
    [.declareExchange(exchange, .topic, alternate: nil)]
      + (1...27).map { .declareQueue(queue($0)) } + (1...26).map { .bind(binding($0)) }
      + [.bind(binding(27, argument: "bar")), .bind(binding(27, argument: "baz"))]
  }

  /// Removes the bindings of the matrix's second half.
  var removals: [Call] {
    Vectors.unbound.sorted().map { .unbind(binding($0)) } + [.unbind(binding(27, argument: "bar"))]
  }

  /// Each key with the queues that get it.
  func rows(afterRemovals: Bool) -> [Row] {
    Vectors.matrix.map { row in
      let left = row.queues.filter { !afterRemovals || !Vectors.unbound.contains($0) }
      return Row(exchange: exchange, key: renamed(row.key), queues: left.map(queue))
    }
  }

  /// Deletes the exchange and makes it again: nothing is bound then.
  var deletion: [Call] {
    [.deleteExchange(exchange)] + commands.prefix(1)
      + Vectors.matrix.map { .route(.init(key: renamed($0.key)), to: exchange) }
  }

  /// An exchange with one binding for each derived row.
  var derivedCommands: [Call] {
    [.declareQueue("row")]
      + Vectors.derived.enumerated().flatMap { number, row -> [Call] in
        let name = "\(exchange)-\(number)"
        return [
          .declareExchange(name, .topic, alternate: nil),
          .bind(.init(source: name, destination: .queue("row"), key: renamed(row.pattern))),
        ]
      }
  }

  /// The derived rows.
  var derivedRows: [Row] {
    Vectors.derived.enumerated().map { number, row in
      Row(
        exchange: "\(exchange)-\(number)", key: renamed(row.key),
        queues: row.isMatch ? ["row"] : [])
    }
  }

  private func queue(_ number: Int) -> String { "\(prefix)\(number)" }

  private func binding(_ number: Int, argument: String? = nil) -> TopicExchange.Binding {
    .init(
      source: exchange, destination: .queue(queue(number)),
      key: renamed(Vectors.patterns[number - 1]), arguments: argument.map { ["foo": $0] } ?? [:])
  }

  private func renamed(_ key: String) -> String {
    key.split(separator: ".", omittingEmptySubsequences: false)
      .map { words[$0] ?? String($0) }.joined(separator: ".")
  }
}
