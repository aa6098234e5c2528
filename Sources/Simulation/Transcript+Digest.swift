package import Digests
internal import EDARuntime

extension World {
  /// SHA-256 of the transcript: runs that went the same way, byte for byte, have the same.
  package var digest: Digest {
    var hash = SHA256()
    for (step, at) in zip(steps, times) {
      hash.update(Array("\(at.milliseconds) \(step.canonicalText)\n".utf8))
    }
    return hash.finish()
  }
}

extension Step {
  /// All that the step says, bodies as they travelled.
  fileprivate var canonicalText: String {
    switch self {
    case .delivered(let delivery): "deliver \(delivery.canonicalText)"
    case .performed(let node, let number, let call, let answer):
      "call \(node) \(number) \(JSONWriter.text(call.wire)) \(JSONWriter.text(answer.wire))"
    case .replied(let node, let number, let body):
      "reply \(node) \(number) \(JSONWriter.text(body))"
    case .failed(let node, let number, .failure(let body)):
      "failure \(node) \(number) \(JSONWriter.text(body))"
    case .redelivered(let delivery): "again \(delivery.canonicalText)"
    case .gaveUp(let delivery): "given up \(delivery.canonicalText)"
    case .held(let delivery, let end): "held \(delivery.canonicalText) \(end.milliseconds)"
    case .started, .failed, .crashed, .survived, .stopped, .lostAnswer, .lostPublish, .cut, .healed,
      .stalled, .resumed, .clockSet:
      "\(self)"
    }
  }
}

extension Delivery {
  fileprivate var canonicalText: String {
    let body =
      switch input {
      case .call(let body): JSONWriter.text(body)
      case .signal(let signal): "\(signal)"
      case .restart: "restart"
      }
    return "\(node) \(number) \(attempt) \(body)"
  }
}
