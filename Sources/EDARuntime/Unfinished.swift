/// Thrown by the parts of a starter that are still to be written.
public struct Unfinished: Error, Hashable, Sendable {
  /// What is to be written, for example `route`.
  public let part: String

  public init(_ part: String) { self.part = part }
}
