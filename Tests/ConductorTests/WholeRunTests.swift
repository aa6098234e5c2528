import EDARuntime
import GraderKit
import Simulation
import Testing

@testable import Conductor

extension ConductorTests {
  /// Worlds that real processes carry out.
  @Suite("A world on processes") struct WholeRunTests {
    /// A run to its end of calls that come one after the other.
    private func run(
      nodes: [String] = ["a"], _ calls: [(node: String, words: [String])],
      _ change: (inout World) -> Void = { _ in }, maximumFrameBytes: Int = 1 << 26
    ) throws -> (world: World, output: String) {
      var plan = Plan()
      for node in nodes { plan.addNode(node, setup: .string("")) }
      plan.maximumFrameBytes = maximumFrameBytes
      plan.maximumAttempts = 1
      for (number, call) in calls.enumerated() {
        plan.deliver(
          Stage.words(call.words), to: call.node, at: Instant(milliseconds: Int64(number)))
      }
      var world = World(plan: plan, seed: Seed(number: 1))
      change(&world)
      let starter = try Machine.starter()
      defer { starter.close() }
      let performer = Performer(starter: starter)
      defer { performer.close() }
      try performer.run(&world)
      return (world, performer.output.sorted { $0.key < $1.key }.map(\.value).joined())
    }

    @Test("a run ends with the frame that goes beyond the limit of bytes")
    func frames() throws {
      let calls = (0..<5).map { _ in (node: "a", words: ["long", "40000"]) }
      let (exceeded, _) = try run(calls, maximumFrameBytes: 100_000)
      #expect(exceeded.outcome == .framesExceeded)
      #expect(exceeded.answeredCount == 3)
      let (finished, _) = try run(calls, maximumFrameBytes: 210_000)
      #expect(finished.outcome == .finished)
      #expect((200_000..<202_000).contains(finished.frameBytes))
    }

    @Test("two components that call each other are told so, and nobody waits")
    func peers() throws {
      let (world, output) = try run(
        nodes: ["a", "b"],
        [("a", ["peer", "b", "peer", "a", "echo"]), ("b", ["peer", "a", "echo"])])
      #expect(world.outcome == .finished)
      // The inner call throws at b, so that b fails for a; the second call goes through.
      let problem = Problem.thrown(text: "the peer waits for this component")
      #expect(world.answer(to: -1) == .problem(problem))
      #expect(world.answer(to: 1) == .problem(.thrown(text: "the peer failed")))
      #expect(world.answer(to: 2) == .reply(.array([])))
      #expect(output.hasSuffix("a said []"))
    }

    @Test("a kill takes memory along, and what was committed stays")
    func crash() throws {
      let calls = [("a", ["put", "k", "v"]), ("a", ["served"])]
      let (whole, _) = try run(calls)
      #expect(whole.answer(to: 2) == .reply(.array([.string("2")])))
      let (crashed, output) = try run(calls) {
        $0.plannedCrashes = [Crash(node: "a", point: .idle(after: InputName(1)))]
      }
      #expect(crashed.answer(to: 2) == .reply(.array([.string("1")])))
      #expect(crashed.stores["main"]?.entry("k")?.value == Array("v".utf8))
      #expect(output == "made 1 with made 1 with ")
    }
  }
}
