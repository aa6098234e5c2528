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

  @Test("why a step happened is told back to the plan")
  func why() {
    #expect(found(.why(14)) == [9, 10, 12, 14])
    #expect(TraceFilter.chain(doubleCharge, of: 7).map(\.number) == [7, 6, 4, 3])
    #expect(found(.why(99)) == [])
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
          TraceFilter.why($0).steps(of: trace).contains(step)
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
    #expect(both == [14])
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
