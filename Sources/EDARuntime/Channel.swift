@preconcurrency internal import Glibc

/// The component's end of the boundary.
final class Channel: RuntimeLink {
  private let requests: Int32
  private let responses: Int32
  private var reader = FrameReader()
  private var input = [UInt8](repeating: 0, count: 1 << 16)

  var epoch = ""
  /// The request that is being served.
  var request = ""

  init(requests: Int32, responses: Int32) {
    self.requests = requests
    self.responses = responses
  }

  /// The next request; goodbye if the grader has gone or does not keep to the protocol.
  func receive() -> Request {
    while true {
      do {
        if let frame = try reader.next() { return try Request(wire: frame) }
      } catch {
        return .bye
      }
      let count = read(requests, &input, input.count)
      if count > 0 {
        reader.append(input[0..<count])
      } else if count == 0 || !wasInterrupted {
        return .bye
      }
    }
  }

  func send(_ response: Response) {
    fflush(stdout)
    let frame = Frame.encode(response.wire)
    var sent = 0
    while sent < frame.count {
      let count = frame.withUnsafeBytes { bytes in
        write(responses, bytes.baseAddress.map { $0 + sent }, frame.count - sent)
      }
      if count > 0 {
        sent += count
      } else if !wasInterrupted {
        exit(0)
      }
    }
  }

  func perform(_ call: RuntimeCall) throws -> RuntimeAnswer {
    send(.ask(epoch: epoch, id: request, call: call))
    guard case .answer(let answer) = receive() else { exit(0) }
    return answer
  }

  // `errno` itself lives in an overlay library that a learner's program would have to link.
  private var wasInterrupted: Bool { __errno_location().pointee == EINTR }
}
