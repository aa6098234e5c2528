package import EDARuntime

/// What is to happen in a run: the nodes, the inputs that they get, and what goes wrong. With a
/// seed it names the run: the same plan and seed lead to the same steps.
package struct Plan: Equatable, Sendable {
  /// A node: one component in one process at a time.
  package struct Node: Equatable, Sendable {
    package let name: String
    package let setup: JSONValue
    /// What is in the node's files before it starts, all of it durable.
    package var files: [String: [UInt8]]

    package init(name: String, setup: JSONValue, files: [String: [UInt8]] = [:]) {
      self.name = name
      self.setup = setup
      self.files = files
    }
  }

  package internal(set) var nodes: [Node] = []
  /// The messages in the order in which they were planned, as if nothing went wrong.
  package internal(set) var deliveries: [Delivery] = []
  package var disturbances: [Disturbance] = []
  /// Which of the enabled actions is taken at each choice, modulo their number; past its end always
  /// the first.
  package var choices: [Int] = []
  /// Which order of sets and dictionaries instances get: the same input under two of them is a
  /// shake.
  package var hashVariant = 0
  /// Whether a crash right after an append can tear the file at every byte, not at a few places.
  package var tearsAtEveryByte = false
  /// A message that was not acknowledged is delivered again after this time.
  package var redeliveryMilliseconds: Int64 = 1000
  /// A message that keeps failing is given up after so many attempts.
  package var maximumAttempts = 5
  /// A run that takes more steps than this goes on for ever: a loop of calls, or a timer that
  /// always sets itself again.
  package var maximumSteps = 400_000
  /// Everything that is sent to the nodes and that they answer, as bytes of frames: a run that
  /// takes more goes no further (grader-security 7, rule 6).
  package var maximumFrameBytes = 64 << 20

  package init() {}

  /// Adds a node. Names are unique.
  package mutating func addNode(
    _ name: String, setup: JSONValue, files: [String: [UInt8]] = [:]
  ) {
    precondition(!nodes.contains { $0.name == name }, "two nodes are named '\(name)'")
    nodes.append(Node(name: name, setup: setup, files: files))
  }

  /// Adds an input for a node.
  package mutating func deliver(
    _ body: JSONValue, to node: String, at instant: Instant, isPoison: Bool = false
  ) {
    var delivery = Delivery(number: nextNumber, node: node, input: .call(body), at: instant)
    delivery.isPoison = isPoison
    deliveries.append(delivery)
  }

  /// Stops a node's instance and starts a new one. It finds everything that was written, synced or
  /// not: a process that ends takes only its memory along.
  package mutating func restart(_ node: String, at instant: Instant) {
    deliveries.append(Delivery(number: nextNumber, node: node, input: .restart, at: instant))
  }

  /// Messages keep their order and their numbers, so the last has the largest.
  var nextNumber: Int { (deliveries.last?.number ?? 0) + 1 }
}

extension Plan {
  /// The messages as they arrive, with what goes wrong on the way.
  package var arrivals: [Delivery] {
    var messages = Arrivals(deliveries)
    for disturbance in disturbances { messages.apply(disturbance, self) }
    return messages.all
  }

  /// The crashes of the plan, in order.
  var crashes: [Crash] {
    disturbances.compactMap { if case .crash(let crash) = $0 { crash } else { nil } }
  }

  var cuts: [Cut] { disturbances.compactMap { if case .cut(let cut) = $0 { cut } else { nil } } }

  var stalls: [Stall] {
    disturbances.compactMap { if case .stall(let stall) = $0 { stall } else { nil } }
  }

  var publishFaults: [Int: PublishFault] {
    var faults: [Int: PublishFault] = [:]
    for case .publish(let number, let fault) in disturbances { faults[number] = fault }
    return faults
  }
}

/// Messages on their way, found by name.
private struct Arrivals {
  var all: [Delivery]
  private var places: [InputName: Int]

  init(_ deliveries: [Delivery]) {
    all = deliveries
    places = Dictionary(uniqueKeysWithValues: zip(deliveries.map(\.name), deliveries.indices))
  }

  /// Names of messages that are not there, because they were taken out of the plan, are passed
  /// over.
  mutating func apply(_ disturbance: Disturbance, _ plan: Plan) {
    switch disturbance {
    case .duplicate(let name, let later): duplicate(name, later)
    case .swap(let a, let b):
      guard let a = places[a], let b = places[b] else { return }
      (all[a].at, all[b].at) = (all[b].at, all[a].at)
    case .loss(let name):
      move(name, by: plan.redeliveryMilliseconds)
      countAttempt(name)
    case .delay(let name, let late): move(name, by: late)
    case .crash, .cut, .publish, .clock, .stall: return
    }
  }

  private mutating func duplicate(_ name: InputName, _ later: Int64) {
    guard let place = places[name] else { return }
    var copy = all[place]
    copy.attempt = freeAttempt(after: name)
    copy.at = copy.at.advanced(byMilliseconds: later)
    all.append(copy)
    places[copy.name] = all.count - 1
  }

  private mutating func move(_ name: InputName, by milliseconds: Int64) {
    guard let place = places[name] else { return }
    all[place].at = all[place].at.advanced(byMilliseconds: milliseconds)
  }

  private mutating func countAttempt(_ name: InputName) {
    let attempt = freeAttempt(after: name)
    guard let place = places.removeValue(forKey: name) else { return }
    all[place].attempt = attempt
    places[all[place].name] = place
  }

  /// No two deliveries have one name: a fault would not know which of them it is about.
  private func freeAttempt(after name: InputName) -> Int {
    var next = InputName(name.number, attempt: name.attempt + 1)
    while places[next] != nil { next = InputName(next.number, attempt: next.attempt + 1) }
    return next.attempt
  }
}
