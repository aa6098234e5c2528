import Reports
import Results
import Testing

private func texts(_ trace: Trace, steps: Set<Int>? = nil) -> [String] {
  LinearTrace.lines(trace, steps: steps).map(\.text)
}

@Suite struct LinearTraceTests {
  @Test("each step is one sentence that says when, who, what and why")
  func golden() {
    let lines = texts(doubleCharge)
    #expect(lines.count == doubleCharge.steps.count)
    #expect(
      lines[5...13].joined(separator: "\n") == """
        step 6, at 1000 ms: consumer receives #2 from relay: order o1; because of step 4
        step 7, at 1000 ms: consumer makes call 2: get main o1 → nothing; because of step 6
        step 8, at 1000 ms: consumer makes call 3: commit main {balance = 10} → done; \
        because of step 6; prints: charged o1
        step 9, at 1000 ms: CRASH, consumer is killed: right after call 3
        step 10, at 1000 ms: #2 was not acknowledged by consumer and comes again: at 1100; \
        because of step 9
        step 11, at 1100 ms: consumer starts: instance 2; because of step 9
        step 12, at 1100 ms: consumer receives #2 (attempt 2) from relay: order o1; \
        because of step 10
        step 13, at 1100 ms: consumer makes call 4: get main o1 → nothing; because of step 12
        step 14, at 1100 ms: consumer makes call 5: commit main {balance = 20, o1 = seen} → done; \
        because of step 12; prints: charged o1; state: {"seen":["o1"]}; BROKEN here
        """)
  }

  @Test("every kind of step has a sentence of its own")
  func kinds() {
    #expect(
      texts(everyKind).map { String($0.drop { $0 != ":" }.dropFirst(2)) } == [
        "consumer starts: about start", "consumer receives #1 from relay: about deliver",
        "consumer makes a call: about call", "consumer answers an input from relay: about reply",
        "ERROR, consumer fails at an input: about error", "CRASH, consumer is killed: about crash",
        "FAULT, what is left of a file of consumer: about disk",
        "consumer is stopped: about stop",
        "an input was not acknowledged by consumer and comes again: about redeliver",
        "GIVEN UP, an input comes to consumer no more: about giveUp",
        "LOST on the way between consumer and relay: about lose",
        "CUT, the link between consumer and relay: about cut",
        "HEALED, the link between consumer and relay: about heal",
        "STALLED, consumer stops running: about stall", "RESUMED, consumer goes on: about resume",
        "CLOCK of consumer is set: about clock",
      ])
  }

  @Test("a width folds long sentences and loses nothing of them")
  func folded() {
    for width in [20, 33, 80] {
      let folded = LinearTrace.lines(doubleCharge, width: width).map(\.text)
      #expect(folded.allSatisfy { columns($0) <= width })
      func letters(_ lines: [String]) -> String { lines.joined().filter { $0 != " " } }
      #expect(letters(folded) == letters(texts(doubleCharge)))
    }
  }

  @Test("what is left out is counted")
  func omitted() {
    #expect(
      texts(doubleCharge, steps: [2, 15]) == [
        "1 step not shown", "step 2, at 0 ms: consumer starts: instance 1",
        "12 steps not shown, BROKEN at 14",
        "step 15, at 1100 ms: consumer answers #2 from relay: done; because of step 12",
      ])
  }

  @Test("the summary names cell, lab, seed and the step that broke")
  func summary() {
    #expect(
      doubleCharge.summary
        == "H1/crash of 01-idempotent-consumer, seed 0000000000000029: 15 steps, broken at step 14."
    )
    #expect(everyKind.summary.hasSuffix("16 steps, no single step at which the property broke."))
  }
}
