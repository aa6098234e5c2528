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
    case .replied(let node, _, _), .failed(let node, _, _): return serving[node]
    case .crashed(let node, _, _), .stopped(let node):
      down[node] = number
      return nil
    case .redelivered(let delivery):
      again[delivery.name] = number
      return last
    case .stalled(let node, _): coming[Waiting(node: node, what: "resume")] = number
    case .cut(let cut): coming[Waiting(node: cut.node, what: "heal")] = number
    case .resumed(let node): return coming[Waiting(node: node, what: "resume")]
    case .healed(let cut): return coming[Waiting(node: cut.node, what: "heal")]
    case .survived, .gaveUp, .lostAnswer, .lostPublish: return last
    case .held, .clockSet: return nil
    }
    return nil
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
