import Reports
import Results
import Testing

private func found(_ filter: TraceFilter, _ trace: Trace = doubleCharge) -> [Int] {
  filter.steps(of: trace).sorted()
}

@Suite struct TraceFilterTests {
  @Test("a node's steps are its own and those in which it is the other")
  func node() {
    #expect(found(.node("relay")) == [1, 3, 4, 5, 6, 12, 15])
    #expect(found(.node("nobody")) == [])
  }

  @Test("a key is found as a key of a store, as an input, and as a word of any text")
  func key() {
    #expect(found(.key("balance")) == [8, 14])
    #expect(found(.key("o1")) == [3, 4, 6, 7, 8, 12, 13, 14])
    #expect(found(.key("O1")) == found(.key("o1")))
    #expect(found(.key("#2")) == [6, 7, 8, 10, 12, 13, 14, 15])
    #expect(found(.key("balance = 20")) == [14])
    #expect(found(.key("o")) == [] && found(.key("")) == [])
  }

  @Test("why a step happened is told back to the plan, with the work that it is a part of")
  func why() {
    #expect(found(.why(14)) == [3, 4, 6, 7, 8, 9, 10, 12, 13, 14])
    #expect(found(.why(8)) == [3, 4, 6, 7, 8])
    #expect(found(.why(15)) == [3, 4, 6, 7, 8, 9, 10, 12, 13, 14, 15])
    // Between two inputs nothing is served: only the plan started the process.
    #expect(found(.why(2)) == [2])
    #expect(TraceFilter.chain(doubleCharge, of: 7).map(\.number) == [7, 6, 4, 3])
    #expect(found(.why(99)) == [])
  }

  @Test("an answer that was lost is explained by the answer and by what stopped it")
  func lostAnswer() {
    var trace = everyKind
    trace.steps = [
      TraceStep(number: 1, at: 0, node: "a", kind: .cut, text: "", isFault: true),
      TraceStep(number: 2, at: 0, node: "a", kind: .deliver, input: 1, text: ""),
      TraceStep(number: 3, at: 0, node: "b", kind: .call, text: ""),
      TraceStep(number: 4, at: 0, node: "a", kind: .call, text: "", cause: 2),
      TraceStep(number: 5, at: 0, node: "a", kind: .reply, input: 1, text: "", cause: 2),
      TraceStep(number: 6, at: 0, node: "a", kind: .lose, input: 1, text: "", cause: 1),
    ]
    #expect(found(.why(6), trace) == [1, 2, 4, 5, 6])
  }

  @Test("a step of a node that works for another input is no part of why")
  func otherInputs() {
    var trace = everyKind
    trace.steps = [(1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (3, 2)].enumerated().map { index, step in
      TraceStep(
        number: index + 1, at: 0, node: "a",
        kind: [.deliver, .call, .reply][step.0 - 1], input: step.1, text: "",
        cause: step.0 == 1 ? nil : (step.1 - 1) * 3 + 1)
    }
    #expect(found(.why(6), trace) == [4, 5, 6])
  }

  @Test("what followed from a step is told to the end")
  func consequences() {
    #expect(found(.consequences(4)) == [4, 6, 7, 8])
    #expect(found(.consequences(9)) == [9, 10, 11, 12, 13, 14, 15])
    #expect(found(.consequences(99)) == [])
  }

  @Test("a step follows from another exactly if that is one of its causes, in every trace")
  func duality() {
    for seed in 0..<300 {
      var trace = Trace.random(seed)
      for index in trace.steps.indices { trace.steps[index].number = index + 1 }
      for step in trace.steps.map(\.number) {
        let followers = trace.steps.map(\.number).filter {
          TraceFilter.chain(trace, of: $0).contains { $0.number == step }
        }
        #expect(found(.consequences(step), trace) == followers, "seed \(seed)")
      }
    }
  }

  @Test("the steps that lead to a step end with it")
  func leading() {
    #expect(found(.leading(to: 14, count: 3)) == [12, 13, 14])
    #expect(found(.leading(to: nil, count: 2)) == [14, 15])
    #expect(found(.leading(to: 2, count: 9)) == [1, 2])
    #expect(found(.leading(to: 2, count: -1)) == [])
    #expect(found(.leading(to: 2, count: 3), Trace.random(0).emptied) == [])
  }

  @Test("several questions are answered by the steps that answer each")
  func several() {
    let both = TraceFilter.steps([.node("consumer"), .key("balance"), .why(14)], of: doubleCharge)
    #expect(both == [8, 14])
    #expect(TraceFilter.steps([], of: doubleCharge) == nil)
  }
}

extension Trace {
  fileprivate var emptied: Trace {
    var trace = self
    trace.steps = []
    return trace
  }
}
