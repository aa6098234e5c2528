import EDARuntime
import GraderKit
import Sandbox
import Testing

@testable import Conductor

extension ConductorTests {
  @Suite("An instance as a process") struct ProcessInstanceTests {
    @Test("a call is replied to, and what the component remembers lasts to the next one")
    func reply() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      #expect(try stage.call("echo", "a", "") == .reply("a", ""))
      #expect(try stage.call("served") == .reply("2"))
    }

    @Test("a runtime call comes as a question, and its answer leads to the reply")
    func ask() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      let writes = [StoreWrite(key: "k", value: Array("v".utf8))]
      let call = RuntimeCall.storeCommit(store: "main", reads: [], writes: writes)
      #expect(
        try stage.call("put", "k", "v")
          == .response(.ask(epoch: Stage.epoch, id: Stage.id, call: call)))
      #expect(Came(try stage.instance.exchange(.answer(.done))) == .reply())
    }

    /// A reply as it travels.
    private static func frame(_ words: String...) throws -> String {
      let reply = Response.reply(epoch: Stage.epoch, id: Stage.id, body: Stage.words(words))
      return String(decoding: try Frame.encode(reply.wire), as: UTF8.self)
    }

    @Test("a frame that comes in several writes is one response")
    func split() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      let frame = try Self.frame("split")
      let pieces = stride(from: 0, to: frame.count, by: 9).map { start in
        String(frame.dropFirst(start).prefix(9))
      }
      #expect(pieces.count > 5)
      let came = try stage.instance.exchange(Stage.call(["say", "2000"] + pieces))
      #expect(Came(came) == .reply("split"))
    }

    @Test("of two frames in one write, the second is what comes of the next request")
    func joined() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      let both = try Self.frame("first") + Self.frame("second")
      #expect(try stage.call("say", "0", both) == .reply("first"))
      #expect(try stage.call("echo") == .reply("second"))
    }

    @Test("a frame that was whole when its process left counts, and a part of one does not")
    func lastWords() throws {
      for (rest, came) in [("", Came.ended(.left(status: 5))), ("\0\0", .ended(.left(status: 5)))] {
        let stage = try Stage()
        defer { stage.starter.close() }
        #expect(try stage.call("sayAndLeave", "0", try Self.frame("last") + rest) == .reply("last"))
        #expect(try stage.call("echo") == came)
      }
    }

    struct Bad: Sendable, CustomTestStringConvertible {
      let bytes: String
      let violation: FrameViolation
      var testDescription: String { violation.code.rawValue }
    }

    @Test(
      "bytes that are no frame are a violation, and so is a frame that is no message",
      arguments: [
        Bad(bytes: "\0\0\0\0", violation: FrameViolation(.empty)),
        Bad(
          bytes: "PASS", violation: FrameViolation(.tooLong, "1346458451 bytes, at most 1048576")),
        Bad(
          bytes: "\0\0\0\u{4}PASS",
          violation: FrameViolation(.notJSON, "unexpectedByte at byte 0")),
        Bad(bytes: "\0\0\0\u{2}[]", violation: FrameViolation(.notAnObject)),
        Bad(
          bytes: "\0\0\0\r{\"pass\":[\"\"]}", violation: FrameViolation(.unknownMessage, "pass")),
      ])
    func violations(bad: Bad) throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      #expect(try stage.call("say", "0", bad.bytes) == .violation(bad.violation))
      // It is final: what comes after it is not read.
      #expect(try stage.call("echo") == .violation(bad.violation))
      stage.instance.kill()
    }

    @Test("a component that exits has left, with its status and what it printed")
    func exits() throws {
      for status in [0, 3, 121] {
        let stage = try Stage(setup: "s")
        defer { stage.starter.close() }
        #expect(try stage.call("complain", "so long") == .reply())
        let end = try stage.end("leave", "\(status)")
        #expect(end.reason == .left(status: status))
        #expect(end.trapCounters.isEmpty)
        #expect(end.output == "made 1 with sso long")
      }
    }

    @Test("a trap is told with its counters and its message, and without the handler's line")
    func trap() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      let end = try stage.end("trap", "9")
      guard case .signaled = end.reason else {
        Issue.record("\(end)")
        return
      }
      // Where it trapped, and who called: at least the puppet, the bridge and the host.
      #expect(end.trapCounters.count > 3)
      #expect(end.trapCounters.allSatisfy { $0.utf8.count == 16 && UInt64($0, radix: 16) != nil })
      #expect(end.output.contains("Index out of range"))
      #expect(!end.output.contains("edalab-trap"))
    }

    @Test("a component that is killed, by itself or by others, was ended by a signal")
    func killed() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      #expect(try stage.call("signal", "9") == .ended(.signaled(9)))
    }
  }
}

/// What runs into a limit.
extension ConductorTests {
  @Suite("An instance that runs into a limit") struct ProcessLimitTests {
    @Test("who computes for ever runs into the CPU limit")
    func computes() throws {
      let stage = try Stage(limits: Machine.limits { $0.cpuSeconds = 1 })
      defer { stage.starter.close() }
      #expect(try stage.call("spin") == .ended(.cpuLimit(seconds: 1)))
      #expect(stage.starter.cpuMicroseconds > 500_000)
    }

    @Test("who waits for ever runs into the wall-clock limit")
    func waits() throws {
      let stage = try Stage(wallSeconds: 1)
      defer { stage.starter.close() }
      #expect(try stage.call("wait") == .ended(.wallLimit(seconds: 1)))
    }

