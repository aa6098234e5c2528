import EDARuntime
import Simulation
import Testing

@Suite("A world")
struct WorldTests {
  private static let echo: Behaviour = { turn in .integer(turn.now.milliseconds) }

  @Test(
    "inputs arrive by time, then in the order of the plan, and time jumps from one to the next"
  )
  func order() {
    var drive = Drive(Plan(("x", 90_000), ("y", 5), ("z", 5)), Self.echo)
    drive.run()
    expectSame(
      drive.lines,
      [
        "a starts (1)", "5 a < #2/1 \"y\"", "a > #2 5", "5 a < #3/1 \"z\"", "a > #3 5",
        "90000 a < #1/1 \"x\"", "a > #1 90000",
      ])
    #expect(drive.world.outcome == .finished)
    #expect(drive.world.now == Instant(milliseconds: 90_000))
    #expect(drive.world.step == 7)
    #expect(drive.world.answeredCount == 3)
  }

  @Test("an input waits while its node is busy, and comes with the time at which it is served")
  func busyNode() {
    var drive = Drive(Plan(("x", 0), ("y", 3))) { turn in
      if turn.text == "x" { _ = try turn.runtime.store().get("k") }
      return .integer(turn.now.milliseconds)
    }
    drive.run()
    expectSame(
      drive.lines,
      [
        "a starts (1)", "0 a < #1/1 \"x\"", "a 1 [get,main,k] -> [entry,null]", "a > #1 0",
        "3 a < #2/1 \"y\"", "a > #2 3",
      ])
    #expect(drive.world.callCount == 1)
    #expect(drive.world.effectCount == 0)
  }

  @Test("a plan without inputs starts its nodes and finishes")
  func noInputs() {
    var drive = Drive(Plan(nodes: ["a", "b"], []), Self.echo)
    drive.run()
    #expect(drive.lines == ["a starts (1)", "b starts (1)"])
    #expect(drive.world.outcome == .finished)
  }

  struct Boom: Error {}

  @Test("what is answered by an error comes again a second later, until it is answered")
  func redelivery() {
    var drive = Drive(Plan(("x", 0), ("y", 10))) { turn in
      turn.memory["n", default: 0] += 1
      if turn.text == "x", turn.memory["n"] == 1 { throw Boom() }
      if turn.text == "x", turn.memory["n"] == 3 { throw LabError(body: .string("busy")) }
      return .integer(turn.memory["n"] ?? 0)
    }
    drive.run()
    expectSame(
      drive.lines,
      [
        "a starts (1)", "0 a < #1/1 \"x\"", "a > #1 thrown(text: \"Boom()\")", "again #1/2 at 1000",
        "10 a < #2/1 \"y\"", "a > #2 2", "1000 a < #1/2 \"x\"",
        "a > #1 failure(EDARuntime.JSONValue.string(\"busy\"))", "again #1/3 at 2000",
        "2000 a < #1/3 \"x\"", "a > #1 4",
      ])
  }

  @Test("a message that keeps failing is given up after its last attempt")
  func givingUp() {
    var plan = Plan(("x", 0))
    (plan.maximumAttempts, plan.redeliveryMilliseconds) = (3, 50)
    var drive = Drive(plan) { _ in throw Unfinished("route") }
    drive.run()
    expectSame(
      drive.lines.filter { !$0.hasPrefix("a >") },
      [
        "a starts (1)", "0 a < #1/1 \"x\"", "again #1/2 at 50", "50 a < #1/2 \"x\"",
        "again #1/3 at 100", "100 a < #1/3 \"x\"", "gave up #1",
      ])
    #expect(drive.world.outcome == .finished)
    #expect(drive.world.answer(to: 1) == .problem(.unfinished(part: "route")))
  }

  @Test(
    "a property's call is made once, after what has arrived, and its answer is found by its number")
  func properties() {
    var drive = Drive(Plan(("x", 0))) { turn in
      if turn.text == "bad" { throw LabError(body: .string("no")) }
      return .string(turn.text + turn.text)
    }
    let good = drive.world.ask(.string("good"), of: "a")
    #expect(drive.world.answer(to: good) == nil)
    drive.run(until: { $0.answer(to: good) != nil })
    #expect(drive.world.answer(to: good) == .reply(.string("goodgood")))
    #expect(drive.world.answer(to: 1) == .reply(.string("xx")))
    drive.run()
    #expect(drive.world.outcome == .finished)
    let bad = drive.world.ask(.string("bad"), of: "a")
    #expect(drive.world.outcome == .running)
    drive.run()
    #expect(drive.world.answer(to: bad) == .problem(.failure(.string("no"))))
    #expect(drive.world.steps.count { if case .redelivered = $0 { true } else { false } } == 0)
    #expect(drive.world.calls == [1: .string("x"), good: .string("good"), bad: .string("bad")])
  }

  @Test("a node that is added to a run under way starts with the next action")
  func addingNodes() {
    let echo: Behaviour = { turn in .string(turn.setup.string ?? "") }
    var drive = Drive(World(plan: Plan(), seed: Seed(number: 1)), ["b": echo])
    drive.run()
    #expect(drive.world.outcome == .finished)
    drive.world.addNode(Plan.Node(name: "b", setup: .string("s")))
    let number = drive.world.ask(.null, of: "b")
    drive.run()
    #expect(drive.world.answer(to: number) == .reply(.string("s")))
  }
}

