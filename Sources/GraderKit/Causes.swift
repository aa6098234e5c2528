internal import EDARuntime
internal import Simulation

/// Finds for each step the earlier step that led to it.
struct Causes {
  /// The numbers of the steps that led to the steps, in their order; nil where the plan did.
  static func of(_ steps: [Step]) -> [Int?] {
    var causes = Causes()
    return zip(1..., steps).map { causes.take($1, number: $0) }
  }

  private struct Waiting: Hashable {
    let node: String
    let what: String
  }

  /// The step that delivered the input that a node serves.
  private var serving: [String: Int] = [:]
  /// What will lead to a signal, a peer's input or a reply.
  private var coming: [Waiting: Int] = [:]
  /// What will lead to another attempt.
  private var again: [InputName: Int] = [:]
  /// The latest crash or stop of a node.
  private var down: [String: Int] = [:]
  /// Why the node's latest input was not acknowledged.
  private var failed: [String: Int] = [:]
  /// Cuts that are not healed.
  private var cuts: [(cut: Cut, number: Int)] = []
  /// Which instance of a node is running.
  private var incarnation: [String: Int] = [:]
  private var last = 0

  private mutating func take(_ step: Step, number: Int) -> Int? {
    defer { last = number }
    switch step {
    case .started(let node, let number):
      incarnation[node] = number
      return down[node]
    case .delivered(let delivery):
      serving[delivery.node] = number
      return cause(of: delivery)
    case .performed(let node, _, let call, let answer):
      expect(call, answer, of: node, number)
      return serving[node]
    case .replied(let node, _, _): return serving[node]
    case .survived(let node, _, _, _): return down[node]
    case .lostPublish: return last
    case .failed, .crashed, .stopped, .redelivered, .gaveUp: return failure(step, number)
    case .held, .lostAnswer, .stalled, .resumed, .cut, .healed, .clockSet:
      return disturbance(step, number)
    }
  }

  private mutating func failure(_ step: Step, _ number: Int) -> Int? {
    switch step {
    case .failed(let node, _, _):
      failed[node] = number
      return serving[node]
    case .crashed(let node, _, _), .stopped(let node):
      down[node] = number
      failed[node] = number
      return nil
    case .redelivered(let delivery):
      again[delivery.name] = number
      return failed[delivery.node]
    case .gaveUp(let delivery): return failed[delivery.node]
    default: preconditionFailure("no failure: \(step)")
    }
  }

  private mutating func disturbance(_ step: Step, _ number: Int) -> Int? {
    switch step {
    case .stalled(let node, _): coming[Waiting(node: node, what: "resume")] = number
    case .resumed(let node): return coming[Waiting(node: node, what: "resume")]
    case .cut(let cut): cuts.append((cut, number))
    case .healed(let cut):
      guard let place = cuts.firstIndex(where: { $0.cut == cut }) else { return nil }
      return cuts.remove(at: place).number
    case .held(let delivery, _):
      // It arrives under the same name when the link works again.
      again[delivery.name] = number
      return latestCut { $0.other == nil && $0.stopsInput(of: delivery.node) }
    case .lostAnswer(let node, let input):
      failed[node] = number
      // What arises on the way, such as a call of a peer, has negative numbers.
      let isToPeer = input < 0
      return latestCut { ($0.other != nil) == isToPeer && $0.stopsOutput(of: node) } ?? last
    default: return nil
    }
    return nil
  }

  /// The step of a cut that is not healed.
  private func latestCut(where isMeant: (Cut) -> Bool) -> Int? {
    cuts.last { isMeant($0.cut) }?.number
  }

  private mutating func expect(
    _ call: RuntimeCall, _ answer: RuntimeAnswer, of node: String, _ number: Int
  ) {
    switch (call, answer) {
    case (.fileSync, .number(let token)), (.publish, .number(let token)):
      coming[Waiting(node: node, what: "token \(token)")] = number
    case (.timerSet(let name, _), _): coming[Waiting(node: node, what: "timer \(name)")] = number
    case (.peer(let peer, _), _):
      coming[Self.call(of: peer, by: Asker(node: node, incarnation: incarnation[node] ?? 0))] =
        number
    default: return
    }
  }

  private func cause(of delivery: Delivery) -> Int? {
    let node = delivery.node
    switch (delivery.input, delivery.origin) {
    case (_, .peer(let asker)): return coming[Self.call(of: node, by: asker)]
    case (.signal(.timer(let name)), _): return coming[Waiting(node: node, what: "timer \(name)")]
    case (.signal(.synced(let token)), _): return cause(ofToken: token.number, at: node)
    case (.signal(.published(let token)), _), (.signal(.publishFailed(let token)), _):
      return cause(ofToken: token.number, at: node)
    case (.call, _), (.restart, _): return again[delivery.name]
    }
  }

  /// Two instances of a node can both wait to be served.
  private static func call(of peer: String, by asker: Asker) -> Waiting {
    Waiting(node: peer, what: "call of \(asker.node)/\(asker.incarnation)")
  }

  private func cause(ofToken number: Int64, at node: String) -> Int? {
    coming[Waiting(node: node, what: "token \(number)")]
  }
}

extension Cut {
  fileprivate func stopsInput(of node: String) -> Bool {
    self.node == node && direction != .outbound
  }

  /// A link between two nodes can be named from either end.
  fileprivate func stopsOutput(of node: String) -> Bool {
    self.node == node && direction != .inbound || other == node && direction != .outbound
  }
}
