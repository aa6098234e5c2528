public import EDARuntime
package import Simulation

/// A scenario being written: nodes, and calls for them with their times.
public struct ScenarioPlan<Lab: Bridge> {
  /// Random numbers of this scenario and seed.
  public var random: RandomNumbers
  package private(set) var plan = Plan()

  package init(random: RandomNumbers) { self.random = random }

  /// Adds a node: one process that runs the component.
  public mutating func node(_ name: String, setup: Lab.Setup) throws -> NodeName {
    plan.addNode(name, setup: try RequestBody.setup(setup))
    return NodeName(name: name)
  }

  /// Delivers a call to a node, at least once: again until it is answered without an error.
  public mutating func deliver(
    _ call: Lab.Call, to node: NodeName, atMilliseconds at: Int64
  ) throws {
    plan.deliver(
      try RequestBody.call(call), to: node.name, at: Instant(milliseconds: at))
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
