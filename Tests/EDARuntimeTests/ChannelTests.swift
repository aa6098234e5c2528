import Glibc
import Testing

@testable import EDARuntime

/// Both ends of a channel within one process: what is written for the component, what it wrote.
private struct Pipes {
  let toComponent: (read: Int32, write: Int32)
  let toGrader: (read: Int32, write: Int32)

  init() {
    (toComponent, toGrader) = (Self.pipe(), Self.pipe())
  }

  private static func pipe() -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    precondition(Glibc.pipe(&ends) == 0, "no pipe")
    return (ends[0], ends[1])
  }

  var channel: Channel { Channel(requests: toComponent.read, responses: toGrader.write) }

  func send(_ bytes: [UInt8]) { _ = write(toComponent.write, bytes, bytes.count) }

  func hangUp() { Glibc.close(toComponent.write) }

  /// Everything that has been written for the grader.
  func received() throws -> [Response] {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(toGrader.read, &bytes, bytes.count)
    var reader = FrameReader()
    reader.append(bytes[..<max(0, count)])
    var responses: [Response] = []
    while let frame = try reader.next() { responses.append(try Response(wire: frame)) }
    return responses
  }
}

@Suite("The component's end of the boundary")
struct ChannelTests {
  private static let request = Request.call(
    id: "1", now: Instant(milliseconds: 5), body: .object([]))

  @Test("requests are received one by one, however they were cut")
  func receives() throws {
    let pipes = Pipes()
    let channel = pipes.channel
    let frame = try Frame.encode(Self.request.wire)
    pipes.send(try frame + frame + Frame.encode(Request.bye.wire))
    #expect(channel.receive() == Self.request)
    #expect(channel.receive() == Self.request)
    #expect(channel.receive() == .bye)
  }

  @Test("a runtime call goes out under the open request and its answer comes back")
  func performs() throws {
    let pipes = Pipes()
    let channel = pipes.channel
    (channel.epoch, channel.request) = ("e1", "r1")
    pipes.send(try Frame.encode(Request.answer(.number(9)).wire))
    #expect(try channel.perform(.fileSize(file: "f")) == .number(9))
    #expect(try pipes.received() == [.ask(epoch: "e1", id: "r1", call: .fileSize(file: "f"))])
  }

  /// More than fits.
  private static let long = String(repeating: "x", count: 1 << 20)

  @Test("what is too long for a frame is not sent; an error that says so goes in its place")
  func tooLong() throws {
    let responses: [(Response, Int)] = [
      (.reply(epoch: "e1", id: "r1", body: .string(Self.long)), 1_048_600),
      (.failure(epoch: "e1", id: "r1", body: .string(Self.long)), 1_048_602),
      (.unfinished(epoch: "e1", id: "r1", part: Self.long), 1_048_605),
    ]
    for (response, count) in responses {
      let pipes = Pipes()
      let channel = pipes.channel
      (channel.epoch, channel.request) = ("e1", "r1")
      channel.send(response)
      let text = "the answer has \(count) bytes; at most 1 MiB fits in one frame"
      #expect(try pipes.received() == [.thrown(epoch: "e1", id: "r1", text: text)])
    }
  }

  @Test("a call that is too long for a frame is refused in words, and the component goes on")
  func tooLongCall() throws {
    let pipes = Pipes()
    let channel = pipes.channel
    (channel.epoch, channel.request) = ("e1", "r1")
    let failure = RuntimeFailure("the call has 1048607 bytes; at most 1 MiB fits in one frame")
    #expect(throws: failure) { try channel.perform(.fileSize(file: Self.long)) }
    pipes.send(try Frame.encode(Request.answer(.number(0)).wire))
    #expect(try channel.perform(.fileSize(file: "f")) == .number(0))
    #expect(try pipes.received() == [.ask(epoch: "e1", id: "r1", call: .fileSize(file: "f"))])
  }

  @Test("a grader that hangs up, within a frame too, or breaks the protocol means goodbye")
  func goodbye() {
    for bytes in [[], [0, 0], [0, 0, 0, 9, 0x7b], [0, 0, 0, 0], [0, 0, 0, 2, 0x7b, 0x7d]]
      as [[UInt8]]
    {
      let pipes = Pipes()
      pipes.send(bytes)
      pipes.hangUp()
      #expect(pipes.channel.receive() == .bye)
    }
  }
}
