import EDARuntime
import GraderKit

/// Commands that come over the network: twice, or one before the other. Messages come in between
/// and afterwards. What is right then depends on the order in which the commands were answered.
let commandsAtLeastOnce = Scenario<TopicExchange>("commands at least once") { plan in
  let node = try plan.node("exchange")
  let commands = Commands(&plan.random)
  for (number, call) in commands.building.enumerated() {
    try plan.deliver(call, to: node, atMilliseconds: Int64(number) * 10)
  }
  for (number, call) in commands.changing.enumerated() {
    try plan.deliver(call, to: node, atMilliseconds: 1500 + Int64(number) * 10)
  }
  for (number, call) in commands.probing.enumerated() {
    try plan.deliver(call, to: node, atMilliseconds: 3000 + Int64(number) * 10)
  }
}

/// The commands of the scenario, and its messages. No two are equal.
struct Commands {
  private static let queueCount = 10
  /// How many calls there are.
  static let count = 3 + 6 * queueCount + 4

  private(set) var building: [Call] = [
    .declareExchange("main", .topic, alternate: "spare"),
    .declareExchange("spare", .fanout, alternate: nil),
    .declareExchange("inner", .topic, alternate: nil),
  ]
  /// Removes one of the two bindings that each queue has, and tries at once whether it is gone.
  private(set) var changing: [Call] = []
  /// Messages after everything else.
  private(set) var probing: [Call] = []

  init(_ random: inout RandomNumbers) {
    for number in 0..<Self.queueCount {
      let queue = "q\(number)"
      let source = number < 5 ? "main" : ["inner", "spare"][number % 2]
      let (kept, removed) = (
        Binding(source: source, destination: .queue(queue), key: "w\(number).kept"),
        Binding(source: source, destination: .queue(queue), key: "w\(number).*")
      )
      building += [.declareQueue(queue), .bind(kept), .bind(removed)]
      changing += [.unbind(removed), .route(.init(key: "w\(number).gone"), to: source)]
      let later = Message(key: "w\(number).later", isMandatory: true)
      probing.append(.route(later, to: source))
    }
    probing += (0..<4).map { .route(.init(key: "w\($0).kept"), to: "main") }
  }
}

extension Call {
  /// Whether this makes a binding.
  var isBind: Bool { if case .bind = self { true } else { false } }
}
