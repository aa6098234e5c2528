public import EDARuntime
package import Simulation

/// A scenario being written: nodes, and calls for them with their times.
public struct ScenarioPlan<Lab: Bridge> {
  /// Random numbers of this scenario and seed.
  public var random: RandomNumbers
  /// Whether the network will make faults of what is delivered here. A scenario can be larger then:
  /// the part of a lab without faults must be fast, and a crash is tried at every call.
  public let hasNetworkFaults: Bool
  private let hasPoison: Bool
  package private(set) var plan = Plan()

  package init(random: RandomNumbers, hasNetworkFaults: Bool, hasPoison: Bool = false) {
    self.random = random
    self.hasNetworkFaults = hasNetworkFaults
    self.hasPoison = hasPoison
  }

  /// Adds a node: one process that runs the component.
  public mutating func node(_ name: String, setup: Lab.Setup) throws -> NodeName {
    plan.addNode(name, setup: try RequestBody.setup(setup))
    return NodeName(name: name)
  }

  /// Delivers a call to a node, at least once: again until it is answered without an error.
  public mutating func deliver(
    _ call: Lab.Call, to node: NodeName, atMilliseconds at: Int64
  ) throws {
    guard plan.deliveries.count < CheckBounds.messages else {
      throw CheckFault.unbounded("messages", limit: CheckBounds.messages)
    }
    plan.deliver(
      try RequestBody.call(call), to: node.name, at: Instant(milliseconds: at))
  }

  /// A call of which no component can make anything. It is delivered in the column `poison` alone,
  /// again and again like any other, and `history.planned()` leaves it out.
  public mutating func poison(
    _ call: Lab.Call, to node: NodeName, atMilliseconds at: Int64
  ) throws {
    let body = try RequestBody.call(call)
    guard hasPoison else { return }
    plan.deliver(body, to: node.name, at: Instant(milliseconds: at), isPoison: true)
  }

  /// Stops a node's process and starts a new one on what was written: a restart, and no crash.
  public mutating func restart(_ node: NodeName, atMilliseconds at: Int64) {
    plan.restart(node.name, at: Instant(milliseconds: at))
  }
}

extension ScenarioPlan where Lab.Setup == NoSetup {
  /// Adds a node: one process that runs the component.
  public mutating func node(_ name: String) throws -> NodeName {
    try node(name, setup: NoSetup())
  }
}

/// Names a node of a scenario.
public struct NodeName: Hashable, Sendable {
  let name: String
}
