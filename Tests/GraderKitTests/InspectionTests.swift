import EDARuntime
import GraderKit
import Results
import Simulation
import Testing

@Suite("A component's own state in a trace")
struct InspectionTests {
  private func trace(_ mistake: Mistake) throws -> Trace {
    let judge = explainingJudge(MemoryStarter(mistake)) {
      invariant(
        "I1", of: threeDeposits, under: .crash(atEveryEffect: true), needs: .none, requireSum)
    }
    let failed = judge.outcomes.filter { $0.verdict == .fail }
    return try failed.only.recorded.trace
  }

  @Test("what an inspectable component holds stands at each of its answers, and nowhere else")
  func states() throws {
    let steps = try trace(.forgetsOnCrash).steps
    let answers = steps.filter { $0.kind == .reply }
    #expect(!answers.isEmpty)
    #expect(answers.allSatisfy { $0.state?.hasPrefix("[") == true })
    #expect(answers.last?.state?.contains("d") == true)
    #expect(steps.filter { $0.state != nil }.count == answers.count)
  }

  @Test("asking for it changes neither the steps nor the digest of the run")
  func isHarmless() throws {
    let judge = explainingJudge(MemoryStarter(.forgetsOnCrash)) {
      invariant(
        "I1", of: threeDeposits, under: .crash(atEveryEffect: true), needs: .none, requireSum)
    }
    let outcome = try judge.outcomes.filter { $0.verdict == .fail }.only
    #expect(try judge.again(outcome).recorded.trace.digest == outcome.recorded.trace.digest)
  }
}
