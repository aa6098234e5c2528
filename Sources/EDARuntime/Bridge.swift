/// Connects a lab's protocol with the boundary: every call of the protocol as a value, and one
/// `switch` that performs them. It is part of the lab; learners need not read it.
public protocol Bridge {
  /// What an instance is told when it starts, for example the length of a window.
  associatedtype Setup: Codable & Sendable
  /// Every call of the lab's protocol.
  associatedtype Call: Codable & Sendable
  /// What the calls return.
  associatedtype Reply: Codable & Sendable
  /// The lab's own error.
  associatedtype Failure: Error & Codable & Sendable
  /// What the learner writes, for example `any TopicExchange.Router`.
  associatedtype Component

  /// Performs a call at an instant.
  static func perform(_ call: Call, on component: inout Component, at now: Instant) throws -> Reply

  /// Tells the component that something happened which it asked for earlier. The reply is what the
  /// component has to say about it, for example who is acknowledged now; nil if nothing.
  static func receive(
    _ signal: Signal, on component: inout Component, at now: Instant
  ) throws -> Reply?

  /// The part of the component that shows its state in a trace; nil if none does.
  static func inspectable(_ component: Component) -> (any Inspectable)?
}

extension Bridge {
  /// Labs without split-phase calls and timers need no more than this.
  public static func receive(
    _ signal: Signal, on component: inout Component, at now: Instant
  ) throws -> Reply? { nil }

  /// The component itself, if it is ``Inspectable``.
  public static func inspectable(_ component: Component) -> (any Inspectable)? {
    component as? any Inspectable
  }
}

/// The setup of labs whose components need none.
public struct NoSetup: Codable, Hashable, Sendable {
  public init() {}
}
