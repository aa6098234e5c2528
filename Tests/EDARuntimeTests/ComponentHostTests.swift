import EDARuntime
import Testing

@Suite("The host of a component")
struct ComponentHostTests {
  @Test("it says hello, serves what comes, and leaves with 0 at goodbye")
  func serves() throws {
    let run = try HostRun([
      HostRun.start(), HostRun.call(1, "echo", "a"), HostRun.call(2, "served"), .bye,
    ])
    #expect(run.code == 0)
    #expect(run.responses == [.hello, .reply(1, "a"), .reply(2, "2")])
  }

  @Test("the component is made within the first request, and not before")
  func lazy() throws {
    let none = try HostRun([HostRun.start(), .bye])
    #expect(none.responses == [.hello])
    #expect(none.output == "")
    let one = try HostRun([
      HostRun.start(), HostRun.call(1, "echo"), HostRun.call(2, "served"), .bye,
    ])
    #expect(one.output == "made 1 with s")
    #expect(one.responses == [.hello, .reply(1), .reply(2, "2")])
  }

  @Test(
    "what making the component throws is the answer to the request, and the next one tries again")
  func failsToStart() throws {
    let run = try HostRun([
      HostRun.start(setup: .string("fails once")), HostRun.call(1, "echo", "a"),
      HostRun.call(2, "served"), .bye,
    ])
    #expect(run.responses == [.hello, .thrown(1, "not yet"), .reply(2, "1")])
    #expect(run.output == "made 1 with fails oncemade 2 with fails once")
  }

  @Test("a setup or a call that is none of the lab's is thrown, each at its request")
  func foreignValues() throws {
    let setup = try HostRun([HostRun.start(setup: .integer(7)), HostRun.call(1, "echo"), .bye])
    guard case .thrown(_, "r1", _) = setup.responses.last else {
      Issue.record("\(setup.responses)")
      return
    }
    let call = Request.call(id: "r1", now: .start, body: .object([]))
    let run = try HostRun([HostRun.start(), call, HostRun.call(2, "served"), .bye])
    guard run.responses.count == 3, case .thrown(_, "r1", _) = run.responses[1] else {
      Issue.record("\(run.responses)")
      return
    }
    // The component has not seen it.
    #expect(run.responses[2] == .reply(2, "1"))
  }

  @Test("the lab's failure, an unfinished part and any other error have a response each")
  func errors() throws {
    let run = try HostRun([
      HostRun.start(), HostRun.call(1, "refuse", "closed"), HostRun.call(2, "unfinished", "route"),
      HostRun.call(3, "throw", "odd"), HostRun.call(4, "served"), .bye,
    ])
    let reason = JSONValue.object([JSONMember("reason", .string("closed"))])
    #expect(
      run.responses == [
        .hello, .failure(epoch: "e1", id: "r1", body: reason),
        .unfinished(epoch: "e1", id: "r2", part: "route"), .thrown(3, "odd"), .reply(4, "4"),
      ])
  }

  @Test("of an error's text, the first 1,000 scalars are told, however long its characters are")
  func longError() throws {
    let flat = String(repeating: "x", count: 3000)
    let deep = "e" + String(repeating: "\u{301}", count: 400_000)
    let run = try HostRun([
      HostRun.start(), HostRun.call(1, "throw", flat), HostRun.call(2, "throw", deep), .bye,
    ])
    #expect(
      run.responses == [
        .hello, .thrown(1, String(repeating: "x", count: 1000)),
        .thrown(2, "e" + String(repeating: "\u{301}", count: 999)),
      ])
  }

  @Test("an answer, a failure and a call beyond 1 MiB become words, and the component goes on")
  func tooLong() throws {
    let long = String(repeating: "x", count: 1_048_540)
    let run = try HostRun([
      HostRun.start(), HostRun.call(1, "long", "1048576"), HostRun.call(2, "refuse", long),
      HostRun.call(3, "append", "800000"), HostRun.call(4, "served"), .bye,
    ])
    #expect(
      run.responses == [
        .hello,
        .thrown(1, "the answer has 1048602 bytes; at most 1 MiB fits in one frame"),
        .thrown(2, "the answer has 1048577 bytes; at most 1 MiB fits in one frame"),
        .thrown(3, "the call has 1066707 bytes; at most 1 MiB fits in one frame"),
        .reply(4, "4"),
      ])
  }

  @Test("a signal is an input like a call, and has an empty reply")
  func signals() throws {
    let signal = Request.signal(id: "r1", now: Instant(milliseconds: 9), signal: .timer("t"))
    let run = try HostRun([HostRun.start(), signal, .bye])
    #expect(run.responses == [.hello, .reply(epoch: "e1", id: "r1", body: .null)])
    #expect(run.output == "made 1 with ssignal timer(\"t\") at 9 ms")
  }

  @Test("a runtime call goes out under its request, and what comes next is its answer")
  func runtimeCall() throws {
    let run = try HostRun([
      HostRun.start(), HostRun.call(1, "put", "k", "v"), .answer(.done), .bye,
    ])
    let writes = [StoreWrite(key: "k", value: Array("v".utf8))]
    let call = RuntimeCall.storeCommit(store: "main", reads: [], writes: writes)
    #expect(
      run.responses == [.hello, .ask(epoch: "e1", id: "r1", call: call), .reply(1)])
  }

  @Test("what is printed is out before the response of its step, also before a runtime call")
  func flushes() throws {
    let run = try HostRun(
      [
        HostRun.start(), HostRun.call(1, "print", "one"), HostRun.call(2, "print", "two"),
        HostRun.call(3, "put", "k", "v"), .answer(.done), .bye,
      ], isMerged: true)
    let writes = [StoreWrite(key: "k", value: Array("v".utf8))]
    let call = RuntimeCall.storeCommit(store: "main", reads: [], writes: writes)
    let expected: [[UInt8]] = [
      try Frame.encode(Response.hello.wire), Array("made 1 with sone".utf8),
      try Frame.encode(Response.reply(1).wire), Array("two".utf8),
      try Frame.encode(Response.reply(2).wire),
      try Frame.encode(Response.ask(epoch: "e1", id: "r3", call: call).wire),
      try Frame.encode(Response.reply(3).wire),
    ]
    #expect(run.bytes == expected.flatMap(\.self))
  }

  @Test("without a start it says nothing and leaves with 121")
  func noStart() throws {
    for (requests, rest) in [
      ([], []), ([HostRun.call(1, "echo")], []), ([.bye], []), ([], Array("GET / HTTP".utf8)),
    ] as [([Request], [UInt8])] {
      let run = try HostRun(requests, rest: rest)
      #expect(run.code == 121)
      #expect(run.bytes == [])
      #expect(run.output == "")
    }
  }

  @Test("a grader that hangs up, starts twice or breaks the protocol means goodbye")
  func goodbye() throws {
    for (requests, rest) in [
      ([], []), ([HostRun.start(), HostRun.call(2, "echo")], []), ([.answer(.done)], []),
      ([], [0, 0, 0, 0]),
    ] as [([Request], [UInt8])] {
      let run = try HostRun([HostRun.start(), HostRun.call(1, "echo")] + requests, rest: rest)
      #expect(run.code == 0)
      #expect(run.responses == [.hello, .reply(1)])
    }
  }
}
