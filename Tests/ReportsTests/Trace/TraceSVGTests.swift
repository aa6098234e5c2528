import Reports
import Results
import Testing

@Suite struct TraceSVGTests {
  /// A node that gets one message and dies.
  private let short = Trace(
    lab: "a & b", cell: "H1/crash", seed: "29", nodes: ["n"], schedule: [],
    steps: [
      TraceStep(number: 1, at: 0, node: "n", kind: .start, text: "instance 1"),
      TraceStep(number: 2, at: 5, node: "n", kind: .deliver, input: 1, text: "<hello>"),
      TraceStep(number: 3, at: 5, node: "n", kind: .crash, text: "idle", isFault: true, cause: 2),
    ], brokenAt: nil, digest: "d")

  @Test("a small trace is drawn element by element as it always was")
  func golden() {
    let svg = TraceSVG.document(short)
    let start = svg.firstRange(of: "</style>\n").map { svg[$0.upperBound...] } ?? ""
    #expect(
      String(start) == """
          <line class="life" x1="232" y1="60" x2="232" y2="108"/>
          <line class="life" x1="152" y1="48" x2="152" y2="132"/>
          <text class="head" x="152" y="40" text-anchor="middle">network</text>
          <text class="head" x="232" y="40" text-anchor="middle">n</text>
          <g class="step" id="s0">
            <title>step 1, at 0 ms: n starts: instance 1</title>
            <rect class="row" x="0" y="48" width="496" height="24"/>
            <text x="48" y="64" text-anchor="end">0 ms</text>
            <text x="96" y="64" text-anchor="end">1</text>
            <line class="stroke" x1="225" y1="60" x2="239" y2="60"/>
            <text x="288" y="64" text-anchor="start">starts: instance 1</text>
          </g>
          <g class="step" id="s1">
            <title>step 2, at 5 ms: n receives #1: &lt;hello&gt;</title>
            <rect class="row" x="0" y="72" width="496" height="24"/>
            <text x="48" y="88" text-anchor="end">5 ms</text>
            <text x="96" y="88" text-anchor="end">2</text>
            <line class="stroke" x1="152" y1="84" x2="223" y2="84"/>
            <polygon class="sign" points="232,84 223,79 223,89"/>
            <text x="170" y="81" text-anchor="start">#1</text>
            <text x="288" y="88" text-anchor="start">&lt;hello&gt;</text>
          </g>
          <g class="step fault" id="s2">
            <title>step 3, at 5 ms: CRASH, n is killed: idle; because of step 2</title>
            <rect class="row" x="0" y="96" width="496" height="24"/>
            <text x="96" y="112" text-anchor="end">3</text>
            <line class="stroke" x1="226" y1="102" x2="238" y2="114"/>
            <line class="stroke" x1="226" y1="114" x2="238" y2="102"/>
            <text x="288" y="112" text-anchor="start">CRASH idle</text>
          </g>
        </svg>

        """)
    #expect(
      svg.contains("<title id=\"trace-title\">Space-time diagram of H1/crash, a &amp; b</title>"))
    #expect(
      svg.contains("Columns: network, n. Time runs downwards, in virtual milliseconds.</desc>"))
  }

  @Test("each step is a group with its sentence, the broken one and the faults with words")
  func steps() {
    let svg = TraceSVG.document(doubleCharge)
    #expect(WellFormed(svg).names.count { $0 == "g" } == doubleCharge.steps.count)
    for (place, line) in LinearTrace.lines(doubleCharge).enumerated() {
      #expect(svg.contains("id=\"s\(place)\""))
      let text = line.text.replacing("\"", with: "&quot;")
      #expect(svg.contains("<title>\(text)</title>"), "\(text)")
    }
    #expect(svg.contains(">BROKEN HERE call 5: commit main"))
    #expect(svg.contains(">CRASH right after call 3</text>"))
    #expect(svg.contains("class=\"step broken\"") && svg.contains("class=\"step fault\""))
  }

  @Test("a node's line ends where its process ends, and is broken while it is stalled")
  func lifelines() {
    let svg = TraceSVG.document(doubleCharge)
    // The network, the relay, and the consumer's two instances.
    #expect(svg.split(separator: "\n").count { $0.contains("class=\"life\"") } == 4)
    var stalled = doubleCharge
    stalled.steps[8].kind = .stall
    stalled.steps[10].kind = .resume
    #expect(TraceSVG.document(stalled).contains("class=\"life stalled\""))
  }

  @Test("what is left out is counted")
  func omitted() {
    let svg = TraceSVG.document(doubleCharge, steps: [14])
    #expect(svg.contains(">13 steps not shown</text>") && svg.contains(">1 step not shown</text>"))
    #expect(TraceSVG.document(doubleCharge, steps: [1]).contains("BROKEN at 14"))
  }

  @Test("nothing is outside the file, and the style sheet needs no escape")
  func selfContained() {
    let svg = TraceSVG.document(doubleCharge)
    let links = svg.split(separator: "http").dropFirst()
    #expect(links.allSatisfy { $0.hasPrefix("://www.w3.org/2000/svg\"") })
    #expect(!svg.contains("url(") && !svg.contains("href") && !svg.contains("@import"))
    #expect(svg.contains("prefers-color-scheme: dark"))
    let style = svg.split(separator: "style>")[1].dropLast(2)
    #expect(style.contains(".trace") && !style.contains { "&<>\"'".contains($0) })
  }

  @Test("every trace gives well-formed XML, whole or in part")
  func wellFormed() {
    for seed in 0..<40 {
      let trace = Trace.random(seed)
      #expect(WellFormed(TraceSVG.document(trace)).fault == nil, "seed \(seed)")
      let some = TraceFilter.leading(to: 9, count: 4).steps(of: trace)
      #expect(WellFormed(TraceSVG.document(trace, steps: some)).fault == nil, "seed \(seed)")
    }
  }
}
