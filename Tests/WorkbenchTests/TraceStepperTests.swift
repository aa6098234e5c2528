import Reports
import Results
import Terminal
import Testing

@testable import Workbench

@Suite("Stepping through a trace")
struct TraceStepperTests {
  private let trace = Trace(
    lab: "01-sum", cell: "H1", seed: "1", nodes: ["a"], schedule: [],
    steps: (1...4).map { number in
      TraceStep(
        number: number, at: Int64(number), node: "a", kind: .call, text: "call \(number)",
        cause: number == 4 ? 2 : nil)
    }, brokenAt: 3, digest: "")

  /// The lines that an action shows.
  private func texts(_ actions: [TraceStepper.Action]) -> [String] {
    actions.flatMap { action -> [String] in
      guard case .show(let lines) = action else { return [] }
      return lines.map(\.text)
    }
  }

  @Test("it goes forward and back by one step, and says where an end is")
  func steps() {
    var stepper = TraceStepper(trace, width: 200)
    #expect(stepper.opening.map(\.text).count == 1)
    #expect(texts(stepper.on(.character(" "))).first?.hasPrefix("step 2,") == true)
    #expect(texts(stepper.on(.character("p"))).first?.hasPrefix("step 1,") == true)
    #expect(texts(stepper.on(.up)) == ["This is the first step."])
    #expect(texts(stepper.on(.character("b"))).first?.hasPrefix("step 3,") == true)
    #expect(texts(stepper.on(.end)).first?.hasPrefix("step 4,") == true)
    #expect(texts(stepper.on(.down)) == ["This is the last step."])
    #expect(stepper.on(.character("q")) == [.stop])
  }

  @Test("a step stands alone, and of what led to one the others are counted once")
  func nothingElse() {
    var stepper = TraceStepper(trace, width: 200)
    #expect(texts(stepper.on(.end)).count == 1)
    let why = texts(stepper.on(.character("w")))
    #expect(why.count == 4)
    #expect(why[0] == "Step 4 came about so:")
    #expect(why[1].hasPrefix("step 2,") && why[2].hasPrefix("step 4,"))
    #expect(why[3] == "… 2 others, BROKEN at 3")
  }

  @Test("why a step happened tells the calls that its node made for the same input before")
  func explains() {
    var work = trace
    work.steps[0].kind = .deliver
    for index in 1...2 { work.steps[index].cause = 1 }
    work.steps[3].cause = 1
    var stepper = TraceStepper(work, width: 200)
    _ = stepper.on(.end)
    let why = texts(stepper.on(.character("w")))
    #expect(why.dropFirst().map { $0.prefix(6) } == ["step 1", "step 2", "step 3", "step 4"])
  }

  @Test("what a step changed, printed and says of itself is wrapped, and loses nothing")
  func wraps() {
    var long = trace
    let words = (1...30).map { "word\($0)" }.joined(separator: " ")
    long.steps[0].writes = [TraceWrite(store: "main", key: "k", value: words)]
    long.steps[0].output = words
    long.steps[0].state = words
    for width in [40, 60, 80, 200] {
      let lines = TraceStepper(long, width: width).opening.map(\.text)
      #expect(lines.allSatisfy { $0.count <= width })
      #expect(lines.count { $0.contains("word30") } >= 3)
    }
  }
}