extension WorldTests {
  /// A world whose node `a` has been sent its first input, and the request.
  private func openWorld(
    maximumFrameBytes: Int = 1 << 26
  ) -> (World, epoch: String, id: String) {
    var plan = Plan(("x", 0))
    plan.maximumFrameBytes = maximumFrameBytes
    var world = World(plan: plan, seed: Seed(number: 1))
    guard case .start(_, .start(let epoch, _, _, _)) = world.nextAction() else {
      return (world, "", "")
    }
    world.receive(.hello(epoch: epoch), from: "a")
    guard case .exchange(_, .call(let id, _, _)) = world.nextAction() else {
      return (world, "", "")
    }
    return (world, epoch, id)
  }

  @Test("an answer with another epoch, another id or a second hello ends the run")
  func violations() {
    let (open, epoch, id) = openWorld()
    let foreign = "the response carries the epoch of another instance"
    let unasked = "the response answers no request that is open"
    let responses: [(Response, String)] = [
      (.reply(epoch: "0", id: id, body: .null), foreign), (.hello(epoch: "0"), foreign),
      (.reply(epoch: epoch, id: "0", body: .null), unasked), (.hello(epoch: epoch), unasked),
      (.ask(epoch: epoch, id: "", call: .fileSync(file: "f")), unasked),
    ]
    for (response, detail) in responses {
      var world = open
      world.receive(response, from: "a")
      #expect(world.outcome == .violated(node: "a", detail: detail))
      #expect(world.isLost)
      #expect(world.nextAction() == .finish)
    }
    var world = open
    world.receive(.reply(epoch: epoch, id: id, body: .null), from: "a")
    #expect(world.outcome == .running)
    world.receive(.reply(epoch: epoch, id: id, body: .null), from: "a")
    #expect(world.outcome == .violated(node: "a", detail: unasked))
  }

  @Test("an instance that does not begin with hello ends the run")
  func noHello() {
    var world = World(plan: Plan(("x", 0)), seed: Seed(number: 1))
    _ = world.nextAction()
    world.receive(.reply(epoch: world.nodes[0].epoch, id: "1", body: .null), from: "a")
    #expect(world.isLost)
  }

  @Test("a component that ends, or whose stream is no sequence of frames, ends the run")
  func lostComponents() {
    var (world, _, _) = openWorld()
    var other = world
    world.receiveEnd(of: "a")
    #expect(world.outcome == .ended(node: "a"))
    #expect(world.nextAction() == .finish)
    other.receiveViolation(FrameViolation(.tooLong, "9 bytes"), from: "a")
    #expect(other.outcome == .violated(node: "a", detail: "tooLong: 9 bytes"))
    other.receiveViolation(FrameViolation(.empty), from: "a")
    #expect(other.outcome == .violated(node: "a", detail: "empty"))
  }

  @Test(
    "ids, epochs and seeds come from the run's seed: the same in each replay"
  )
  func identifiers() {
    var drive = Drive(Plan(("x", 0), ("y", 0)), seed: 42, Self.echo)
    drive.run()
    guard case .start(_, .start(let epoch, let hash, let random, _)) = drive.actions[0],
      case .exchange(_, .call(let first, _, _)) = drive.actions[1],
      case .exchange(_, .call(let second, _, _)) = drive.actions[2]
    else {
      Issue.record("\(drive.actions)")
      return
    }
    #expect(epoch == "4dffb0b9c15140c0")
    #expect([first, second] == ["ac0d337777edfe1a", "19d987f3cf77c8d3"])
    let seed = Seed(number: 42)
    #expect(hash == seed.number("hash order 0 of a/1"))
    #expect(random == seed.number("random/a/1"))
  }

  @Test("a run ends with the frame that goes beyond the plan's limit of bytes")
  func framesExceeded() {
    var (world, epoch, id) = openWorld(maximumFrameBytes: 100)
    world.note(frameBytes: 60)
    world.note(frameBytes: 40)
    #expect(world.frameBytes == 100)
    #expect(world.outcome == .running)
    #expect(!world.isLost)
    let copy = world
    world.receive(.reply(epoch: epoch, id: id, body: .null), from: "a")
    world.note(frameBytes: 1)
    #expect(world.outcome == .framesExceeded)
    #expect(world.isLost)
    #expect(world.nextAction() == .finish)
    // A copy goes on with what the original had counted, and how else a run ended stands.
    var ended = copy
    ended.receiveEnd(of: "a")
    ended.note(frameBytes: 1)
    #expect(ended.frameBytes == 101)
    #expect(ended.outcome == .ended(node: "a"))
  }

  @Test("a run may take 64 MiB of frames")
  func frameLimit() { #expect(Plan().maximumFrameBytes == 67_108_864) }

  @Test("a run that never ends is stopped at the plan's limit of steps")
  func endless() {
    var plan = Plan(("x", 0))
    plan.maximumSteps = 50
    var drive = Drive(plan) { turn in
      while true { _ = try turn.runtime.store().get("k") }
    }
    drive.run()
    #expect(drive.world.outcome == .endless)
    #expect(drive.world.isLost)
    #expect(drive.world.step == 50)
  }
}
