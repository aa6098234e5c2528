import Glibc
import Testing

@testable import Terminal

@Suite struct TerminalTests {
  @Test("a reader that went away is an error of its own")
  func brokenPipe() throws {
    Terminal.ignoreBrokenPipes()
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let error = try #require(throws: TerminalError.self) {
      try [UInt8(65)].withUnsafeBufferPointer { try Terminal.write($0, to: ends[1]) }
    }
    #expect(error == TerminalError(code: .readerGone, errorNumber: EPIPE))
  }

  @Test("every byte arrives")
  func whole() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    let sent = Array("a longer text".utf8)
    try sent.withUnsafeBufferPointer { try Terminal.write($0, to: ends[1]) }
    var received = [UInt8](repeating: 0, count: 64)
    let count = read(ends[0], &received, 64)
    #expect(Array(received.prefix(count)) == sent)
  }
}
