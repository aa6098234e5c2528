internal import EDARuntime
internal import Simulation

/// What a check sends, as it travels. What no frame can hold is a mistake of the check, so it is
/// thrown at once, where a check can do nothing about it and a component has seen nothing of it.
enum RequestBody {
  static func call<Call: Encodable>(_ call: Call) throws -> JSONValue {
    let body = try ValueEncoder.encode(call)
    if let excess = FrameRoom.excess(ofCall: body) { throw OversizedRequest("call", call, excess) }
    return body
  }

  static func setup<Setup: Encodable>(_ setup: Setup) throws -> JSONValue {
    let body = try ValueEncoder.encode(setup)
    if let excess = FrameRoom.excess(ofSetup: body) {
      throw OversizedRequest("setup", setup, excess)
    }
    return body
  }
}

/// A check asked for something that no frame can hold.
struct OversizedRequest: Error, CustomStringConvertible {
  let description: String

  init(_ kind: String, _ value: Any, _ excess: FrameTooLong) {
    let start = Description.of(value).prefix(40)
    description = excess.words(about: "the \(kind) that begins with '\(start)'")
  }
}
