import EDARuntime
import Simulation

/// A world with the fake processes that carry it out.
struct Drive {
  var world: World
  private let behaviours: [String: Behaviour]
  private var processes: [String: FakeProcess] = [:]
  /// Every action that the world asked for.
  private(set) var actions: [World.Action] = []

  init(_ world: World, _ behaviours: [String: Behaviour]) {
    self.world = world
    self.behaviours = behaviours
  }

  /// One node named `a` that behaves so.
  init(_ plan: Plan, seed: UInt64 = 1, _ behaviour: @escaping Behaviour) {
    self.init(
      World(plan: plan, seed: Seed(number: seed)),
      Dictionary(uniqueKeysWithValues: plan.nodes.map { ($0.name, behaviour) }))
  }

  /// Runs to the end; at most so many actions, so that a mistake cannot run for ever. `visit` sees
  /// what a sweep of crash points sees.
  mutating func run(
    until isDone: (World) -> Bool = { _ in false }, visiting visit: (World) -> Void = { _ in }
  ) {
    for _ in 0..<5000 where !isDone(world) {
      visit(world)
      let calls = world.callCount
      let action = world.nextAction()
      if world.callCount > calls { visit(world) }
      guard action != .finish else { return }
      actions.append(action)
      carryOut(action)
    }
  }

  private mutating func carryOut(_ action: World.Action) {
    switch action {
    case .start(let node, let request):
      processes[node] = behaviours[node].map { FakeProcess($0) }
      answer(request, for: node)
    case .exchange(let node, let request): answer(request, for: node)
    case .kill(let node): processes[node] = nil
    case .finish: return
    }
  }

  private mutating func answer(_ request: Request, for node: String) {
    guard let response = processes[node]?.exchange(request) else {
      return world.receiveEnd(of: node)
    }
    world.receive(response, from: node)
  }

  /// The transcript as short lines.
  var lines: [String] { world.steps.map(\.line) }
}

extension Plan {
  /// A plan with these nodes and these texts for them.
  init(nodes: [String] = ["a"], _ inputs: [(text: String, node: String, at: Int64)]) {
    self.init()
    for node in nodes { addNode(node, setup: .null) }
    for input in inputs {
      deliver(.string(input.text), to: input.node, at: Instant(milliseconds: input.at))
    }
  }

  /// A plan with one node, `a`.
  init(_ inputs: (text: String, at: Int64)...) {
    self.init(inputs.map { ($0.text, "a", $0.at) })
  }
}

extension Step {
  /// The step in a few words, for tests that compare whole runs.
  var line: String {
    switch self {
    case .started(let node, let incarnation): "\(node) starts (\(incarnation))"
    case .delivered(let delivery): "\(delivery.at.milliseconds) \(delivery.node) < \(delivery.line)"
    case .performed(let node, let number, let call, let answer):
      "\(node) \(number) \(call.line) -> \(answer.line)"
    case .replied(let node, let number, let body):
      "\(node) > #\(number) \(JSONWriter.text(body))"
    case .failed(let node, let number, let problem): "\(node) > #\(number) \(problem)"
    case .crashed(let node, let point, _): "\(node) CRASH \(point.line)"
    case .survived(_, let file, let size, let all): "\(size) of \(all) bytes of \(file)"
    case .stopped(let node): "\(node) stops"
    case .redelivered(let delivery):
      "again #\(delivery.number)/\(delivery.attempt) at \(delivery.at.milliseconds)"
    case .gaveUp(let delivery): "gave up #\(delivery.number)"
    case .held(let delivery, let end): "held #\(delivery.number) until \(end.milliseconds)"
    case .lostAnswer(let node, let number): "\(node) answer to #\(number) lost"
    case .lostPublish(let node, let call, let fault): "\(node) \(call) \(fault)"
    case .cut(let cut): "cut \(cut.node)"
    case .healed(let cut): "healed \(cut.node)"
    case .stalled(let node, let end): "\(node) stalls until \(end.milliseconds)"
    case .resumed(let node): "\(node) resumes"
    case .clockSet(let node, let shift): "\(node) clock \(shift)"
    }
  }
}

extension CrashPoint {
  /// The point in a few words: the input is named by its number.
  var line: String {
    switch self {
    case .before(let call, let input): "before call \(call) of #\(input.number)"
    case .after(let call, let input): "after call \(call) of #\(input.number)"
    case .idle(let input): input.map { "idle after #\($0.number)" } ?? "idle at first"
    }
  }
}

extension Delivery {
  fileprivate var line: String {
    switch input {
    case .call(let body): "#\(number)/\(attempt) \(JSONWriter.text(body))"
    case .signal(.timer(let name)): "timer \(name)"
    case .signal(.synced(let token)): "synced \(token.number)"
    case .signal(.published(let token)): "published \(token.number)"
    case .signal(.publishFailed(let token)): "publishFailed \(token.number)"
    case .restart: "restart"
    }
  }
}

extension RuntimeCall {
  fileprivate var line: String {
    switch self {
    case .publish(let channel, let envelope): "publish \(channel) \(envelope.id)"
    default: JSONWriter.text(wire).filter { $0 != "\"" }
    }
  }
}

extension RuntimeAnswer {
  fileprivate var line: String { JSONWriter.text(wire).filter { $0 != "\"" } }
}
