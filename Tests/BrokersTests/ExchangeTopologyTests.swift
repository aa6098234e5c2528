import Brokers
import Testing

struct ExchangeTopologyTests {
  typealias Binding = ExchangeTopology.Binding

  @Test("the tutorial's queues get what its table says, and a message once for two bindings")
  func tutorial() throws {
    var topology = try Self.topology(.topic, queues: ["q1", "q2"])
    try topology.bind(Binding(from: "x", to: .queue("q1"), key: "*.orange.*"))
    try topology.bind(Binding(from: "x", to: .queue("q2"), key: "*.*.rabbit"))
    try topology.bind(Binding(from: "x", to: .queue("q2"), key: "lazy.#"))
    let table: [(String, Set<String>)] = [
      ("quick.orange.rabbit", ["q1", "q2"]), ("lazy.orange.elephant", ["q1", "q2"]),
      ("quick.orange.fox", ["q1"]), ("lazy.brown.fox", ["q2"]), ("lazy.pink.rabbit", ["q2"]),
      ("quick.brown.fox", []), ("orange", []), ("quick.orange.new.rabbit", []),
      ("lazy.orange.new.rabbit", ["q2"]),
    ]
    for (key, queues) in table {
      #expect(try topology.route(.init(key: key), to: "x").queues == queues, "\(key)")
    }
  }

  @Test("a direct exchange compares keys, a fanout exchange does not look at them")
  func directAndFanout() throws {
    var direct = try Self.topology(.direct, queues: ["q"])
    try direct.bind(Binding(from: "x", to: .queue("q"), key: "a.*"))
    #expect(try direct.route(.init(key: "a.*"), to: "x").queues == ["q"])
    #expect(try direct.route(.init(key: "a.b"), to: "x").queues.isEmpty)
    var fanout = try Self.topology(.fanout, queues: ["q"])
    try fanout.bind(Binding(from: "x", to: .queue("q"), key: "a"))
    #expect(try fanout.route(.init(key: "b"), to: "x").queues == ["q"])
  }

  @Test("the default exchange reaches every queue by its name and cannot be changed")
  func defaultExchange() throws {
    var topology = try Self.topology(.topic, queues: ["q"])
    #expect(try topology.route(.init(key: "q"), to: "").queues == ["q"])
    #expect(try topology.route(.init(key: "r", isMandatory: true), to: "").isReturned)
    let refused = ExchangeError(.defaultExchange, "")
    let outward = Binding(from: "", to: .queue("q"), key: "q")
    let inward = Binding(from: "x", to: .exchange(""), key: "q")
    #expect(throws: refused) { try topology.bind(outward) }
    #expect(throws: refused) { try topology.bind(inward) }
    #expect(throws: refused) { try topology.unbind(outward) }
    #expect(throws: refused) { try topology.declareExchange("", .direct, alternate: "x") }
    #expect(throws: refused) { try topology.deleteExchange("") }
  }

  @Test(
    "headers match by the rule that x-match names",
    arguments: [
      ("all", ["a": "1"], false), ("all", ["a": "1", "b": "2"], true),
      ("any", ["b": "2"], true), ("any", ["x-c": "3"], false), ("any", [:], false),
      ("all-with-x", ["a": "1", "b": "2"], false),
      ("all-with-x", ["a": "1", "b": "2", "x-c": "3"], true), ("any-with-x", ["x-c": "3"], true),
      ("any-with-x", ["x-c": "4", "x-match": "any-with-x"], false),
    ])
  func headers(rule: String, headers: [String: String], isMatch: Bool) throws {
    var topology = try Self.topology(.headers, queues: ["q"])
    try topology.bind(
      Binding(
        from: "x", to: .queue("q"), key: "",
        arguments: ["x-match": rule, "a": "1", "b": "2", "x-c": "3"]))
    let routing = try topology.route(.init(key: "", headers: headers), to: "x")
    #expect(routing.queues == (isMatch ? ["q"] : []))
  }

  @Test("without arguments `all` matches every message and `any` none")
  func emptyArguments() throws {
    var topology = try Self.topology(.headers, queues: ["all", "any"])
    try topology.bind(Binding(from: "x", to: .queue("all"), key: ""))
    try topology.bind(
      Binding(from: "x", to: .queue("any"), key: "", arguments: ["x-match": "any"]))
    #expect(try topology.route(.init(key: "", headers: ["a": "1"]), to: "x").queues == ["all"])
  }

  @Test("the alternate gets only what nothing matched, with its key, along a chain")
  func alternates() throws {
    var topology = ExchangeTopology()
    topology.declareQueue("q")
    topology.declareQueue("lost")
    try topology.declareExchange("x", .topic, alternate: "y")
    try topology.declareExchange("y", .direct, alternate: "z")
    try topology.declareExchange("z", .topic, alternate: "x")
    try topology.bind(Binding(from: "x", to: .queue("q"), key: "a.#"))
    try topology.bind(Binding(from: "z", to: .queue("lost"), key: "b.*"))
    #expect(try topology.route(.init(key: "a.b", isMandatory: true), to: "x").queues == ["q"])
    let rescued = try topology.route(.init(key: "b.c", isMandatory: true), to: "x")
    #expect(rescued.queues == ["lost"] && !rescued.isReturned)
    #expect(try topology.route(.init(key: "c", isMandatory: true), to: "x").isReturned)
    #expect(try !topology.route(.init(key: "c"), to: "x").isReturned)
  }

