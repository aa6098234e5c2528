import EDARuntime
import Results
import Simulation
import Testing

@testable import GraderKit

/// A call that says less than all of itself.
private enum Call: Codable, CustomStringConvertible {
  case take(Envelope, amount: Int64)
  case look

  var description: String {
    switch self {
    case .take(let envelope, _): "take \(envelope.id)"
    case .look: "look"
    }
  }
}

@Suite("Words that tell inputs apart")
struct WordsApartTests {
  private let words = Words(
    call: { (try? ValueDecoder.decode(Call.self, from: $0)).map(Description.of) ?? "?" },
    reply: { _ in "replies" }, failure: JSONWriter.text,
    callValue: { try? ValueDecoder.decode(Call.self, from: $0) },
    replyValue: { try? ValueDecoder.decode([Envelope].self, from: $0) })

  private func take(
    _ id: String, _ data: String = "", time: Instant? = nil, source: String = "/s",
    headers: [String: String] = [:], amount: Int64 = 1
  ) -> Call {
    .take(
      Envelope(
        id: id, source: source, type: "t", time: time, headers: headers, data: Array(data.utf8)),
      amount: amount)
  }

  /// What the calls read like where all of them are inputs of one run.
  private func texts(_ calls: Call...) throws -> [String] {
    let bodies = try calls.map { try ValueEncoder.encode($0) }
    return bodies.map(words.tellingApart(calls: bodies).call)
  }

  @Test("calls that read the same carry the part in which they differ, and no others do")
  func differing() throws {
    #expect(
      try texts(take("e1", "a"), take("e1", "b"), take("e2", "a"), .look)
        == [#"take e1 {data = "a"}"#, #"take e1 {data = "b"}"#, "take e2", "look"])
    #expect(try texts(take("e1", "a"), take("e1", "a")) == ["take e1", "take e1"])
    #expect(
      try texts(take("e1"), take("e1", time: Instant(milliseconds: 5), amount: 2))
        == ["take e1 {time = nothing, amount = 1}", "take e1 {time = 5 ms, amount = 2}"])
    #expect(
      try texts(take("e1", headers: ["a": "1", "b": "2"]), take("e1", headers: ["a": "1"]))
        == [#"take e1 {headers = ["a": "1", "b": "2"]}"#, #"take e1 {headers = ["a": "1"]}"#])
  }

  @Test("bytes are text where they are printable, and digits elsewhere")
  func bytes() throws {
    #expect(
      try texts(take("e1", "\u{1}"), take("e1", ""))
        == ["take e1 {data = 0x01}", "take e1 {data = no bytes}"])
  }

  @Test("long parts are shown where they begin to differ")
  func long() throws {
    let start = String(repeating: "x", count: 100)
    let texts = try texts(take("e1", start + "a"), take("e1", start + "b" + start))
    #expect(texts[0] == #"take e1 {data = …xxxxxxxxa"}"#)
    #expect(texts[1] == "take e1 {data = …xxxxxxxxb" + String(repeating: "x", count: 31) + "…}")
  }

  @Test("of lists the elements that differ are told, by their place")
  func lists() throws {
    func list(_ ids: String...) throws -> JSONValue {
      try ValueEncoder.encode(ids.map { Envelope(id: $0, source: "/s", type: "t") })
    }
    let replies = try [list("a", "b", "c"), list("a", "x")]
    #expect(
      replies.map(words.tellingApart(replies: replies).reply) == [
        "replies {number 2 = /s b t, number 3 = /s c t}",
        "replies {number 2 = /s x t, number 3 = nothing}",
      ])
  }

  @Test("of many differences three are told, and those without which two would read the same")
  func many() throws {
    let time = Instant(milliseconds: 1)
    let texts = try texts(
      take("e1", "a", source: "/a"),
      take("e1", "b", time: time, source: "/b", headers: ["h": ""]),
      take("e1", "b", time: time, source: "/b", headers: ["h": ""], amount: 7))
    #expect(texts[0] == #"take e1 {source = "/a", time = nothing, headers = [], amount = 1}"#)
    #expect(Set(texts).count == 3)
    #expect(texts[2].hasSuffix("amount = 7}"))
  }

  @Test("a schedule and its trace say what decides, in the same words")
  func scheduleAndTrace() throws {
    var plan = Plan()
    plan.addNode("a", setup: .null)
    for data in ["x", "y"] {
      plan.deliver(try ValueEncoder.encode(take("e1", data)), to: "a", at: .start)
    }
    let run = RecordedRun(
      world: World(plan: plan, seed: Seed(number: 1)), words: words, output: [:], end: nil)
    #expect(
      ScheduleWords.lines(of: run) == [
        #"#1 at 0 ms to a: take e1 {data = "x"}"#, #"#2 at 0 ms to a: take e1 {data = "y"}"#,
      ])
    var world = run.world
    let performer = Performer(starter: MemoryStarter())
    defer { performer.close() }
    // The account does not know these calls; that they are delivered is all that matters here.
    _ = try? performer.run(&world)
    let ran = RecordedRun(world: world, words: words, output: [:], end: nil)
    let delivered = TraceBuilder(ran).steps.filter { $0.kind == .deliver }
    #expect(delivered.first?.text == #"take e1 {data = "x"}"#)
  }
}
