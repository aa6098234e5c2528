package import Results

/// A question to a trace, answered with the numbers of steps.
package enum TraceFilter: Equatable, Sendable {
  /// What happened to the node, and what others did with it.
  case node(String)
  /// Steps that speak of a key: of a store, of an input (`#3`), or any word of the texts. Capitals
  /// do not matter. Several words, or signs that are no part of words, are looked for as they are.
  case key(String)
  /// Why the step happened: itself, its cause, the cause of that, back to the plan, and with each
  /// of them what its node had done for the same input before: that explains it.
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
    case .why(let number): return Explanation(trace).steps(of: number)
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

/// Why steps happened: what led to them, and the work that they are a part of.
private struct Explanation {
  private let places: [Int: Int]
  private let steps: [TraceStep]
  /// For each step, the place of the delivery that its node served then; nil between two inputs.
  private let serving: [Int?]

  init(_ trace: Trace) {
    steps = trace.steps
    places = Dictionary(steps.indices.map { (trace.steps[$0].number, $0) }) { first, _ in first }
    var current: [String: Int] = [:]
    serving = steps.indices.map { index in
      let step = trace.steps[index]
      if step.kind == .deliver { current[step.node] = index }
      defer { if step.endsInput { current[step.node] = nil } }
      return current[step.node]
    }
  }

  /// The numbers of the steps that explain one, itself included; empty if there is no such step.
  func steps(of number: Int) -> Set<Int> {
    var found: Set<Int> = []
    var open = places[number].map { [$0] } ?? []
    // How far the work on each delivery is among them.
    var told: [Int: Int] = [:]
    while let place = open.popLast() {
      guard found.insert(place).inserted else { continue }
      open += reasons(of: place)
      guard let start = serving[place], (told[start] ?? start) < place else { continue }
      open += ((told[start] ?? start)..<place).filter { serving[$0] == start && steps[$0].isWork }
      told[start] = place
    }
    return Set(found.map { steps[$0].number })
  }

  /// The place of the cause; of an answer that was lost also that of the answer.
  private func reasons(of place: Int) -> [Int] {
    let cause = steps[place].cause.flatMap { places[$0] }
    let isAnswer =
      steps[place].kind == .lose && place > 0 && steps[place - 1].kind == .reply
      && steps[place - 1].node == steps[place].node
    return [cause, isAnswer ? place - 1 : nil].compactMap(\.self)
  }
}

extension TraceStep {
  /// Whether the node is done with its input, one way or the other.
  fileprivate var endsInput: Bool {
    switch kind {
    case .reply, .error, .crash, .stop: true
    case .start, .deliver, .call, .disk, .redeliver, .giveUp, .lose, .cut, .heal, .stall, .resume,
      .clock:
      false
    }
  }

  /// Whether it is something that the node was given or did.
  fileprivate var isWork: Bool { kind == .deliver || kind == .call }

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