    @Test("a response that comes byte by byte does not move the wall-clock limit")
    func trickles() throws {
      let stage = try Stage(wallSeconds: 1)
      defer { stage.starter.close() }
      // Never a second without a byte, and all of them after four.
      let hello = String(
        decoding: try Frame.encode(Response.hello(epoch: Stage.epoch).wire), as: UTF8.self)
      let pieces = (0..<10).map { String(hello.dropFirst($0 * 4).prefix($0 < 9 ? 4 : 100)) }
      #expect(pieces.joined() == hello)
      let came = try stage.instance.exchange(Stage.call(["say", "400000"] + pieces))
      #expect(Came(came) == .ended(.wallLimit(seconds: 1)))
    }

    @Test("who does not read a request runs into the wall-clock limit, too")
    func deaf() throws {
      let stage = try Stage(wallSeconds: 1)
      defer { stage.starter.close() }
      // It answers, and then neither reads nor writes.
      let reply = Response.reply(epoch: Stage.epoch, id: Stage.id, body: .array([]))
      let frame = String(decoding: try Frame.encode(reply.wire), as: UTF8.self)
      #expect(try stage.call("say", "0", frame) == .reply())
      let long = String(repeating: "x", count: 500_000)
      #expect(try stage.call("echo", long) == .ended(.wallLimit(seconds: 1)))
    }

    @Test("endless output is an output limit, and the last of it is kept")
    func floods() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      let end = try stage.end("flood")
      #expect(end.reason == .outputLimit(mebibytes: 1))
      #expect(end.output.utf8.count == 2000)
      #expect(end.output.hasSuffix("ffff\n") || end.output.hasSuffix("ffff"))
    }

    @Test("too much memory is a memory limit, and a second process a limit of its own")
    func memoryAndProcesses() throws {
      for (verb, reason) in [
        ("fill", InstanceEnd.Reason.memoryLimit(mebibytes: 512)), ("spawn", .processLimit),
      ] {
        let stage = try Stage()
        defer { stage.starter.close() }
        #expect(try stage.call(verb) == .ended(reason))
      }
    }

    @Test("an answer beyond 1 MiB is told in words, and the component lives on")
    func longAnswer() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      let text = "the answer has 1048630 bytes; at most 1 MiB fits in one frame"
      #expect(
        try stage.call("long", "1048576")
          == .response(.thrown(epoch: Stage.epoch, id: Stage.id, text: text)))
      let longest = Frame.maximumLength - (1_048_630 - 1_048_576)
      guard case .response(.reply) = try stage.call("long", "\(longest)") else {
        Issue.record("1 MiB does not fit")
        return
      }
      #expect(try stage.call("served") == .reply("3"))
    }

    @Test("a runtime call beyond 1 MiB is told in words and never sent")
    func longCall() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      let text = "the call has 1066735 bytes; at most 1 MiB fits in one frame"
      #expect(
        try stage.call("append", "800000")
          == .response(.thrown(epoch: Stage.epoch, id: Stage.id, text: text)))
      #expect(try stage.call("served") == .reply("2"))
    }

    @Test("a request beyond 1 MiB is refused before anything is sent")
    func longRequest() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      let before = stage.instance.frameBytes
      #expect(throws: FrameTooLong.self) {
        try stage.call("echo", String(repeating: "x", count: 1 << 20))
      }
      #expect(stage.instance.frameBytes == before)
      #expect(try stage.call("served") == .reply("1"))
    }
  }
}

/// What is kept of an instance while it lives, and when it ends.
extension ConductorTests {
  @Suite("What an instance leaves behind") struct ProcessOutputTests {
    @Test("what is printed belongs to the step at which it was printed")
    func output() throws {
      let stage = try Stage(setup: "s")
      defer { stage.starter.close() }
      #expect(stage.instance.takeOutput() == "")
      #expect(try stage.call("print", "one") == .reply())
      #expect(stage.instance.takeOutput() == "made 1 with sone")
      #expect(stage.instance.takeOutput() == "")
      #expect(try stage.call("print", "two") == .reply())
      #expect(stage.instance.takeOutput() == "two")
    }

    @Test("of a step that prints much, the last 4 KiB are kept")
    func muchOutput() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      _ = try stage.call("print", String(repeating: "a", count: 90_000) + "b")
      #expect(stage.instance.takeOutput() == String(repeating: "a", count: 4095) + "b")
      _ = try stage.call("print", "c")
      #expect(stage.instance.takeOutput() == "c")
    }

    @Test("frames are counted in both directions, with their lengths")
    func frameBytes() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      let messages = [Stage.start().wire, Response.hello(epoch: Stage.epoch).wire]
      var expected = try messages.reduce(0) { try $0 + Frame.encode($1).count }
      #expect(stage.instance.frameBytes == expected)
      let words = ["echo", String(repeating: "x", count: 100_000)]
      let reply = Response.reply(
        epoch: Stage.epoch, id: Stage.id, body: Stage.words([words[1]]))
      expected += try Frame.encode(Stage.call(words).wire).count
      expected += try Frame.encode(reply.wire).count
      _ = try stage.instance.exchange(Stage.call(words))
      #expect(stage.instance.frameBytes == expected)
    }

    @Test("a kill ends an instance once, however often it is asked for")
    func killTwice() throws {
      let stage = try Stage()
      defer { stage.starter.close() }
      stage.instance.kill()
      let cpu = stage.starter.cpuMicroseconds
      #expect(cpu > 0)
      stage.instance.kill()
      #expect(try stage.call("echo") == .ended(.signaled(9)))
      stage.instance.kill()
      #expect(stage.starter.cpuMicroseconds == cpu)
    }
  }
}
