package import EDARuntime

/// An input that is on its way to a node.
package struct Delivery: Equatable, Sendable {
  /// What arrives.
  package enum Input: Equatable, Sendable {
    case call(JSONValue)
    case signal(Signal)
    /// Nothing for the component: its instance is stopped between two inputs, and a new one starts.
    case restart
  }

  /// Where the reply goes.
  package enum Origin: Equatable, Sendable {
    /// From the plan: at-least-once, sent again until it is acknowledged.
    case plan
    /// From a property that waits for the reply: sent once.
    case property
    /// From another node's instance that waits for the reply.
    case peer(Asker)
    /// From the runtime: it belongs to one incarnation and dies with it.
    case runtime(incarnation: Int)
  }

  /// Numbers the input within its run, in the order of the plan, from 1; what arises on the way has
  /// negative numbers. A redelivery keeps the number.
  package let number: Int
  package let node: String
  package let input: Input
  package let origin: Origin
  /// Counts the attempts to deliver it, from 1.
  package var attempt: Int
  /// When it arrives.
  package var at: Instant
  /// Whether it is there as a fault: no component can make anything of it.
  package var isPoison = false

  package init(
    number: Int, node: String, input: Input, origin: Origin = .plan, attempt: Int = 1,
    at: Instant
  ) {
    self.number = number
    self.node = node
    self.input = input
    self.origin = origin
    self.attempt = attempt
    self.at = at
  }
}

extension Delivery {
  package var name: InputName { InputName(number, attempt: attempt) }
}

/// Who waits for a peer's reply: one incarnation of a node.
package struct Asker: Equatable, Sendable {
  package let node: String
  package let incarnation: Int

  package init(node: String, incarnation: Int) {
    self.node = node
    self.incarnation = incarnation
  }
}
