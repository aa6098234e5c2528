import EDARuntime
import Results
import Testing

@testable import GraderKit

@Suite("Properties that many labs share")
struct CommonPropertiesTests {
  @Test("one winner for each key is right; none and two are not, and the latest key is named")
  func oneWinner() throws {
    #expect(try expectOneWinner([("a", true), ("a", false), ("b", true)], "the seat") == 2)
    #expect(try expectOneWinner([(key: String, hasWon: Bool)](), "the seat") == 0)
    let none = try #require(throws: CheckFailure.self) {
      try expectOneWinner([("a", true), ("b", false), ("b", false)], "the seat")
    }
    #expect(none.summary == #"how many have the seat, for "b""#)
    #expect(none.actual == "0")
    let two = try #require(throws: CheckFailure.self) {
      try expectOneWinner([("a", true), ("a", true)], "the seat")
    }
    #expect(two.expected == "1")
    #expect(two.actual == "2")
  }

  @Test("an effect without a cause is found, and one that comes too often")
  func causes() throws {
    try expectCause(of: ["a", "b", "b"], in: ["a", "b", "c"], "the message")
    try expectCause(of: ["a", "b"], in: ["a", "b"], atMost: 1, "the message")
    let unknown = try #require(throws: CheckFailure.self) {
      try expectCause(of: ["a", "z"], in: ["a"], "the message")
    }
    #expect(unknown.summary == #"the message "z" has no cause"#)
    let often = try #require(throws: CheckFailure.self) {
      try expectCause(of: ["a", "a", "a"], in: ["a"], atMost: 2, "the message")
    }
    #expect(often.expected == "at most 2")
    #expect(often.actual == "3")
  }

  @Test("what is lost and what is invented is named with its kind; a missing kind is zero")
  func conservation() throws {
    try expectConserved("money", before: ["ann": 3, "bob": 0], after: ["ann": 3])
    let lost = try #require(throws: CheckFailure.self) {
      try expectConserved("money", before: ["ann": 3], after: [:])
    }
    #expect(lost.summary == #"money of "ann" was lost"#)
    #expect(lost.expected == "3")
    #expect(lost.actual == "0")
    let invented = try #require(throws: CheckFailure.self) {
      try expectConserved("money", before: [:], after: ["bob": 1])
    }
    #expect(invented.summary == #"money of "bob" was invented"#)
  }

  private func replayEquality() -> Check<Deposits> {
    property("H1", needs: .witness(states: 7)) { lab in
      let deposits = (0..<6).map { number in
        Deposits.Call.deposit(id: "d\(number % 4)", amount: 10)
      }
      lab.saw("states", try lab.expectReplayEquality(deposits, asking: [.balance, .ids]))
    }
  }

  @Test("a component that keeps all that matters in its store is the same after each new start")
  func replays() throws {
    #expect(try outcome(MemoryStarter()) { replayEquality() }.verdict == .pass)
  }

  @Test("a component that knows something in memory alone is found")
  func forgets() throws {
    let outcome = try outcome(MemoryStarter(.forgetsOnCrash)) { replayEquality() }
    #expect(outcome.verdict == .fail)
    let text = "balance has another reply after call 5 and a new start"
    #expect(outcome.failure?.summary.hasSuffix(text) == true)
    #expect(outcome.failure?.expected != outcome.failure?.actual)
  }
}
