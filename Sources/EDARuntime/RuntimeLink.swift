/// The way from the handles to whoever performs the calls.
package protocol RuntimeLink: AnyObject {
  /// Performs one call and returns its answer.
  func perform(_ call: RuntimeCall) throws -> RuntimeAnswer
}

/// The runtime did not do what was asked of it.
public struct RuntimeFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was refused, and why.
  public let description: String

  package init(_ description: String) { self.description = description }

  static func unexpected(_ answer: RuntimeAnswer) -> RuntimeFailure {
    if case .refused(let reason) = answer { return RuntimeFailure(reason) }
    return RuntimeFailure("the runtime gave an answer of the wrong kind: \(answer)")
  }
}
