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

  @Test("a step, and what led to it, stand alone: the others are not counted each time")
  func nothingElse() {
    var stepper = TraceStepper(trace, width: 200)
    #expect(texts(stepper.on(.end)).count == 1)
    let why = texts(stepper.on(.character("w")))
    #expect(why.count == 3)
    #expect(why[0] == "Step 4 came about so:")
    #expect(why[1].hasPrefix("step 2,") && why[2].hasPrefix("step 4,"))
  }
}
