import Reports
import Results
import Testing

private func text(_ lines: [ReportLine]) -> String { lines.map(\.text).joined(separator: "\n") }

@Suite struct DiagramTests {
  @Test("a crash between effect and acknowledgement reads from top to bottom at 80 columns")
  func golden() {
    #expect(
      text(Diagram.lines(doubleCharge, width: 80)) == """
          ms  step  network   relay     consumer
           0     1  │         ┬                   starts: instance 1
                 2  │         │         ┬         starts: instance 1
                 3  ├─#1─────►│         │         publish {"order":"o1"}
                 4  │         ●         │         call 1: publish orders o1 → published…
                 5  │◄─────#1─┤         │         answer: accepted
        1000     6  │         ├─#2─────►│         order o1
                 7  │         │         ●         call 2: get main o1 → nothing
                 8  │         │         ●         call 3: commit main {balance = 10} → …
                 9  │         │         ×         CRASH right after call 3
                10  │         │         ○         #2 comes again: at 1100
        1100    11  │         │         ┬         starts: instance 2
                12  │         ├─#2─────►│         order o1 (attempt 2)
                13  │         │         ●         call 4: get main o1 → nothing
             >  14  │         │         ●         call 5: commit main {balance = 20, o1…
                    │         │         │         BROKEN at step 14
                15  │         │◄─────#2─┤         answer: done
        ├─► delivery   ◄─┤ answer   ● runtime call   ○ not acknowledged
        × crash, loss or cut   ┊ stalled
        """)
  }

  @Test("in ASCII the same diagram has the same lines, and no other character")
  func ascii() {
    let lines = Diagram.lines(doubleCharge, width: 80, characters: .ascii)
    #expect(
      text(lines).contains(
        """
        1000     6  |         |-#2----->|         order o1
        """))
    #expect(text(lines).contains("call 2: get main o1 -> nothing"))
    #expect(lines.count == Diagram.lines(doubleCharge, width: 80).count)
    for seed in 0..<200 {
      let lines = Diagram.lines(.random(seed), width: 70 + seed, characters: .ascii)
      #expect(text(lines).allSatisfy { $0.isASCII }, "seed \(seed)")
    }
  }

  @Test("every kind of step has its sign, and every fault its word")
  func kinds() {
    let lines = Diagram.lines(everyKind, width: 80, hasLegend: false)
    #expect(
      text(lines) == """
         ms  step  network   relay     consumer
          0     1  │         │         ┬         starts: about start
         10     2  │         ├─#1─────►│         about deliver
         20     3  │         │         ●         call: about call
         30     4  │         │◄────────┤         answer: about reply
         40     5  │◄────────┼─────────┤         ERROR about error
         50     6  │         │         ×         CRASH about crash
         60     7  │         │         !         FAULT disk: about disk
         70     8  │         │         ┴         stops: about stop
         80     9  │         │         ○         comes again: about redeliver
         90    10  │         │         ×         GIVEN UP about giveUp
        100    11  │         │────×────┤         LOST about lose
        110    12  │         │────×────┤         CUT about cut
        120    13  │         │─────────┤         HEALED about heal
        130    14  │         │         !         STALLED about stall
        140    15  │         │         !         RESUMED about resume
        150    16  │         │         !         CLOCK about clock
        """)
    for (step, line) in zip(everyKind.steps, lines.dropFirst()) where step.isFault {
      #expect(line.kind == .hint, "\(line.text)")
    }
  }

  @Test("a node has no line while it has no process, and a broken one while it is stalled")
  func lifelines() {
    let events: [(node: String, kind: TraceStep.Kind)] = [
      ("a", .start), ("b", .start), ("b", .stall), ("a", .call), ("b", .resume), ("a", .call),
      ("b", .crash), ("a", .call), ("b", .start), ("a", .call),
    ]
    var trace = everyKind
    trace.nodes = ["a", "b"]
    trace.steps = events.enumerated().map { index, event in
      TraceStep(number: index + 1, at: 0, node: event.node, kind: event.kind, text: "")
    }
    #expect(
      text(Diagram.lines(trace, width: 60, hasLegend: false)) == """
        ms  step  network  a        b
         0     1  │        ┬                 starts
               2  │        │        ┬        starts
               3  │        │        !        STALLED
               4  │        ●        ┊        call
               5  │        │        !        RESUMED
               6  │        ●        │        call
               7  │        │        ×        CRASH
               8  │        ●                 call
               9  │        │        ┬        starts
              10  │        ●        │        call
        """)
  }

  @Test("steps that are left out are counted, and the broken one is named")
  func selection() {
    let chain: Set = [9, 10, 12, 14]
    let shown = text(Diagram.lines(doubleCharge, steps: chain, width: 80, hasLegend: false))
    #expect(
      shown == """
          ms  step  network   relay     consumer
                    │         │         │         8 steps not shown
        1000     9  │         │         ×         CRASH right after call 3
                10  │         │         ○         #2 comes again: at 1100
                    │         │         │         1 step not shown
        1100    12  │         ├─#2─────►│         order o1 (attempt 2)
                    │         │         │         1 step not shown
        1100 >  14  │         │         ●         call 5: commit main {balance = 20, o1…
                    │         │         │         BROKEN at step 14
                    │         │         │         1 step not shown
        """)
    let first = Diagram.lines(doubleCharge, steps: [1], width: 80, hasLegend: false)
    #expect(first.last?.text.hasSuffix("14 steps not shown, BROKEN at 14") == true)
    #expect(first.last?.kind == .fail)
    #expect(!text(first).contains("consumer"))
  }

  @Test("steps that are left out can be counted once, at the end, or nowhere")
  func omission() {
    func notes(_ omission: Omission, _ numbers: Set<Int>) -> [String] {
      [
        Diagram.lines(doubleCharge, steps: numbers, omission: omission, hasLegend: false),
        LinearTrace.lines(doubleCharge, steps: numbers, omission: omission),
      ].flatMap { lines in
        lines.map(\.text).filter { $0.contains("not shown") || $0.contains("… 1") }
      }.map { String($0.drop { $0 != "…" }) }
    }
    #expect(notes(.atEnd, [9, 12]) == ["… 13 others, BROKEN at 14", "… 13 others, BROKEN at 14"])
    #expect(notes(.nowhere, [9, 12]) == [])
    #expect(notes(.atEnd, Set(1...14)) == ["… 1 other", "… 1 other"])
    #expect(notes(.atEnd, Set(1...15)) == [])
  }

  @Test("where the nodes do not fit, or cannot be told apart, the steps are sentences")
  func fallback() {
    let narrow = Diagram.lines(doubleCharge, width: 45)
    #expect(
      text(Array(narrow.prefix(3))) == """
        A diagram of these nodes needs a wider
        screen. The steps:
        step 1, at 0 ms: relay starts: instance 1
        """)
    var many = doubleCharge
    many.nodes = (1...30).map { "replica-of-the-orders-\($0)" }
    #expect(text(Diagram.lines(many, width: 200)).contains("needs a wider screen"))
    many.nodes = ["replica-1-of-the-orders-in-town", "replica-2-of-the-orders-in-town"]
    #expect(text(Diagram.lines(many, width: 80)).contains("needs a wider screen"))
    many.nodes = ["replica-of-the-orders-1", "replica-of-the-orders-2"]
    #expect(Diagram.lines(many, width: 110)[0].text.contains("replica-of-…-1"))
  }

  @Test("no line is wider than the width, from 40 to 200 columns")
  func widths() {
    for width in 40...200 {
      for trace in [doubleCharge, .random(width)] {
        for characters in [Diagram.Characters.unicode, .ascii] {
          let chosen = TraceFilter.leading(to: 9, count: 5).steps(of: trace)
          let lines =
            Diagram.lines(trace, width: width, characters: characters)
            + Diagram.lines(trace, steps: chosen, width: width, characters: characters)
            + LinearTrace.lines(trace, width: width, characters: characters)
          for line in lines { #expect(columns(line.text) <= width, "\(width): \(line.text)") }
        }
      }
    }
  }

  @Test("no trace ends the program, and no control character gets through")
  func anyTrace() {
    for seed in 0..<500 {
      let trace = Trace.random(seed)
      let lines = Diagram.lines(trace, width: 40 + seed % 161) + LinearTrace.lines(trace)
      let texts = lines.map(\.text) + [trace.summary]
      let bad = texts.filter { text in
        text.unicodeScalars.contains {
          $0.properties.generalCategory == .control || $0 == "\u{202E}" || $0 == "\n"
        }
      }
      #expect(bad == [], "seed \(seed)")
    }
  }

  @Test("every step that is asked for is drawn, in order")
  func complete() {
    for seed in 0..<200 {
      var trace = Trace.random(seed)
      trace.nodes = ["a", "b"]
      for index in trace.steps.indices {
        trace.steps[index].text = "text-\(index)."
        trace.steps[index].node = "a"
        trace.steps[index].other = trace.steps[index].other.map { _ in "b" }
        trace.steps[index].output = nil
      }
      let words = text(Diagram.lines(trace, width: 200)).split { $0.isWhitespace }
      let shown = words.filter { $0.hasPrefix("text-") }.map { $0.prefix { $0 != "." } }
      #expect(shown == trace.steps.indices.map { Substring("text-\($0)") }, "seed \(seed)")
    }
  }
}
