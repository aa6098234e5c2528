import Reports
import Results
import Terminal
import Testing

@testable import Workbench

@Suite("Stepping at a terminal")
struct StepLoopTests {
  private let trace = Trace(
    lab: "01-sum", cell: "H1", seed: "1", nodes: ["a"], schedule: [],
    steps: (1...4).map { number in
      TraceStep(number: number, at: Int64(number), node: "a", kind: .call, text: "call \(number)")
    }, brokenAt: 3, digest: "")

  /// A desk after some keys, without the last one, which leaves.
  private func desk(_ keys: String, rows: Int? = 20, width: Int = 80) throws -> FakeDesk {
    let desk = FakeDesk(rows: rows, script: keys.map { .character($0) } + [.character("q")])
    desk.width = width
    var loop = StepLoop(TraceStepper(trace, width: 80), on: desk)
    try loop.run()
    return desk
  }

  /// The numbers of the steps on the screen.
  private func steps(_ desk: FakeDesk) -> [String] {
    desk.lines.compactMap { line in
      line.hasPrefix("step ") ? String(line.dropFirst(5).prefix { $0 != "," }) : nil
    }
  }

  @Test("going on adds a step below, going back takes it away")
  func back() throws {
    #expect(steps(try desk("nn")) == ["1", "2", "3"])
    #expect(steps(try desk("nnp")) == ["1", "2"])
    #expect(steps(try desk("nnpp")) == ["1"])
    #expect(steps(try desk("nnpn")) == ["1", "2", "3"])
  }

  @Test("what was asked about the step goes with it")
  func backWithQuestions() throws {
    let asked = try desk("nsw")
    #expect(steps(asked).count > 2)
    #expect(try desk("nswp").lines == desk("").lines)
  }

  @Test("the step before takes the place of one that was jumped to")
  func backFromJump() throws {
    #expect(steps(try desk("b")) == ["1", "3"])
    #expect(steps(try desk("bp")) == ["1", "2"])
  }

  @Test("the first step says that it is the first, and once is enough")
  func first() throws {
    let desk = try desk("ppp")
    #expect(steps(desk) == ["1"])
    #expect(desk.lines.filter { $0 == "This is the first step." }.count == 1)
  }

  @Test("where nothing can be taken away, the step comes below")
  func plain() throws {
    #expect(steps(try desk("np", rows: nil)) == ["1", "2", "1"])
  }

  @Test("? and a key that means nothing show all keys at the bottom, until the next key")
  func keys() throws {
    for key: Character in ["?", "z"] {
      let desk = FakeDesk(rows: 20, script: [.character(key), .character("n"), .character("q")])
      var footers: [String] = []
      desk.onFooter = { footers.append($0) }
      var loop = StepLoop(TraceStepper(trace, width: 80), on: desk)
      try loop.run()
      let all = try #require(footers.firstIndex { $0.contains("G last") })
      #expect(footers[all].contains("stores") && footers[all].count < 80)
      #expect(!footers[(all + 1)...].contains { $0.contains("G last") })
      #expect(steps(desk) == ["1", "2"])
    }
  }
}
