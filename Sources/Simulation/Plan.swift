package import EDARuntime

/// What is to happen in a run, before any fault: the nodes and the inputs that they get.
package struct Plan: Equatable, Sendable {
  /// A node: one component in one process at a time.
  package struct Node: Equatable, Sendable {
    package let name: String
    package let setup: JSONValue

    package init(name: String, setup: JSONValue) {
      self.name = name
      self.setup = setup
    }
  }

  package private(set) var nodes: [Node] = []
  package internal(set) var deliveries: [Delivery] = []
  /// A message that was not acknowledged is delivered again after this time.
  package var redeliveryMilliseconds: Int64 = 1000
  /// A message that keeps failing is given up after so many attempts.
  package var maximumAttempts = 5
  /// A run that takes more steps than this goes on for ever: a loop of calls, or a timer that
  /// always sets itself again.
  package var maximumSteps = 400_000
  /// Everything that is sent to the nodes and that they answer, as bytes of frames: a run that
  /// takes more goes no further (grader-security 7, rule 6).
  package var maximumFrameBytes = 64 << 20

  package init() {}

  /// Adds a node. Names are unique.
  package mutating func addNode(_ name: String, setup: JSONValue) {
    precondition(!nodes.contains { $0.name == name }, "two nodes are named '\(name)'")
    nodes.append(Node(name: name, setup: setup))
  }

  /// Adds an input for a node.
  package mutating func deliver(_ body: JSONValue, to node: String, at instant: Instant) {
    deliveries.append(
      Delivery(number: deliveries.count + 1, node: node, input: .call(body), at: instant))
  }

  /// Stops a node's instance and starts a new one. It finds everything that was written, synced or
  /// not: a process that ends takes only its memory along.
  package mutating func restart(_ node: String, at instant: Instant) {
    deliveries.append(
      Delivery(number: deliveries.count + 1, node: node, input: .restart, at: instant))
  }
}
