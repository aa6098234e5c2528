import EDARuntime
import Results
import Simulation
import Testing

@testable import GraderKit

@Suite("Timelines")
struct TimelineTests {
  /// So many deposits; the invariant fails at the end.
  private func failure(deposits: Int, _ mistake: Mistake, under fault: FaultRequest?) throws
    -> Failure
  {
    let scenario = Scenario<Deposits>("many deposits") { plan in
      let node = try plan.node("account")
      for number in 0..<deposits {
        try plan.deliver(
          .deposit(id: "d\(number)", amount: 1), to: node, atMilliseconds: Int64(number) * 3000)
      }
    }
    let total = Int64(deposits)
    let check: Check<Deposits> =
      if let fault {
        invariant("I1", of: scenario, under: fault, needs: .none) { history in
          try expect(history.store().integer("balance"), equals: total, "the sum")
        }
      } else {
        invariant("I1", of: scenario, needs: .none) { _ in throw CheckFailure("no") }
      }
    let outcomes = judge(MemoryStarter(mistake)) { check }
    return try #require(outcomes.last?.failure)
  }

  @Test("a short run is shown whole")
  func short() throws {
    let timeline = try failure(deposits: 5, .none, under: nil).timeline
    #expect(timeline.count == 26)
    #expect(timeline[0] == "    1  start     account, instance 1")
    #expect(timeline[25] == "   26  reply     #5 balance(5)")
  }

  @Test("of a long run the end is shown, and how much came before")
  func long() throws {
    let timeline = try failure(deposits: 30, .none, under: nil).timeline
    #expect(timeline.count == 29)
    #expect(timeline[0] == "  … 123 earlier steps")
    #expect(timeline[1].hasPrefix("  124  "))
    #expect(timeline[28] == "  151  reply     #30 balance(30)")
  }

  @Test("of a long run that is followed, what leads to the moment of the failure is shown")
  func followed() throws {
    let scenario = Scenario<Deposits>("many deposits") { plan in
      let node = try plan.node("account")
      for number in 0..<30 {
        try plan.deliver(
          .deposit(id: "d\(number)", amount: 1), to: node, atMilliseconds: Int64(number))
      }
    }
    func failure(at balance: Int64) throws -> Failure {
      let outcomes = judge(MemoryStarter()) {
        invariant("I1", of: scenario, needs: .none) { history in
          try history.follow { moment in
            guard case .answered(_, .reply(.balance(balance))) = moment else { return }
            throw CheckFailure("no")
          }
        }
      }
      return try #require(outcomes.last?.failure)
    }
    let late = try failure(at: 20)
    #expect(late.step == 101)
    #expect(late.timeline.count == 30)
    #expect(late.timeline[0] == "  … 73 earlier steps")
    #expect(late.timeline[28] == "  101  reply     #20 balance(20)")
    #expect(late.timeline[29] == "  … 50 later steps")
    let early = try failure(at: 1)
    #expect(early.step == 6)
    #expect(early.timeline.count == 29)
    #expect(early.timeline[28] == "  … 123 later steps")
  }

  @Test("of a long run with a crash, what surrounds the crash is shown, and how much came after")
  func aroundCrash() throws {
    let failure = try failure(deposits: 30, .marksFirst, under: .crash(atEveryEffect: true))
    #expect(failure.timeline.count == 29)
    #expect(failure.timeline[4].contains("CRASH     account, right after call 2"))
    #expect(failure.timeline[28].hasSuffix("later steps"))
    #expect(failure.actual == "29")
  }

  @Test("every kind of call and answer has its words")
  func calls() {
    let envelope = Envelope(id: "e1", source: "s", type: "t")
    let write = StoreWrite(key: "k", value: [0xff])
    let calls: [(RuntimeCall, String)] = [
      (.storeGet(store: "s", key: "k"), "get s k"),
      (.storeScan(store: "s", from: "a", upTo: nil, limit: 5), "scan s a..<end limit 5"),
      (.storeScan(store: "s", from: "a", upTo: "b", limit: 5), "scan s a..<b limit 5"),
      (.storeScan(store: "s", from: "a", upTo: "b", limit: .max), "scan s a..<b"),
      (
        .storeCommit(
          store: "s", reads: [], writes: [write, StoreWrite(key: "x", value: nil)]),
        "commit s {k = 1 bytes, x deleted}"
      ),
      (.fileAppend(file: "f", bytes: [1, 2]), "append f 2 bytes"),
      (.fileRead(file: "f", offset: 3, count: 4), "read f 4 bytes at 3"),
      (.fileSize(file: "f"), "size f"), (.fileTruncate(file: "f", size: 9), "truncate f to 9"),
      (.fileSync(file: "f"), "sync f"),
      (.publish(channel: "c", envelope: envelope), "publish c e1"),
      (.timerSet(name: "t", at: Instant(milliseconds: 7)), "set timer t at 7 ms"),
      (.timerCancel(name: "t"), "cancel timer t"),
      (.peer(name: "p", body: .array([.integer(1)])), "call peer p [1]"),
    ]
    for (call, text) in calls { #expect(TraceBuilder.text(call) == text) }
    let answers: [(RuntimeAnswer, String)] = [
      (.done, "done"), (.entry(nil), "nothing"),
      (.entry(StoreEntry(key: "k", value: Array("v".utf8), version: 1)), "v"),
      (.entries([]), "0 entries"), (.conflict(key: "k"), "CONFLICT on k"),
      (.bytes([1, 2, 3]), "3 bytes"), (.number(4), "4"), (.peer(.null), "null"),
      (.refused("no"), "refused: no"),
    ]
    for (answer, text) in answers { #expect(TraceBuilder.text(answer) == text) }
    #expect(
      TraceBuilder.text(.entry(StoreEntry(key: "k", value: [], version: 1))) == "an empty value")
    #expect(
      TraceBuilder.text(.publish(channel: "c", envelope: envelope), .number(2))
        == "publish c e1 → publication 2")
    #expect(TraceBuilder.text(.fileSync(file: "f"), .number(3)) == "sync f → sync 3")
    let signals: [(Signal, String)] = [
      (.synced(SyncToken(number: 3)), "sync 3 is done"),
      (.published(PublishToken(number: 4)), "publication 4 is confirmed"),
      (.publishFailed(PublishToken(number: 5)), "publication 5 failed"), (.timer("t"), "timer t"),
    ]
    for (signal, text) in signals { #expect(TraceBuilder.text(signal) == text) }
  }
}
