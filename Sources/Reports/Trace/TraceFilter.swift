package import Results

/// A question to a trace, answered with the numbers of steps.
package enum TraceFilter: Equatable, Sendable {
  /// What happened to the node, and what others did with it.
  case node(String)
  /// Steps that speak of a key: of a store, of an input (`#3`), or any word of the texts. Capitals
  /// do not matter. Several words, or signs that are no part of words, are looked for as they are.
  case key(String)
  /// Why the step happened: itself, its cause, the cause of that, back to the plan.
  case why(Int)
  /// What followed from the step: itself, and each step that has one of these as its cause.
  case consequences(Int)
  /// The last steps, so many, up to a step, or up to the end if that is nil.
  case leading(to: Int?, count: Int)

  /// The numbers of the steps that answer the question; empty if the trace has none.
  package func steps(of trace: Trace) -> Set<Int> {
    switch self {
    case .node(let name):
      return numbers(trace) { $0.node == name || $0.other == name }
    case .key(let key):
      return numbers(trace) { $0.speaks(of: key) }
    case .why(let number): return Set(Self.chain(trace, of: number).map(\.number))
    case .consequences(let number): return Self.following(trace, number)
    case .leading(let last, let count):
      let end = last.flatMap { last in trace.steps.lastIndex { $0.number == last } }
      let steps = trace.steps.prefix((end ?? trace.steps.count - 1) + 1)
      return Set(steps.suffix(max(0, count)).map(\.number))
    }
  }

  /// The numbers of the steps that answer every one of the questions; nil, which means all steps,
  /// if there is no question.
  package static func steps(_ filters: [TraceFilter], of trace: Trace) -> Set<Int>? {
    guard let first = filters.first else { return nil }
    return filters.dropFirst().reduce(first.steps(of: trace)) {
      $0.intersection($1.steps(of: trace))
    }
  }

  /// The step, its cause, the cause of that, and so on to one that stood in the plan. Empty if
  /// there is no such step.
  package static func chain(_ trace: Trace, of number: Int) -> [TraceStep] {
    let steps = Dictionary(trace.steps.map { ($0.number, $0) }) { first, _ in first }
    var chain: [TraceStep] = []
    // A trace that was read from a file may hold a circle.
    var seen: Set<Int> = []
    var next: Int? = number
    while let number = next, seen.insert(number).inserted, let step = steps[number] {
      chain.append(step)
      next = step.cause
    }
    return chain
  }

  private static func following(_ trace: Trace, _ number: Int) -> Set<Int> {
    guard trace.steps.contains(where: { $0.number == number }) else { return [] }
    let effects = Dictionary(grouping: trace.steps.filter { $0.cause != nil }) { $0.cause ?? 0 }
    var found: Set = [number]
    var open = [number]
    while let cause = open.popLast() {
      for step in effects[cause] ?? [] where found.insert(step.number).inserted {
        open.append(step.number)
      }
    }
    return found
  }

  private func numbers(_ trace: Trace, _ belongs: (TraceStep) -> Bool) -> Set<Int> {
    Set(trace.steps.filter(belongs).map(\.number))
  }
}

extension TraceStep {
  fileprivate func speaks(of key: String) -> Bool {
    let key = key.lowercased()
    guard !key.isEmpty else { return false }
    if writes.contains(where: { $0.key.lowercased() == key }) || inputName == key { return true }
    let texts = [text, output, state].compactMap { $0?.lowercased() }
    let isWord = key.allSatisfy { $0.isPartOfWord }
    return texts.contains { isWord ? $0.words.contains(Substring(key)) : $0.contains(key) }
  }
}

extension String {
  /// The words, without the stops behind them; `o-1`, `a/b` and `orders.de` are one word each.
  fileprivate var words: [Substring] {
    split { !$0.isPartOfWord }.map { word in
      var word = word
      while word.last == "." { word.removeLast() }
      return word
    }
  }
}

extension Character {
  fileprivate var isPartOfWord: Bool { isLetter || isNumber || "-_./#".contains(self) }
}
