internal import EDARuntime
package import Simulation

/// Carries out what a world says is to be done next, on instances.
package final class Performer {
  private let starter: any InstanceStarter
  private var instances: [String: any RunningInstance] = [:]
  /// What was printed while a step of the transcript was the latest one.
  package private(set) var output: [Int: String] = [:]
  /// How an instance ended by itself, if one did.
  package private(set) var end: InstanceEnd?
  /// What components said of their state when a step of the transcript was the latest one, as JSON.
  private(set) var states: [Int: String] = [:]
  private var isInspecting: Bool

  /// - Parameter isInspecting: whether components are asked for their state after each answer.
  package init(starter: any InstanceStarter, isInspecting: Bool = false) {
    self.starter = starter
    self.isInspecting = isInspecting
  }

  /// Runs a world until nothing is left to do, or `isDone` says so. `visit` sees the world at every
  /// point at which an instance could be crashed.
  package func run(
    _ world: inout World, until isDone: (World) -> Bool = { _ in false },
    visiting visit: ((World) -> Void)? = nil
  ) throws {
    while !isDone(world) {
      visit?(world)
      let calls = world.callCount
      let action = world.nextAction()
      if world.callCount > calls { visit?(world) }
      guard action != .finish else { return }
      try perform(action, on: &world)
    }
  }

  /// Ends one node's instance.
  package func kill(_ node: String) { instances.removeValue(forKey: node)?.kill() }

  /// Ends all instances.
  package func close() {
    for instance in instances.values { instance.kill() }
    instances = [:]
  }

  private func perform(_ action: World.Action, on world: inout World) throws {
    switch action {
    case .start(let node, let request):
      let instance = try started()
      instances[node] = instance
      try exchange(request, with: instance, of: node, &world)
    case .exchange(let node, let request):
      guard let instance = instances[node] else { return world.receiveEnd(of: node) }
      try exchange(request, with: instance, of: node, &world)
      let printed = instance.takeOutput()
      if !printed.isEmpty { output[world.step, default: ""] += printed }
      if isInspecting, case .replied(node, _, _)? = world.steps.last {
        inspect(instance, at: world.step)
      }
    case .kill(let node): instances.removeValue(forKey: node)?.kill()
    case .finish: return
    }
  }

  /// A component that does not say what it holds is not asked again.
  private func inspect(_ instance: any RunningInstance, at step: Int) {
    guard
      case .response(.inspection(_, _, let body))? = try? instance.exchange(.inspect(id: "state")),
      body != .null
    else {
      isInspecting = false
      return
    }
    states[step] = JSONWriter.text(body)
    _ = instance.takeOutput()
  }

  private func started() throws -> any RunningInstance {
    do {
      return try starter.start()
    } catch {
      throw StartFailure(cause: error)
    }
  }

  private func exchange(
    _ request: Request, with instance: any RunningInstance, of node: String, _ world: inout World
  ) throws {
    let before = instance.frameBytes
    take(try instance.exchange(request), from: node, &world)
    world.note(frameBytes: instance.frameBytes - before)
  }

  private func take(_ exchanged: Exchanged, from node: String, _ world: inout World) {
    switch exchanged {
    case .response(let response): world.receive(response, from: node)
    case .violation(let violation): world.receiveViolation(violation, from: node)
    case .ended(let end):
      self.end = end
      world.receiveEnd(of: node)
    }
  }
}
