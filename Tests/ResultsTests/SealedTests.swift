import Foundation
import Results
import Testing

/// A failure with the canary in every string.
private let told = Failure(
  summary: "canary-1", expected: "canary-2", actual: "canary-3", step: 4,
  timeline: ["canary-4", "canary-5"], output: "canary-6",
  location: SourceLocation(file: "canary-7", line: 1), misconception: "canary-8",
  replay: "canary-9")

/// The check with the canary in the names of its counts too.
private func telling(_ kind: CheckKind) -> CheckResult {
  var telling = check(kind: kind, .fail, failure: told)
  telling.counts = [Count(name: "canary-10", value: 77_123)]
  return telling
}

private func json(_ value: some Encodable) throws -> String {
  String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
}

@Suite struct SealedTests {
  @Test("nothing of a hidden failure is left in the sealed form")
  func hidden() throws {
    let open = try json(graded(telling(.property)))
    let sealed = try json(SealedResult(graded(telling(.property))))
    #expect(open.contains("canary-1") && open.contains("77123"))
    #expect(!sealed.contains("canary") && !sealed.contains("77123"))
    #expect(sealed.contains("A message is routed once."))
  }

  @Test(
    "an example and a sans-IO check keep their failure", arguments: [CheckKind.example, .sansIO])
  func visible(kind: CheckKind) {
    #expect(SealedResult(graded(telling(kind))).checks[0].failure == told)
  }

  @Test("sealing keeps the verdicts, the points and the answer", arguments: Verdict.allCases)
  func scores(verdict: Verdict) {
    let result = graded(check(of: 600), check("H2", fault: .drop, key: true, verdict, of: 400))
    let sealed = SealedResult(result)
    #expect(sealed.isPassed == result.isPassed)
    #expect(sealed.isComplete == result.isComplete)
    #expect(sealed.earnedMillipoints == result.earnedMillipoints)
    #expect(sealed.possibleMillipoints == 1000)
    #expect(sealed.checks.map(\.cell) == ["H1", "H2/drop"])
  }

  @Test("both forms name their schema and survive a round trip")
  func roundTrip() throws {
    let result = graded(telling(.example))
    let sealed = SealedResult(result)
    let resultBytes = try JSONEncoder().encode(result)
    let sealedBytes = try JSONEncoder().encode(sealed)
    #expect(try JSONDecoder().decode(LabResult.self, from: resultBytes) == result)
    #expect(try JSONDecoder().decode(SealedResult.self, from: sealedBytes) == sealed)
    #expect(result.schema == "edalab.result/1" && sealed.schema == "edalab.sealed-result/1")
  }
}
