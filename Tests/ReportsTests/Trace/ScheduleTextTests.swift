import Reports
import Results
import Testing

@Suite struct ScheduleTextTests {
  @Test("the schedule is told with what names the run, and what was expected")
  func golden() {
    var failing = check("H1", fault: .crash, .fail, failure: someFailure)
    failing.sentence = "An order is charged once."
    #expect(
      ScheduleText.text(doubleCharge, check: failing) == """
        edalab schedule
        lab: 01-idempotent-consumer
        cell: H1/crash
        seed: 0000000000000029
        nodes: relay, consumer
        property: An order is charged once.
        expected: 1 delivery to orders.de
        actual: 2 deliveries to orders.de
        broken at: step 14
        transcript: d19e57
        try it: edalab check 01-idempotent-consumer --seed 0000000000000029 --only H1
        schedule:
          at 0 ms: publish order o1 to relay
          kill consumer right after call 3

        """)
  }

  @Test("nothing of the component is in it: no output, no state, no place in its source")
  func nothingOfTheComponent() {
    var trace = doubleCharge
    for index in trace.steps.indices {
      trace.steps[index].output = "canary"
      trace.steps[index].state = "canary"
    }
    var failure = someFailure
    failure.output = "canary"
    failure.location = SourceLocation(file: "canary.swift", line: 1)
    failure.misconception = "canary"
    let text = ScheduleText.text(trace, check: check("H1", .fail, failure: failure))
    #expect(!text.contains("canary") && text.contains("expected: "))
  }

  @Test("each part is one line, whatever is in it")
  func lines() {
    for seed in 0..<200 {
      let trace = Trace.random(seed)
      let lines = ScheduleText.text(trace).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.last == "" && lines.contains("schedule:"))
      let schedule = lines.drop { $0 != "schedule:" }.dropFirst().dropLast()
      #expect(schedule.count == trace.schedule.count, "seed \(seed)")
      #expect(schedule.allSatisfy { $0.hasPrefix("  ") || $0.first?.isWhitespace == true })
    }
  }
}
