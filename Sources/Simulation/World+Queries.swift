package import EDARuntime

extension World {
  /// What became of one input.
  package enum InputAnswer: Equatable, Sendable {
    case reply(JSONValue)
    case problem(Problem)
  }

  /// Whether a component was lost: it ended by itself, or did not keep to the protocol.
  package var isLost: Bool {
    switch outcome {
    case .running, .finished: false
    case .ended, .violated, .endless, .framesExceeded: true
    }
  }

  /// Whether no node has anything to do before or at an instant.
  package func isQuiet(until instant: Instant) -> Bool {
    nodes.allSatisfy { $0.activity.delivery == nil }
      && pending.earliest.map { $0 > instant } ?? true
  }

  /// The choices that were made, each as the number of the option that was taken.
  package var takenChoices: [Int] {
    zip(optionCounts, plan.choices).map { count, wanted in wanted % count }
  }

  /// The input that a node has answered last; nil if none.
  package func lastAnswered(by node: String) -> InputName? { nodes[index(of: node)].lastAnswered }

  /// The latest answer to an input, nil if it has none yet.
  package func answer(to number: Int) -> InputAnswer? {
    for step in steps.reversed() {
      switch step {
      case .replied(_, number, let body): return .reply(body)
      case .failed(_, number, let problem): return .problem(problem)
      case .delivered(let delivery) where delivery.number == number: return nil
      default: continue
      }
    }
    return nil
  }

  /// The calls that were delivered, by number.
  package var calls: [Int: JSONValue] {
    var calls: [Int: JSONValue] = [:]
    for case .delivered(let delivery) in steps {
      if case .call(let body) = delivery.input { calls[delivery.number] = body }
    }
    return calls
  }
}
