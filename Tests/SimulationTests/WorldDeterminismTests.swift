import EDARuntime
import Simulation
import Testing

/// A behaviour drawn from a seed: which calls it makes depends on the input and on what it was
/// answered.
private func randomBehaviour(seed: UInt64) -> Behaviour {
  { turn in
    var random = RandomNumbers(seed: seed &+ UInt64(turn.text.utf8.count))
    turn.memory["inputs", default: 0] += 1
    // A signal that asked for another signal would make the run endless.
    guard case .call = turn.input else { return .null }
    for _ in 0..<Int.random(in: 0...5, using: &random) { try randomCall(&turn, &random) }
    if Int.random(in: 0..<8, using: &random) == 0 { throw Unfinished("by chance") }
    return .integer(turn.memory["inputs"] ?? 0)
  }
}

private func randomCall(_ turn: inout Turn, _ random: inout RandomNumbers) throws {
  let runtime = turn.runtime
  let key = "k\(Int.random(in: 0..<3, using: &random))"
  switch Int.random(in: 0..<7, using: &random) {
  case 0: turn.memory[key] = try runtime.store().integer(key) ?? 0
  case 1:
    let value = turn.memory[key, default: 0] + 1
    try runtime.store().transaction { $0.put(key, value) }
  case 2: turn.memory["offset"] = try runtime.file(key).append(Array(turn.text.utf8))
  case 3: _ = try runtime.file(key).sync()
  case 4:
    try runtime.timers.set(key, at: turn.now.advanced(byMilliseconds: 7))
  case 5:
    let name = turn.text == "from peer" ? "nobody" : "b"
    if let reply = try runtime.peerReply(of: name) { turn.memory["peer"] = reply }
  default:
    _ = try runtime.outbound.publish(Envelope(id: key, source: "", type: ""), to: "c")
  }
}

extension Runtime {
  /// The peer's reply, nil if it refuses; what the fake process throws goes through.
  fileprivate func peerReply(of name: String) throws -> Int64? {
    do {
      return try peer(name).call("from peer") as Int64
    } catch is RuntimeFailure {
      return nil
    }
  }
}

@Suite("Two worlds that are told the same")
struct WorldDeterminismTests {
  private func drive(_ seed: UInt64) -> Drive {
    var random = RandomNumbers(seed: seed)
    let inputs = (0..<8).map { number in
      (
        String(repeating: "x", count: number % 4), number % 2 == 0 ? "a" : "b",
        Int64.random(in: 0..<30, using: &random)
      )
    }
    var plan = Plan(nodes: ["a", "b"], inputs)
    plan = plan.under(
      [.duplicate(percent: 30, withinMilliseconds: 40)], generator: &random)
    var world = World(plan: plan, seed: Seed(number: seed))
    world.plan.choices = (0..<30).map { _ in Int.random(in: 0..<3, using: &random) }
    let call = Int.random(in: 1...3, using: &random)
    // The messages of odd numbers go to this node.
    let input = InputName(1 + 2 * Int.random(in: 0..<4, using: &random))
    world.plannedCrashes = [
      Crash(node: "a", point: .after(call: call, of: input), survivor: 1)
    ]
    return Drive(world, ["a": randomBehaviour(seed: seed), "b": randomBehaviour(seed: seed + 1)])
  }

  @Test("say the same, action by action and to the last byte of what is left", arguments: 1...40)
  func sameTwice(seed: UInt64) {
    var (a, b) = (drive(seed), drive(seed))
    a.run()
    b.run()
    #expect(a.actions == b.actions)
    #expect(a.world.steps == b.world.steps)
    #expect(a.world.stores == b.world.stores)
    #expect(a.world.files == b.world.files)
    #expect(a.world.optionCounts == b.world.optionCounts)
    #expect(a.world.digest == b.world.digest)
    #expect(a.world.outcome == .finished)
  }

  @Test("the runs compared here are crashed often enough to say something about crashes")
  func crashesStrike() {
    let struck = (1...40).count { seed in
      var drive = drive(UInt64(seed))
      drive.run()
      return drive.lines.contains { $0.contains("CRASH") }
    }
    #expect(struck >= 15)
  }

  @Test(
    "a transcript counts calls from 1, answers only what was delivered, and time never goes back",
    arguments: 41...60)
  func wellFormed(seed: UInt64) {
    var drive = drive(seed)
    drive.run()
    var calls = 0
    var delivered: Set<Int> = []
    var now = Instant.start
    for step in drive.world.steps {
      switch step {
      case .performed(_, let number, _, _):
        calls += 1
        #expect(number == calls)
      case .delivered(let delivery):
        delivered.insert(delivery.number)
        #expect(delivery.attempt <= 5)
        now = max(now, delivery.at)
      case .replied(_, let number, _), .failed(_, let number, _):
        #expect(delivered.contains(number))
      default: continue
      }
    }
    #expect(drive.world.callCount == calls)
    #expect(drive.world.now >= now)
  }

  @Test("a copy of a world goes its own way")
  func copies() {
    var world = World(plan: Plan(("x", 0)), seed: Seed(number: 1))
    let copy = world
    _ = world.nextAction()
    #expect(copy.steps.isEmpty)
    #expect(world.steps.count == 1)
    var later = copy
    #expect(
      later.nextAction()
        == {
          var world = copy
          return world.nextAction()
        }())
  }
}
