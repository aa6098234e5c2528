import Testing

@testable import Sandbox

@Suite struct CapturedOutputTests {
  @Test("a short stream is kept whole")
  func short() {
    let output = CapturedOutput(Array("hello".utf8))
    #expect(output.bytes == Array("hello".utf8))
    #expect(output.tail.isEmpty)
    #expect(output.droppedBytes == 0)
  }

  @Test("a stream that fits exactly loses nothing, one more byte loses one")
  func exact() {
    let bytes = pattern(64 << 10)
    #expect(CapturedOutput(bytes).bytes == bytes)
    #expect(CapturedOutput(bytes).droppedBytes == 0)
    let longer = CapturedOutput(bytes + [255])
    #expect(longer.droppedBytes == 1)
    #expect(longer.tail.last == 255)
    #expect(longer.head == Array(bytes.prefix(16 << 10)))
  }

  @Test(
    "head and tail do not depend on how the stream was cut",
    arguments: [1, 7, 4096, 50_000, 49_152, 65_536, 300_000])
  func cuts(step: Int) {
    let bytes = pattern(300_000)
    var output = CapturedOutput()
    var rest = bytes[...]
    while !rest.isEmpty {
      Array(rest.prefix(step)).withUnsafeBytes { output.append($0) }
      rest = rest.dropFirst(step)
    }
    #expect(output.head == Array(bytes.prefix(16 << 10)))
    #expect(output.tail == Array(bytes.suffix(48 << 10)))
    #expect(output.totalBytes == bytes.count)
    #expect(output == CapturedOutput(bytes))
  }

  private func pattern(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  }
}
