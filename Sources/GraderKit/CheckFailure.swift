/// A check found that something does not hold. Thrown by `expect` and `require`, and by checks that
/// find it out in their own way.
public struct CheckFailure: Error, Sendable {
  package let summary: String
  package let expected: String?
  package let actual: String?
  /// The step of the transcript at which it was found, if it was not the last one.
  package var step: Int?

  public init(_ summary: String, expected: String? = nil, actual: String? = nil) {
    self.summary = summary
    self.expected = expected
    self.actual = actual
  }
}

/// The component ended, or did not keep to the protocol, while a check needed it.
struct ComponentLost: Error {}

/// The component replied with what is no reply of its lab: no message of the protocol, found out
/// late.
struct ForeignReply: Error {}

/// Fails unless both are equal.
public func expect<Value: Equatable>(
  _ actual: Value, equals expected: Value, _ what: @autoclosure () -> String
) throws {
  guard actual != expected else { return }
  throw CheckFailure(
    what(), expected: Description.of(expected), actual: Description.of(actual))
}

/// Fails unless the condition holds.
public func require(_ condition: Bool, _ what: @autoclosure () -> String) throws {
  guard !condition else { return }
  throw CheckFailure(what())
}
