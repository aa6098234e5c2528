import EDARuntime
import Foundation
import TestSupport
import Testing

/// One life of a host: it finds its requests in a file, and its responses go into another. Nobody
/// has to answer it, because tests choose epochs and ids.
struct HostRun {
  static let epoch = "e1"

  let code: Int32?
  /// What it printed.
  let output: String
  let responses: [Response]
  /// Everything on its response descriptor; what it printed, too, if both went to one place.
  let bytes: [UInt8]

  /// - Parameters:
  ///   - rest: bytes that follow the requests.
  ///   - isMerged: what it prints goes to the same place as its responses.
  init(_ requests: [Request], rest: [UInt8] = [], isMerged: Bool = false) throws {
    try #require(Puppet.path.hasPrefix("/"), "\(Puppet.path)")
    let input = try requests.flatMap { try Frame.encode($0.wire) } + rest
    (code, output, bytes) = try withTemporaryFolder { folder in
      let file = folder["responses"]
      try Data(input).write(to: URL(filePath: folder["requests"]))
      let merge = isMerged ? " >>\"$2\"" : ""
      let script = "exec \"$0\" 3<\"$1\" 4>>\"$2\"" + merge
      let host = ChildProcess("sh", ["-c", script, Puppet.path, folder["requests"], file])
      let outcome = try host.run()
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
      return (outcome.code, outcome.output, bytes)
    }
    responses = isMerged ? [] : try Self.responses(in: bytes)
  }

  private static func responses(in bytes: [UInt8]) throws -> [Response] {
    var reader = FrameReader()
    reader.append(bytes)
    var responses: [Response] = []
    while let frame = try reader.next() { responses.append(try Response(wire: frame)) }
    #expect(reader.pendingCount == 0)
    return responses
  }

  static func start(hashSeed: UInt64 = 1, setup: JSONValue = .string("s")) -> Request {
    .start(epoch: epoch, hashSeed: hashSeed, randomSeed: 2, setup: setup)
  }

  /// A call whose id is `r` and a number.
  static func call(_ number: Int, _ words: String...) -> Request {
    .call(
      id: "r\(number)", now: Instant(milliseconds: 7), body: .array(words.map(JSONValue.string)))
  }
}

extension Response {
  static let hello = Response.hello(epoch: HostRun.epoch)

  /// The reply to a call of `HostRun`.
  static func reply(_ number: Int, _ words: String...) -> Response {
    .reply(
      epoch: HostRun.epoch, id: "r\(number)", body: .array(words.map(JSONValue.string)))
  }

  static func thrown(_ number: Int, _ text: String) -> Response {
    .thrown(epoch: HostRun.epoch, id: "r\(number)", text: text)
  }
}
