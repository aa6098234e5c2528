import EDARuntime
import Results
import Testing

@testable import GraderKit

/// What a check does wrong is told as such, at its line, and never blamed on the component.
@Suite("A check at fault")
struct CheckFaultTests {
  private func fault(@CheckList<Deposits> _ checks: () -> [Check<Deposits>]) throws -> String {
    let outcome = try judge(MemoryStarter(), checks).only
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.failure == nil)
    return outcome.toolFault ?? ""
  }

  @Test("a scenario that throws is named with the line at which it stands")
  func throwingScenario() throws {
    struct Confused: Error {}
    let line = #line + 1
    let scenario = Scenario<Deposits>("confused") { _ in throw Confused() }
    let text = try fault { invariant("H1", of: scenario, needs: .none) { _ in } }
    #expect(text.hasSuffix("CheckFaultTests.swift:\(line): the scenario confused threw Confused()"))
  }

  @Test("a failure that a scenario throws is the scenario's, too")
  func failingScenario() throws {
    let scenario = Scenario<Deposits>("wrong") { _ in throw CheckFailure("what?") }
    let text = try fault {
      property("H1", needs: .none) { lab in _ = try lab.history(of: scenario) }
    }
    #expect(text.contains("the scenario wrong threw"))
  }

  @Test("a scenario without bound ends, and so does a property that calls or starts without end")
  func unbounded() throws {
    let endless = Scenario<Deposits>("endless") { plan in
      let node = try plan.node("account")
      while true { try plan.deliver(.balance, to: node, atMilliseconds: 0) }
    }
    let messages = try fault { invariant("H1", of: endless, needs: .none) { _ in } }
    #expect(messages.hasSuffix("it has no bound: more than 100000 messages"))
    let calls = try fault {
      property("H1", needs: .none) { lab in
        let account = try lab.component()
        while true { try account.call(.balance) }
      }
    }
    #expect(calls.hasSuffix("it has no bound: more than 20000 calls of its own"))
    let worlds = try fault {
      property("H1", needs: .none) { lab in while true { try lab.component().call(.balance) } }
    }
    #expect(worlds.hasSuffix("it has no bound: more than 5000 worlds"))
  }
}
