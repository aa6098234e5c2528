import Results
import Testing

@Suite struct LabResultTests {
  @Test("60 % of the points and every key check is passed")
  func passed() {
    #expect(graded(check(key: true, of: 600), check("H2", .fail, of: 400)).isPassed)
  }

  @Test("59.9 % of the points is not passed")
  func tooFewPoints() {
    let result = graded(check(key: true, of: 599), check("H2", .fail, of: 401))
    #expect(result.earnedMillipoints == 599 && result.possibleMillipoints == 1000)
    #expect(!result.isPassed)
  }

  @Test("without a key check 95 % of the points is not passed")
  func keyFails() {
    #expect(!graded(check(of: 950), check("H2", key: true, .fail, of: 50)).isPassed)
  }

  @Test("a key check counts only if it passed", arguments: Verdict.allCases)
  func keyVerdicts(verdict: Verdict) {
    let result = graded(check(of: 950), check("H2", key: true, verdict, of: 50))
    #expect(result.isPassed == (verdict == .pass))
  }

  @Test("a key check is needed under every fault, not only without one")
  func keyUnderFault() {
    let crash = check("H1", fault: .crash, key: true, .fail, of: 50)
    #expect(!graded(check(key: true, of: 950), crash).isPassed)
  }

  @Test("where no check gives points, the key checks alone decide")
  func withoutPoints() {
    #expect(graded(check(key: true, of: 0), check("H2", .fail, of: 0)).isPassed)
    #expect(!graded(check(key: true, .fail, of: 0), check("H2", of: 0)).isPassed)
    #expect(graded(check(key: true, of: 0)).isComplete)
  }

  @Test("a result without checks is neither passed nor complete")
  func empty() {
    #expect(!graded().isPassed)
    #expect(!graded().isComplete)
  }

  @Test(
    "a run that was not graded is not passed, even with full points",
    arguments: [RunStatus.notGradable, .toolFault])
  func notGraded(status: RunStatus) {
    var result = graded(check(key: true))
    result.status = status
    #expect(!result.isPassed)
    #expect(!result.isComplete)
  }

  @Test("complete means that every check passed, and points do not make up for one")
  func complete() {
    #expect(graded(check(), check("H2")).isComplete)
    #expect(!graded(check(), check("H2", .inconclusive, earned: 1000)).isComplete)
  }

  @Test("the fault-free cell has the name of its check, the others add the fault")
  func cells() {
    #expect(check("H1").cell == "H1")
    #expect(check("H1", fault: .skew).cell == "H1/skew")
  }
}
