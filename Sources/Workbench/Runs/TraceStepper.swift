package import Reports
package import Results
package import Terminal

/// Steps through a run, forward and back: keys go in, lines come out. It is a value.
package struct TraceStepper: Equatable, Sendable {
  package enum Action: Equatable, Sendable {
    case show([ReportLine])
    case stop
  }

  private let trace: Trace
  /// The numbers of the steps that are shown, in order.
  private let numbers: [Int]
  /// The place in `numbers`.
  private var place = 0
  private let width: Int

  /// - Parameter numbers: the steps to go through; nil for all.
  package init(_ trace: Trace, steps numbers: Set<Int>? = nil, width: Int) {
    self.trace = trace
    self.numbers = trace.steps.map(\.number).filter { numbers?.contains($0) ?? true }
    self.width = width
  }

  /// What a session begins with.
  package var opening: [ReportLine] {
    guard !numbers.isEmpty else { return [ReportLine(.note, "No step is to be shown.")] }
    return current
  }

  package var keys: [KeyLabel] {
    var labels = [KeyLabel("space", "next"), KeyLabel("p", "back")]
    if trace.brokenAt != nil { labels.append(KeyLabel("b", "where it broke")) }
    return labels + [KeyLabel("w", "why"), KeyLabel("s", "stores"), .quit]
  }

  package mutating func on(_ key: Key) -> [Action] {
    switch key {
    case .character("q"), .endOfInput: return [.stop]
    case .character(" "), .character("n"), .enter, .down, .right: return go(to: place + 1)
    case .character("p"), .up, .left: return go(to: place - 1)
    case .character("g"), .home: return go(to: 0)
    case .character("G"), .end: return go(to: numbers.count - 1)
    case .character("b"): return goToBreak()
    case .character("w"): return [.show(why)]
    case .character("s"): return [.show(stores)]
    default: return []
    }
  }

  private mutating func go(to place: Int) -> [Action] {
    guard numbers.indices.contains(place) else {
      let end = place < 0 ? "This is the first step." : "This is the last step."
      return [.show([ReportLine(.note, end)])]
    }
    self.place = place
    return [.show(current)]
  }

  private mutating func goToBreak() -> [Action] {
    guard let brokenAt = trace.brokenAt,
      let place = numbers.lastIndex(where: { $0 <= brokenAt })
    else { return [.show([ReportLine(.note, "No step is known at which it broke.")])] }
    return go(to: place)
  }

  private var number: Int? { numbers.indices.contains(place) ? numbers[place] : nil }

  private var step: TraceStep? {
    number.flatMap { number in trace.steps.first { $0.number == number } }
  }

  /// The step, what it changed, what was printed, and what the component says of itself.
  private var current: [ReportLine] {
    guard let step else { return [] }
    var lines = LinearTrace.lines(trace, steps: [step.number], omission: .nowhere, width: width)
    for write in step.writes {
      lines += below("\(write.store) \(write.key) = \(write.value ?? "deleted")")
    }
    for line in (step.output ?? "").split(separator: "\n") { lines += below("printed: \(line)") }
    if let state = step.state { lines += below("state: \(state)") }
    return lines
  }

  private func below(_ text: String) -> [ReportLine] {
    ReportLine.wrapped(.detail, text, indent: 4, width: width)
  }

  /// What explains the step; the others are counted once, below.
  private var why: [ReportLine] {
    guard let number else { return [] }
    let steps = TraceFilter.why(number).steps(of: trace)
    return [ReportLine(.note, "Step \(number) came about so:")]
      + LinearTrace.lines(trace, steps: steps, omission: .atEnd, width: width)
  }

  private var stores: [ReportLine] {
    guard let number else { return [] }
    return StoreContents(of: trace, at: number).lines(width: width)
  }
}
