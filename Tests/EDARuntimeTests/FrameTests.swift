import EDARuntime
import Testing

@Suite("Frames")
struct FrameTests {
  private static let hello = JSONValue.object([JSONMember("hello", .array([.string("é")]))])
  private static let bye = JSONValue.object([JSONMember("bye", .array([]))])

  /// The four bytes of length before a body.
  static func frame(_ body: [UInt8], length: Int? = nil) -> [UInt8] {
    let count = UInt32(truncatingIfNeeded: length ?? body.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + body
  }

  @Test("a frame is four bytes of length, most significant first, and the value's bytes")
  func encoding() throws {
    #expect(try Frame.encode(Self.bye) == [0, 0, 0, 10] + Array(#"{"bye":[]}"#.utf8))
    let long = JSONValue.object([JSONMember("a", .string(String(repeating: "x", count: 300)))])
    #expect(try Array(Frame.encode(long).prefix(4)) == [0, 0, 1, 52])
  }

  @Test("two frames, cut in two at every byte, are read as the same two frames")
  func everySplit() throws {
    let stream = try Frame.encode(Self.hello) + Frame.encode(Self.bye)
    for cut in 0...stream.count {
      var reader = FrameReader()
      var read: [JSONValue] = []
      for part in [stream[..<cut], stream[cut...]] {
        reader.append(part)
        while let value = try reader.next() { read.append(value) }
      }
      #expect(read == [Self.hello, Self.bye])
      #expect(reader.pendingCount == 0)
    }
  }

  @Test("bytes that come one by one make a frame with the last of them")
  func byteByByte() throws {
    let stream = try Frame.encode(Self.hello)
    var reader = FrameReader()
    for (index, byte) in stream.enumerated() {
      reader.append([byte])
      let value = try reader.next()
      #expect(value == (index == stream.count - 1 ? Self.hello : nil))
    }
  }

  @Test("a thousand frames in one piece come out one by one, in order")
  func manyFrames() throws {
    let values = (0..<1000).map { number in
      JSONValue.object([JSONMember("n", .array([.integer(Int64(number)), .string(padding)]))])
    }
    var reader = FrameReader()
    reader.append(try values.flatMap(Frame.encode))
    for value in values { #expect(try reader.next() == value) }
    #expect(try reader.next() == nil)
    #expect(reader.pendingCount == 0)
  }

  private var padding: String { String(repeating: "p", count: 200) }

  @Test("an empty stream and a half length need more bytes")
  func needsMore() throws {
    var reader = FrameReader()
    #expect(try reader.next() == nil)
    reader.append([0, 0, 0])
    #expect(try reader.next() == nil)
    #expect(reader.pendingCount == 3)
  }

  @Test(
    "a length of zero or beyond 1 MiB is a violation before the body arrives",
    arguments: [
      (0, FrameViolation(.empty)),
      (1 << 20 + 1, FrameViolation(.tooLong, "1048577 bytes, at most 1048576")),
      (1 << 31, FrameViolation(.tooLong, "2147483648 bytes, at most 1048576")),
      (1 << 32 - 1, FrameViolation(.tooLong, "4294967295 bytes, at most 1048576")),
    ])
  func badLength(length: Int, violation: FrameViolation) {
    var reader = FrameReader()
    reader.append(Self.frame([], length: length))
    #expect(throws: violation) { try reader.next() }
  }

  @Test("a body of exactly 1 MiB is read")
  func longest() throws {
    let body = #"{"a":""# + String(repeating: "x", count: Frame.maximumLength - 8) + #""}"#
    var reader = FrameReader()
    reader.append(Self.frame(Array(body.utf8)))
    guard case .object(let members) = try reader.next() else { throw FrameViolation(.empty) }
    #expect(members.first?.value.string?.utf8.count == 1_048_568)
  }

  @Test("a value of exactly 1 MiB has a frame; one byte more has none, and says how many they are")
  func longestEncoded() throws {
    func value(_ length: Int) -> JSONValue {
      .object([JSONMember("a", .string(String(repeating: "x", count: length - 8)))])
    }
    let longest = value(Frame.maximumLength)
    #expect(try Frame.encode(longest).count == 4 + 1_048_576)
    #expect(Frame.excess(of: longest) == nil)
    let excess = FrameTooLong(byteCount: 1_048_577)
    #expect(throws: excess) { try Frame.encode(value(Frame.maximumLength + 1)) }
    #expect(Frame.excess(of: value(Frame.maximumLength + 1)) == excess)
    #expect(
      excess.words(about: "the answer")
        == "the answer has 1048577 bytes; at most 1 MiB fits in one frame")
  }

  @Test("whatever a value is made of, it has an excess exactly if it has no frame")
  func excess() {
    let kinds: [JSONValue] = [
      .string(String(repeating: "\u{1}\n\"é", count: 50)),
      .array([.bool(false), .object([JSONMember("\u{2}", .array([.null, .string("")]))])]),
    ]
    for kind in kinds {
      // About as many as fit, since with its comma each takes so many bytes; and some more.
      let count = (Frame.maximumLength - 6) / (JSONWriter.write(kind).count + 1)
      for number in [count, count + 2] {
        let array = JSONValue.array(Array(repeating: kind, count: number))
        let value = JSONValue.object([JSONMember("a", array)])
        let bytes = JSONWriter.write(value).count
        #expect(Frame.excess(of: value)?.byteCount == (bytes > 1 << 20 ? bytes : nil))
      }
    }
  }

  @Test("a reader counts the bytes of the frames that it gave out, and no others")
  func takenBytes() throws {
    var reader = FrameReader()
    let (hello, bye) = (try Frame.encode(Self.hello), try Frame.encode(Self.bye))
    reader.append(hello + bye + [0, 0])
    #expect(reader.takenCount == 0)
    _ = try reader.next()
    #expect(reader.takenCount == hello.count)
    while try reader.next() != nil {}
    #expect(reader.takenCount == hello.count + bye.count)
  }

  @Test(
    "a body that is not one JSON object is a violation",
    arguments: [
      ("[1]", FrameViolation(.notAnObject)), ("7", FrameViolation(.notAnObject)),
      ("null", FrameViolation(.notAnObject)),
      ("{\"a\":1.5}", FrameViolation(.notJSON, "notAnInteger at byte 6")),
      ("{\"a\":1}x", FrameViolation(.notJSON, "trailingBytes at byte 7")),
      ("hello, world", FrameViolation(.notJSON, "unexpectedByte at byte 0")),
    ])
  func badBody(body: String, violation: FrameViolation) {
    var reader = FrameReader()
    reader.append(Self.frame(Array(body.utf8)))
    #expect(throws: violation) { try reader.next() }
  }

  @Test("after a violation nothing is read any more, however good it is")
  func sticky() throws {
    var reader = FrameReader()
    reader.append(try Frame.encode(Self.hello) + [0, 0, 0, 0] + Frame.encode(Self.bye))
    #expect(try reader.next() == Self.hello)
    for _ in 0..<3 {
      #expect(throws: FrameViolation(.empty)) { try reader.next() }
      reader.append(try Frame.encode(Self.bye))
    }
  }
}
