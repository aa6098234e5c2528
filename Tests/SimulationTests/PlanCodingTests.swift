import EDARuntime
import Foundation
import Simulation
import Testing

@Suite("Plans in files")
struct PlanCodingTests {
  private func again(_ plan: Plan) throws -> Plan {
    try JSONDecoder().decode(Plan.self, from: try JSONEncoder().encode(plan))
  }

  private static let body: JSONValue = .object([
    JSONMember("text", .string("ä \"q\" \u{1F600} \n")), JSONMember("number", .integer(.min)),
    JSONMember("list", .array([.null, .bool(true), .integer(.max)])),
  ])

  /// Every kind of thing that a plan can hold.
  private static let full: Plan = {
    var plan = Plan()
    plan.addNode("a", setup: body, files: ["log": [0, 255, 10]])
    plan.addNode("b", setup: .null)
    plan.deliver(body, to: "a", at: .at(-5))
    plan.restart("a", at: .at(7))
    plan.deliver(.null, to: "b", at: .at(.max), isPoison: true)
    plan.disturbances = [
      .duplicate(InputName(1), laterByMilliseconds: 7), .swap(InputName(1), InputName(3)),
      .loss(InputName(1, attempt: 2)), .delay(InputName(3), byMilliseconds: 9),
      .crash(Crash(node: "a", point: .before(call: 1, of: InputName(-4)), survivor: 3)),
      .crash(Crash(node: "a", point: .after(call: 2, of: InputName(1, attempt: 2)))),
      .crash(Crash(node: "b", point: .idle(after: nil))),
      .crash(Crash(node: "b", point: .idle(after: InputName(3)))),
      .cut(Cut("a", from: .at(1), until: .at(2))),
      .cut(Cut("a", from: .at(1), until: .at(2), other: "b", direction: .inbound)),
      .publish(1, .confirmLost), .publish(2, .messageLost), .publish(3, .refused),
      .clock(node: "b", at: .at(3), byMilliseconds: -60),
      .stall(Stall("a", .at(.at(4)), milliseconds: 5)),
      .stall(Stall("b", .point(.idle(after: InputName(3))), milliseconds: 5)),
    ]
    plan.choices = [0, 3, 1]
    (plan.hashVariant, plan.tearsAtEveryByte) = (1, true)
    (plan.redeliveryMilliseconds, plan.maximumAttempts) = (77, 3)
    (plan.maximumSteps, plan.maximumFrameBytes) = (500, 1 << 16)
    return plan
  }()

  @Test("a plan that goes through JSON and back is equal, whatever is in it")
  func roundTrip() throws {
    #expect(try again(Self.full) == Self.full)
    #expect(try again(Plan()) == Plan())
  }

  @Test("what a property asked for comes back as asked for")
  func asked() throws {
    var world = World(plan: Plan(("x", 0)), seed: Seed(number: 1))
    _ = world.ask(.string("y"), of: "a")
    let plan = try again(world.plan)
    #expect(plan == world.plan)
    #expect(plan.deliveries.map(\.origin) == [.plan, .property])
  }

  @Test("a file that holds something else than a plan is refused, and says so")
  func damaged() throws {
    let text = String(decoding: try JSONEncoder().encode(Plan(("x", 0))), as: UTF8.self)
    #expect(text.contains(#""\"x\"""#))
    let broken = text.replacingOccurrences(of: #""\"x\"""#, with: #""[1""#)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Plan.self, from: Data(broken.utf8))
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Plan.self, from: Data("{}".utf8))
    }
  }

  private static let busy: Behaviour = { turn in
    let runtime = turn.runtime
    guard case .call = turn.input else { return .integer(turn.now.milliseconds) }
    if turn.text == "peer" { return .integer(turn.now.milliseconds) }
    try runtime.file("log").append(Array(turn.text.utf8))
    _ = try runtime.file("log").sync()
    try runtime.timers.set("t", at: turn.now.advanced(byMilliseconds: 20))
    _ = try runtime.outbound.publish(Envelope(id: turn.text, source: "", type: ""), to: "c")
    try runtime.store().transaction { $0.put("n", (try $0.integer("n") ?? 0) + 1) }
    do {
      return .integer(try runtime.peer("b").call("peer") as Int64)
    } catch let failure as RuntimeFailure {
      return .string(failure.description)
    }
  }

  private func faulty(_ seed: UInt64) -> World {
    var random = RandomNumbers(seed: seed)
    let inputs = (0..<12).map { number in
      ("m\(number)", number % 3 == 0 ? "b" : "a", Int64(number) * 400)
    }
    var plan = Plan(nodes: ["a", "b"], inputs).under(
      [
        .duplicate(percent: 30, withinMilliseconds: 900), .reorder(percent: 30, places: nil),
        .drop(percent: 20), .delay(.exponential(mean: 50)), .publish(percent: 20, .messageLost),
        .publish(percent: 20, .confirmLost), .partition(milliseconds: 700, .both),
        .skew(uptoMilliseconds: 90), .clockStep(uptoMilliseconds: 90), .stall(milliseconds: 300),
      ], generator: &random)
    let input = InputName(1 + Int.random(in: 0..<12, using: &random))
    plan.disturbances += [
      .crash(Crash(node: "a", point: .after(call: 1, of: input), survivor: 1)),
      .stall(Stall("b", .point(.before(call: 2, of: input)), milliseconds: 500)),
    ]
    plan.choices = (0..<40).map { _ in Int.random(in: 0..<3, using: &random) }
    return World(plan: plan, seed: Seed(number: seed))
  }

  @Test(
    "under all faults at once a run is a function of plan and seed, also from a file",
    arguments: 1...25)
  func sameRun(seed: UInt64) throws {
    let world = faulty(seed)
    var first = Drive(world, ["a": Self.busy, "b": Self.busy])
    first.run()
    #expect(first.world.outcome == .finished)
    var second = Drive(
      World(plan: try again(world.plan), seed: world.seed), ["a": Self.busy, "b": Self.busy])
    second.run()
    expectSame(second.lines, first.lines, "\(seed)")
    #expect(second.world.digest == first.world.digest)
    #expect(second.world.times == first.world.times)
    #expect(second.actions == first.actions)
  }

  @Test("another seed leads to another plan; the same plan and steps under it to one digest")
  func otherSeeds() {
    #expect(faulty(1).plan != faulty(2).plan)
    // Request ids are not part of a transcript.
    let digests = [1, 2].map { Drive.of(Plan(("x", 0)), seed: $0, repeating).world.digest }
    #expect(digests[0] == digests[1])
  }

  @Test("a digest changes with every body, answer, attempt and instant")
  func digests() {
    let plans: [Plan] = [
      Plan(("x", 0)), Plan(("y", 0)), Plan(("x", 1)), Plan(("x", 0), ("x", 0)),
      Plan(("x", 0)).with(.loss(InputName(1))),
      Plan(("x", 0)).with(.clock(node: "a", at: .start, byMilliseconds: 1)),
      Plan(("x", 0)).with(.crash(Crash(node: "a", point: .idle(after: nil)))),
    ]
    let digests = plans.map { Drive.of($0, repeating).world.digest }
    #expect(Set(digests.map(\.description)).count == plans.count)
    #expect(Drive.of(plans[0]) { _ in .null }.world.digest != digests[0])
  }
}
