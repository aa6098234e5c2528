import EDARuntime
import Testing

/// The reader of a hostile stream is total: each stream is frames, then "more needed" or a
/// violation.
@Suite("The reader of any stream")
struct FuzzTests {
  /// What came of one stream.
  struct Tally {
    var messages = 0
    var unread = 0
    var violations = 0
    var streams: Int { unread + violations }
  }

  @Test(
    "50,000 mutated streams end in more needed or a violation, and what is read reads back equal",
    arguments: [1, 2, 3, 4] as [UInt64])
  func mutated(seed: UInt64) throws {
    var values = RandomValues(seed: seed)
    let corpus = try Self.corpus(&values)
    var tally = Tally()
    for _ in 0..<50_000 {
      var stream = corpus[values.below(corpus.count)]
      for _ in 0...values.below(3) { values.mutate(&stream) }
      try read(stream, &tally)
    }
    #expect(tally.streams == 50_000)
    #expect(tally.messages > 5_000)
    #expect(tally.violations > 5_000)
  }

  @Test("20,000 streams of random bytes behind a plausible length never yield a message")
  func random() throws {
    var values = RandomValues(seed: 5)
    var tally = Tally()
    for _ in 0..<20_000 {
      let body = values.bytes(upTo: 40)
      try read(FrameTests.frame(body, length: body.isEmpty ? 1 : body.count), &tally)
    }
    #expect(tally.streams == 20_000)
    #expect(tally.messages == 0)
  }

  /// Streams of one or two good frames.
  private static func corpus(_ values: inout RandomValues) throws -> [[UInt8]] {
    var corpus: [[UInt8]] = []
    for _ in 0..<300 {
      let first = values.response().wire
      corpus.append(try Frame.encode(first))
      corpus.append(try Frame.encode(first) + Frame.encode(values.request().wire))
    }
    return corpus.filter { $0.count < 160 }
  }

  private func read(_ stream: [UInt8], _ tally: inout Tally) throws {
    var reader = FrameReader()
    reader.append(stream)
    while true {
      let frame: JSONValue?
      do throws(FrameViolation) {
        frame = try reader.next()
      } catch {
        tally.violations += 1
        return
      }
      guard let frame else {
        tally.unread += 1
        return
      }
      try take(frame, &tally)
    }
  }

  private func take(_ frame: JSONValue, _ tally: inout Tally) throws {
    let bytes = JSONWriter.write(frame)
    guard try JSONParser.parse(bytes) == frame else {
      Issue.record("\(bytes) does not read back")
      return
    }
    if let response = try? Response(wire: frame) {
      tally.messages += 1
      if try Response(wire: response.wire) != response { Issue.record("\(response)") }
    }
    if let request = try? Request(wire: frame) {
      tally.messages += 1
      if try Request(wire: request.wire) != request { Issue.record("\(request)") }
    }
  }
}

extension RandomValues {
  /// One of the changes that a hostile or broken component could make.
  mutating func mutate(_ stream: inout [UInt8]) {
    guard !stream.isEmpty else { return }
    let place = below(stream.count)
    switch below(7) {
    case 0: stream[place] ^= 1 << UInt8(below(8))
    case 1: stream[place] = UInt8(below(256))
    case 2: stream.removeSubrange(place..<min(stream.count, place + 1 + below(4)))
    case 3: stream.insert(contentsOf: bytes(upTo: 4), at: place)
    case 4: stream.removeSubrange(place...)
    case 5: stream[place] = Array(#"{}[]",:\u0-9e."#.utf8)[below(14)]
    default: stream += stream[..<place]
    }
    if below(2) == 0 { repairLength(&stream) }
  }

  /// Makes the first length fit again, so that the change is seen by the JSON reader too.
  private func repairLength(_ stream: inout [UInt8]) {
    guard stream.count > 4 else { return }
    stream.replaceSubrange(0..<4, with: FrameTests.frame([], length: stream.count - 4))
  }
}
