import Results

/// The lines of a space-time diagram: the network, then every node.
struct Lanes {
  /// Where messages come from and answers go to, unless that is a node.
  static let network = "network"

  let names: [String]
  private let indexes: [String: Int]

  /// - Parameter numbers: the steps that are shown; nil for all, and then every node of the plan
  ///   has a line, also one to which nothing happened.
  init(_ trace: Trace, showing numbers: Set<Int>?) {
    let steps = trace.selected(numbers)
    let involved = Set(steps.flatMap { [$0.node, $0.other ?? $0.node] })
    let planned = trace.nodes.filter { numbers == nil || involved.contains($0) }
    let unplanned = steps.flatMap { [$0.node, $0.other ?? $0.node] }
    var names: [String] = []
    var indexes: [String: Int] = [:]
    for name in [Self.network] + planned + unplanned where indexes[name] == nil {
      indexes[name] = names.count
      names.append(name)
    }
    self.names = names
    self.indexes = indexes
  }

  /// The line of a node; that of the network if there is no such node.
  subscript(name: String?) -> Int { name.flatMap { indexes[$0] } ?? 0 }
}

/// What a step looks like on the lines, whatever it is drawn with.
enum StepShape: Equatable {
  /// From one line to another.
  case arrow(from: Int, to: Int)
  /// Between two lines, which nothing gets through.
  case barrier(Int, Int)
  /// Between two lines, open again.
  case link(Int, Int)
  /// On one line.
  case point(Int, Point)

  enum Point { case arrival, call, again, crash, note, start, stop }

  init(_ step: TraceStep, in lanes: Lanes) {
    let (node, other) = (lanes[step.node], lanes[step.other])
    self =
      switch step.kind {
      case .start: .point(node, .start)
      case .stop: .point(node, .stop)
      case .call: .point(node, .call)
      case .crash, .giveUp: .point(node, .crash)
      case .redeliver: .point(node, .again)
      case .disk, .stall, .resume, .clock: .point(node, .note)
      case .deliver: node == other ? .point(node, .arrival) : .arrow(from: other, to: node)
      case .reply, .error: node == other ? .point(node, .note) : .arrow(from: node, to: other)
      case .lose, .cut: node == other ? .point(node, .crash) : .barrier(node, other)
      case .heal: node == other ? .point(node, .note) : .link(node, other)
      }
  }
}

/// Which nodes have a process, as the steps go by.
struct Lifelines {
  enum State { case down, running, stalled }

  private(set) var states: [State]

  /// A node runs from the beginning unless the trace tells of its start.
  init(_ trace: Trace, _ lanes: Lanes) {
    states = lanes.names.map { _ in .running }
    for step in trace.steps where step.kind == .start { states[lanes[step.node]] = .down }
    states[0] = .running
  }

  mutating func apply(_ step: TraceStep, _ lanes: Lanes) {
    let lane = lanes[step.node]
    guard lane > 0 else { return }
    switch step.kind {
    case .start, .resume: states[lane] = .running
    case .crash, .stop: states[lane] = .down
    case .stall: states[lane] = .stalled
    default: break
    }
  }
}