  @Test("a binding to an exchange counts as a match whatever happens behind it")
  func alternateBehindAMatch() throws {
    var topology = ExchangeTopology()
    topology.declareQueue("lost")
    try topology.declareExchange("x", .fanout, alternate: "spare")
    try topology.declareExchange("empty", .fanout)
    try topology.declareExchange("spare", .fanout)
    try topology.bind(Binding(from: "spare", to: .queue("lost"), key: ""))
    try topology.bind(Binding(from: "x", to: .exchange("empty"), key: ""))
    #expect(try topology.route(.init(key: "k", isMandatory: true), to: "x").isReturned)
  }

  @Test("an alternate that is not declared leads nowhere until it is")
  func missingAlternate() throws {
    var topology = ExchangeTopology()
    topology.declareQueue("q")
    try topology.declareExchange("x", .direct, alternate: "later")
    #expect(try topology.route(.init(key: "k", isMandatory: true), to: "x").isReturned)
    try topology.declareExchange("later", .fanout)
    try topology.bind(Binding(from: "later", to: .queue("q"), key: ""))
    #expect(try topology.route(.init(key: "k"), to: "x").queues == ["q"])
  }

  @Test("cycles and diamonds of exchanges end, each queue once")
  func cycles() throws {
    var topology = ExchangeTopology()
    topology.declareQueue("q")
    for layer in 0..<60 { try topology.declareExchange("e\(layer)", .fanout) }
    for layer in 0..<60 {
      for key in ["a", "b"] {
        let next = "e\((layer + 1) % 60)"
        try topology.bind(Binding(from: "e\(layer)", to: .exchange(next), key: key))
      }
    }
    try topology.bind(Binding(from: "e59", to: .queue("q"), key: ""))
    #expect(try topology.route(.init(key: "k"), to: "e0").queues == ["q"])
  }

  @Test("commands can be repeated, and unbinding removes the one binding that is equal")
  func repetition() throws {
    var topology = try Self.topology(.topic, queues: ["q"])
    try topology.declareExchange("x", .topic)
    topology.declareQueue("q")
    let plain = Binding(from: "x", to: .queue("q"), key: "a")
    let other = Binding(from: "x", to: .queue("q"), key: "a", arguments: ["n": "1"])
    for binding in [plain, plain, other] { try topology.bind(binding) }
    for _ in 0..<2 { try topology.unbind(plain) }
    #expect(try topology.route(.init(key: "a"), to: "x").queues == ["q"])
    try topology.unbind(other)
    #expect(try topology.route(.init(key: "a"), to: "x").queues.isEmpty)
  }

  @Test("deleting an exchange or a queue takes the bindings on both sides along")
  func deletion() throws {
    var topology = try Self.topology(.fanout, queues: ["q"])
    try topology.declareExchange("y", .fanout)
    try topology.bind(Binding(from: "x", to: .exchange("y"), key: ""))
    try topology.bind(Binding(from: "y", to: .queue("q"), key: ""))
    try topology.deleteExchange("y")
    try topology.declareExchange("y", .fanout)
    try topology.bind(Binding(from: "y", to: .queue("q"), key: ""))
    #expect(try topology.route(.init(key: ""), to: "x").queues.isEmpty)
    #expect(try topology.route(.init(key: ""), to: "y").queues == ["q"])
    topology.deleteQueue("q")
    topology.declareQueue("q")
    #expect(try topology.route(.init(key: ""), to: "y").queues.isEmpty)
  }

  @Test("what is unknown, declared differently or too long is refused by name")
  func refusals() throws {
    var topology = try Self.topology(.topic, queues: ["q"])
    let long = String(repeating: "a", count: 256)
    #expect(throws: ExchangeError(.unknownExchange, "n")) {
      try topology.route(.init(key: "a"), to: "n")
    }
    #expect(throws: ExchangeError(.unknownExchange, "n")) {
      try topology.bind(Binding(from: "n", to: .queue("q"), key: ""))
    }
    #expect(throws: ExchangeError(.unknownExchange, "n")) {
      try topology.bind(Binding(from: "x", to: .exchange("n"), key: ""))
    }
    #expect(throws: ExchangeError(.unknownQueue, "n")) {
      try topology.bind(Binding(from: "x", to: .queue("n"), key: ""))
    }
    #expect(throws: ExchangeError(.declaredDifferently, "x")) {
      try topology.declareExchange("x", .direct)
    }
    #expect(throws: ExchangeError(.keyTooLong, long)) {
      try topology.bind(Binding(from: "x", to: .queue("q"), key: long))
    }
  }

  private static func topology(
    _ kind: ExchangeTopology.Kind, queues: [String]
  ) throws -> ExchangeTopology {
    var topology = ExchangeTopology()
    try topology.declareExchange("x", kind)
    for queue in queues { topology.declareQueue(queue) }
    return topology
  }
}
