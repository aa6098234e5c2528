internal import EDARuntime

/// How the calls, replies and errors of a lab read in a timeline.
struct Words {
  let call: (JSONValue) -> String
  let reply: (JSONValue) -> String
  let failure: (JSONValue) -> String
  /// The call itself, to be looked at part by part; nil if it does not decode.
  let callValue: (JSONValue) -> Any?
  let replyValue: (JSONValue) -> Any?

  static func of<Lab: Bridge>(_ lab: Lab.Type) -> Words {
    Words(
      call: { text($0, as: Lab.Call.self) }, reply: { text($0, as: Lab.Reply.self) },
      failure: { text($0, as: Lab.Failure.self) },
      callValue: { try? ValueDecoder.decode(Lab.Call.self, from: $0) },
      replyValue: { try? ValueDecoder.decode(Lab.Reply.self, from: $0) })
  }

  /// What does not decode is shown as it came.
  private static func text<Value: Decodable>(_ value: JSONValue, as type: Value.Type) -> String {
    guard let decoded = try? ValueDecoder.decode(type, from: value) else {
      return JSONWriter.text(value)
    }
    return Description.of(decoded)
  }
}
