import EDARuntime
import Results
import Simulation
import Testing

@testable import GraderKit

@Suite("What fits through the boundary")
struct FrameLimitTests {
  /// So many balances of so many components, each in a run-through of its own.
  private func balances(_ count: Int, of components: Int = 1) -> Check<Deposits> {
    property("H1", needs: .none) { lab in
      for _ in 0..<components {
        let account = try lab.component()
        for _ in 0..<count { try account.call(.balance) }
      }
    }
  }

  private static let exceeded =
    "the limit of 64 MiB of frames was exceeded: "
    + "all that went to the component and all that it answered count"

  @Test("more than 64 MiB of frames in one run-through are a limit; another one has its own")
  func frames() throws {
    let starter = MemoryStarter()
    starter.frameBytesPerExchange = 1 << 20
    // The start is one exchange, each balance two: its call, and the answer to its read.
    #expect(try outcome(starter) { balances(31, of: 3) }.verdict == .pass)
    let outcome = try outcome(starter) { balances(32) }
    #expect(outcome.verdict == .limit)
    #expect(outcome.failure?.summary == Self.exceeded)
    #expect(outcome.failure?.timeline.last == "   97  reply     #32 balance(0)")
  }

  @Test("a run that goes on after a crash counts what was said before it")
  func framesAfterCrash() throws {
    let starter = MemoryStarter()
    // A run without a crash takes 13 exchanges, and every crash makes it at least one more.
    starter.frameBytesPerExchange = (64 << 20) / 13
    let outcomes = judge(starter) {
      invariant(
        "I1", of: threeDeposits, under: .crash(atEveryEffect: true), needs: .none, requireSum)
    }
    #expect(outcomes.map(\.verdict) == [.pass, .limit])
    #expect(outcomes[1].failure?.summary == Self.exceeded)
  }

  @Test("a check whose call is too long for a frame is the tool's fault, and nothing is sent")
  func longCall() throws {
    let long = String(repeating: "x", count: 1 << 20)
    let starter = MemoryStarter()
    let single = try outcome(starter) {
      property("H1", needs: .none) { lab in
        try lab.component().call(.deposit(id: long, amount: 1))
      }
    }
    let words =
      "the call that begins with 'deposit(id: \"xxxxxxxxxxxxxxxxxxxxxxxxxxx' has 1048659 bytes; "
      + "at most 1 MiB fits in one frame"
    #expect(single.verdict == .inconclusive)
    #expect(single.toolFault?.hasSuffix(": the check threw " + words) == true)
    let scenario = Scenario<Deposits>("long") { plan in
      let node = try plan.node("account")
      try plan.deliver(.deposit(id: long, amount: 1), to: node, atMilliseconds: 0)
    }
    let whole = try outcome(starter) { invariant("I1", of: scenario, needs: .none) { _ in } }
    #expect(whole.toolFault?.hasSuffix(": the scenario long threw " + words) == true)
    #expect(starter.startCount == 0)
  }

  @Test("a setup that is too long for a frame is thrown as well")
  func longSetup() throws {
    let error = #expect(throws: OversizedRequest.self) {
      try RequestBody.setup(String(repeating: "x", count: 1 << 20))
    }
    #expect(error?.description.hasPrefix("the setup that begins with '\"xxx") == true)
    #expect(try RequestBody.setup("x") == .string("x"))
  }

  @Test("an instance that is given a request too long for a frame is the tool's fault")
  func longRequest() throws {
    let outcome = try outcome(MemoryStarter(trouble: .refusesRequest(2))) { balances(1) }
    let words = "the check threw the message has 1048577 bytes; at most 1 MiB fits in one frame"
    #expect(outcome.toolFault?.hasSuffix(words) == true)
  }
}
