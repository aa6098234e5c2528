public import EDARuntime
internal import Simulation

/// Components that share stores and a clock.
public struct LabWorld<Lab: Bridge> {
  let run: LiveRun

  /// A component of this name, in a process of its own.
  ///
  /// `files` are in place before it starts, all of their bytes durable.
  public func component(
    _ name: String, setup: Lab.Setup, files: [String: [UInt8]] = [:]
  ) throws -> Component<Lab> {
    run.world.addNode(
      Plan.Node(name: name, setup: try RequestBody.setup(setup), files: files))
    return Component(name: name, run: run)
  }

  /// Lets virtual time pass. What is due on the way, timers for example, happens at its own time.
  /// Returns what components had to say on the way.
  @discardableResult
  public func pass(milliseconds: Int64) throws -> [Moment<Lab>] {
    let end = now.advanced(byMilliseconds: milliseconds)
    let before = run.world.step
    try run.perform(until: { $0.isQuiet(until: end) })
    run.world.advance(to: end)
    return try Moment.all(in: run.world.steps[before...]).map(\.moment)
  }

  /// The time now.
  public var now: Instant { run.world.now }

  /// What components did to their stores until now.
  public var storeWork: StoreWork { StoreWork(run.world.steps) }

  /// What has happened until now.
  public var history: History<Lab> { History(run: run.recorded) }

  /// What stands in a store.
  public func store(_ name: String = "main") -> StoreView { StoreView(run.world.stores[name]) }
}

/// What a component answered.
public enum Answer<Lab: Bridge> {
  case reply(Lab.Reply)
  case failure(Lab.Failure)
  /// Another error than the lab's own was thrown.
  case thrown(String)
}

/// A component under test, in a process of its own.
public struct Component<Lab: Bridge> {
  let name: String
  let run: LiveRun

  /// The world that the component lives in.
  public var world: LabWorld<Lab> { LabWorld(run: run) }

  /// Performs a call and returns its reply. Any error of the component fails the check.
  @discardableResult
  public func call(_ call: Lab.Call) throws -> Lab.Reply {
    switch try attempt(call) {
    case .reply(let reply): return reply
    case .failure(let failure):
      throw CheckFailure(
        "\(Description.of(call)) threw an error", expected: "a reply",
        actual: "the error \(Description.of(failure))")
    case .thrown(let text):
      throw CheckFailure(
        "\(Description.of(call)) threw an error", expected: "a reply",
        actual: "the error \(text)")
    }
  }

  /// Fails unless the call returns this reply.
  public func expect(_ call: Lab.Call, equals expected: Lab.Reply) throws
  where Lab.Reply: Equatable {
    let actual = try self.call(call)
    guard actual != expected else { return }
    throw CheckFailure(
      "\(Description.of(call)) returned something else",
      expected: Description.of(expected), actual: Description.of(actual))
  }

  /// Fails unless the call throws this error of the lab.
  public func expect(_ call: Lab.Call, throws expected: Lab.Failure) throws
  where Lab.Failure: Equatable {
    let actual: String
    switch try attempt(call) {
    case .failure(let failure) where failure == expected: return
    case .failure(let failure): actual = "the error \(Description.of(failure))"
    case .thrown(let text): actual = "the error \(text)"
    case .reply(let reply): actual = Description.of(reply)
    }
    throw CheckFailure(
      "\(Description.of(call)) should have thrown",
      expected: "the error \(Description.of(expected))", actual: actual)
  }

  /// Performs a call and returns whatever the component made of it.
  public func attempt(_ call: Lab.Call) throws -> Answer<Lab> {
    run.latest.countCall()
    let number = run.world.ask(try RequestBody.call(call), of: name)
    try run.perform(until: { $0.answer(to: number) != nil })
    guard let answer = run.world.answer(to: number) else { throw ComponentLost() }
    switch answer {
    case .reply(let body): return .reply(try decode(Lab.Reply.self, body))
    case .problem(.failure(let body)): return .failure(try decode(Lab.Failure.self, body))
    case .problem(.thrown(let text)): return .thrown(text)
    case .problem(.unfinished(let part)):
      throw CheckFailure(
        "`\(part)` is still to be written", expected: "an implementation of `\(part)`",
        actual: "the starter's placeholder, which throws `Unfinished(\"\(part)\")`")
    }
  }

  /// Kills the instance; the next call goes to a fresh one on what was durable.
  public func crash() throws {
    run.world.crash(Crash(node: name, point: .idle(after: run.world.lastAnswered(by: name))))
    run.performer.kill(name)
  }

  private func decode<Value: Decodable>(_ type: Value.Type, _ body: JSONValue) throws -> Value {
    do {
      return try ValueDecoder.decode(type, from: body)
    } catch {
      run.world.receiveViolation(
        FrameViolation(.unknownMessage, "a reply that this call cannot have"), from: name)
      throw ComponentLost()
    }
  }
}

extension Component {
  /// What stands in a file of this component, unsynced bytes included, read by the checker from the
  /// conductor's own copy: the component is not asked.
  public func file(_ name: String) -> [UInt8] {
    run.world.files[self.name + "/" + name]?.contents ?? []
  }
}
