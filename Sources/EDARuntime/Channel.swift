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
  /// Whether the component is asked for its state: it cannot call the runtime then.
  var isInspecting = false

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

  /// Sends a response. One that is too long for a frame is never sent: an error that says so goes
  /// in its place.
  func send(_ response: Response) {
    do throws(FrameTooLong) {
      write(try Frame.encode(response.wire))
    } catch {
      let text = error.words(about: "the answer")
      // These few bytes fit.
      if let frame = try? Frame.encode(Response.thrown(epoch: epoch, id: request, text: text).wire)
      {
        write(frame)
      }
    }
  }

  func perform(_ call: RuntimeCall) throws -> RuntimeAnswer {
    if isInspecting {
      throw RuntimeFailure("a component that is asked for its state cannot call the runtime")
    }
    let frame: [UInt8]
    do throws(FrameTooLong) {
      frame = try Frame.encode(Response.ask(epoch: epoch, id: request, call: call).wire)
    } catch {
      throw RuntimeFailure(error.words(about: "the call"))
    }
    write(frame)
    guard case .answer(let answer) = receive() else { exit(0) }
    return answer
  }

  private func write(_ frame: [UInt8]) {
    // What was printed until now belongs to this step.
    fflush(stdout)
    var sent = 0
    while sent < frame.count {
      let count = frame.withUnsafeBytes { bytes in
        Glibc.write(responses, bytes.baseAddress.map { $0 + sent }, frame.count - sent)
      }
      if count > 0 {
        sent += count
      } else if !wasInterrupted {
        exit(0)
      }
    }
  }

  // `errno` itself lives in an overlay library that a learner's program would have to link.
  private var wasInterrupted: Bool { __errno_location().pointee == EINTR }
}
