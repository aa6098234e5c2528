internal import Digests
internal import EDARuntime
internal import Simulation

/// What a failure looks like from outside, as digests: the same mistake in another program looks
/// the same.
///
/// Nothing of how a component works is in it, neither its keys nor its calls: what it answered, and
/// what was expected. It is taken of the failure as it was found, before it is shortened.
package struct Symptom: Codable, Equatable, Sendable {
  /// Of the failure and of everything that was answered until then.
  package var exact: String
  /// Of the failure alone.
  package var coarse: String

  package init(exact: String, coarse: String) {
    self.exact = exact
    self.coarse = coarse
  }

  init(_ failure: CheckFailure, in run: RecordedRun?) {
    var hash = SHA256()
    for part in [failure.summary, failure.expected, failure.actual] {
      hash.update(field: (part ?? "").utf8)
    }
    coarse = Self.short(hash)
    for step in run?.world.steps ?? [] { Self.enter(step, &hash) }
    exact = Self.short(hash)
  }

  private static func enter(_ step: Step, _ hash: inout SHA256) {
    switch step {
    case .replied(let node, let number, let body):
      hash.update(field: "\(node) \(number)".utf8)
      hash.update(field: JSONWriter.write(body))
    case .failed(let node, let number, .failure(let body)):
      hash.update(field: "\(node) \(number) failed".utf8)
      hash.update(field: JSONWriter.write(body))
    case .failed(let node, let number, .thrown), .failed(let node, let number, .unfinished):
      // Whose words those are, is no part of the mistake.
      hash.update(field: "\(node) \(number) threw".utf8)
    case .crashed(let node, _, _): hash.update(field: "\(node) crashed".utf8)
    default: return
    }
  }

  /// 64 bits are enough to tell a few hundred failures apart.
  private static func short(_ hash: SHA256) -> String {
    String(hash.finish().hex.prefix(16))
  }
}
