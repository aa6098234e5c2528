import Testing

@testable import EDARuntime

/// Answers calls from a list and remembers them.
private final class ScriptedLink: RuntimeLink {
  private(set) var calls: [RuntimeCall] = []
  var answers: [RuntimeAnswer]

  init(_ answers: RuntimeAnswer...) { self.answers = answers }

  func perform(_ call: RuntimeCall) throws -> RuntimeAnswer {
    calls.append(call)
    return answers.removeFirst()
  }
}

@Suite("The handles of a component")
struct HandlesTests {
  @Test("a file's calls go out one by one and bring back offsets, bytes, sizes and tokens")
  func files() throws {
    let link = ScriptedLink(.number(7), .bytes([1, 2]), .number(9), .done, .number(3), .bytes([]))
    let file = Runtime(link: link, randomSeed: 1).file("log")
    #expect(try file.append([1, 2]) == 7)
    #expect(try file.read(at: 7, count: 5) == [1, 2])
    #expect(try file.size() == 9)
    try file.truncate(to: 8)
    #expect(try file.sync() == SyncToken(number: 3))
    #expect(try file.read(at: 0, count: -4) == [])
    #expect(
      link.calls == [
        .fileAppend(file: "log", bytes: [1, 2]), .fileRead(file: "log", offset: 7, count: 5),
        .fileSize(file: "log"), .fileTruncate(file: "log", size: 8), .fileSync(file: "log"),
        .fileRead(file: "log", offset: 0, count: 0),
      ])
  }

  @Test("timers and messages go out under their names")
  func timersAndMessages() throws {
    let link = ScriptedLink(.done, .done, .number(5))
    let runtime = Runtime(link: link, randomSeed: 1)
    let envelope = Envelope(id: "1", source: "s", type: "t")
    try runtime.timers.set("tick", at: Instant(milliseconds: 9))
    try runtime.timers.cancel("tick")
    #expect(try runtime.outbound.publish(envelope, to: "orders") == PublishToken(number: 5))
    #expect(
      link.calls == [
        .timerSet(name: "tick", at: Instant(milliseconds: 9)), .timerCancel(name: "tick"),
        .publish(channel: "orders", envelope: envelope),
      ])
  }

  @Test("a peer gets the call as the boundary writes it, and its reply comes back as a value")
  func peers() throws {
    let link = ScriptedLink(.peer(.array([.integer(1), .integer(2)])))
    let reply: [Int] = try Runtime(link: link, randomSeed: 1).peer("risk").call(["amount": 5])
    #expect(reply == [1, 2])
    #expect(
      link.calls == [.peer(name: "risk", body: .object([JSONMember("amount", .integer(5))]))])
  }

  @Test("what the runtime refuses is thrown with its reason, by every handle")
  func refusals() {
    let refused = RuntimeAnswer.refused("the peer is down")
    let link = ScriptedLink(refused, refused, refused, refused, refused, refused, refused)
    let runtime = Runtime(link: link, randomSeed: 1)
    let works: [() throws -> Void] = [
      { try runtime.file("f").append([]) }, { _ = try runtime.file("f").read(at: 0, count: 1) },
      { try runtime.timers.cancel("t") },
      { _ = try runtime.outbound.publish(Envelope(id: "", source: "", type: ""), to: "c") },
      { let _: Int = try runtime.peer("p").call(1) }, { _ = try runtime.store().get("k") },
      { try runtime.store().transaction { $0.put("k", [1]) } },
    ]
    for work in works {
      #expect(throws: RuntimeFailure("the peer is down")) { try work() }
    }
    #expect(link.calls.count == works.count)
  }

  @Test("an answer of the wrong kind is an error, not a value")
  func wrongKind() {
    let link = ScriptedLink(.done)
    let error = #expect(throws: RuntimeFailure.self) {
      try Runtime(link: link, randomSeed: 1).file("f").size()
    }
    #expect(error?.description == "the runtime gave an answer of the wrong kind: done")
  }

  @Test("random numbers depend on the seed that the instance was given")
  func random() {
    let runtime = Runtime(link: ScriptedLink(), randomSeed: 42)
    #expect(runtime.random == RandomNumbers(seed: 42))
  }

  @Test("calls that only read are no effects; a commit is one if it writes")
  func effects() {
    let write = StoreWrite(key: "k", value: nil)
    let effects: [(RuntimeCall, Bool)] = [
      (.storeGet(store: "s", key: "k"), false),
      (.storeScan(store: "s", from: "", upTo: nil, limit: 1), false),
      (.storeCommit(store: "s", reads: [StoreRead(key: "k", version: 1)], writes: []), false),
      (.storeCommit(store: "s", reads: [], writes: [write]), true),
      (.fileRead(file: "f", offset: 0, count: 1), false), (.fileSize(file: "f"), false),
      (.fileAppend(file: "f", bytes: []), true), (.fileTruncate(file: "f", size: 0), true),
      (.fileSync(file: "f"), true), (.timerSet(name: "t", at: .start), true),
      (.timerCancel(name: "t"), true), (.peer(name: "p", body: .null), true),
    ]
    for (call, isEffect) in effects { #expect(call.isEffect == isEffect, "\(call)") }
  }
}
