package import EDARuntime

/// The conductor as a value: virtual time, what is on its way, durable stores, nodes and the
/// transcript.
///
/// It takes what components say (`receive`) and says what to do next (`nextAction`). It does no I/O
/// and draws from no clock: two worlds that are told the same say the same. A copy is a point in a
/// run to which one can return, which is how every crash point of a run is tried.
package struct World: Sendable {
  /// What the driver has to do.
  package enum Action: Equatable, Sendable {
    /// Start a process for the node and send it this request; it answers `hello`.
    case start(node: String, Request)
    /// Send the request; the node answers with one response.
    case exchange(node: String, Request)
    /// End the process without warning.
    case kill(node: String)
    /// Nothing is left to do.
    case finish
  }

  /// How the run stands.
  package enum Outcome: Equatable, Sendable {
    case running
    case finished
    /// The component ended by itself while it was needed.
    case ended(node: String)
    case violated(node: String, detail: String)
    /// There were more steps than the plan allows.
    case endless
    /// There were more bytes of frames than the plan allows.
    case framesExceeded
  }

  package let seed: Seed
  /// What was to happen, faults included.
  package var plan: Plan
  package internal(set) var now = Instant.start
  package internal(set) var outcome = Outcome.running
  package internal(set) var nodes: [NodeState]
  package internal(set) var pending: DeliveryQueue
  package internal(set) var stores: [String: SortedStore] = [:]
  package internal(set) var files: [String: DurableFile] = [:]
  package internal(set) var published: [Published] = []
  package private(set) var steps: [Step] = []
  /// When each step happened.
  package private(set) var times: [Instant] = []
  /// Runtime calls performed so far.
  package internal(set) var callCount = 0
  /// Those of them that can change what survives a crash, or what others see.
  package internal(set) var effectCount = 0
  /// Bytes of the frames that went to the nodes and came from them so far.
  package internal(set) var frameBytes = 0
  /// Inputs answered so far, by a reply or by an error.
  package internal(set) var answeredCount = 0
  /// How many actions were enabled at each choice so far.
  package internal(set) var optionCounts: [Int] = []
  /// The crashes that are still to come.
  package var plannedCrashes: [Crash]
  /// The pauses in the middle of an input that are still to come.
  var plannedPauses: [Stall]
  /// What happens by itself as time passes, and how much of it has.
  let calendar: Calendar
  var calendarPlace = 0
  let cuts: [Cut]
  let publishFaults: [Int: PublishFault]
  /// How many messages were handed over for the broker so far, lost ones included.
  package internal(set) var publishedCount = 0
  /// Numbers what arises on the way.
  var lastOwnNumber = 0
  var nextToken: Int64 = 1
  var ids: RandomNumbers
  /// Syncs that are under way: what stood in the file when they were requested.
  var syncs: [Int64: (file: String, contents: [UInt8])] = [:]

  package init(plan: Plan, seed: Seed) {
    self.plan = plan
    self.seed = seed
    nodes = plan.nodes.map { NodeState(name: $0.name, setup: $0.setup) }
    pending = DeliveryQueue(plan.arrivals)
    ids = seed.generator("request ids")
    plannedCrashes = plan.crashes
    plannedPauses = plan.stalls.filter { if case .point = $0.start { true } else { false } }
    calendar = Calendar(plan)
    cuts = plan.cuts
    publishFaults = plan.publishFaults
    for node in plan.nodes { place(node.files, of: node.name) }
  }

  /// Adds a step to the transcript.
  mutating func record(_ step: Step) {
    steps.append(step)
    times.append(now)
  }

  /// The transcript's number of the latest step.
  package var step: Int { steps.count }

  /// Adds a node to a run that is under way; it starts with the next action.
  package mutating func addNode(_ node: Plan.Node) {
    precondition(!nodes.contains { $0.name == node.name }, "two nodes are named '\(node.name)'")
    nodes.append(NodeState(name: node.name, setup: node.setup))
    plan.nodes.append(node)
    place(node.files, of: node.name)
    if outcome == .finished { outcome = .running }
  }

  /// Puts files in place, as something that happened before the run left them: all of it durable.
  private mutating func place(_ contents: [String: [UInt8]], of node: String) {
    for (file, bytes) in contents {
      files[node + "/" + file, default: DurableFile()].recover(with: bytes)
    }
  }

  func index(of node: String) -> Int {
    guard let index = nodes.firstIndex(where: { $0.name == node }) else {
      preconditionFailure("no node is named '\(node)'; there are \(nodes.map(\.name))")
    }
    return index
  }

  /// The number of an input that arises on the way.
  mutating func nextOwnNumber() -> Int {
    lastOwnNumber -= 1
    return lastOwnNumber
  }

  /// 64 bits that the component cannot foresee.
  mutating func freshID() -> String {
    let bits = ids.next()
    return String(unsafeUninitializedCapacity: 16) { text in
      for place in 0..<16 {
        let digit = UInt8(truncatingIfNeeded: bits >> (60 - 4 * place)) & 15
        text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      }
      return 16
    }
  }
}

/// A message that a component handed to the broker.
package struct Published: Equatable, Sendable {
  package let node: String
  package let channel: String
  package let envelope: Envelope
  package let at: Instant
  /// The number of the call that published it.
  package let call: Int
}

/// What the conductor knows of one node.
package struct NodeState: Equatable, Sendable {
  /// What the node is doing.
  package enum Activity: Equatable, Sendable {
    case down
    case idle
    /// It serves an input.
    case busy(Delivery, id: String)
    /// It waits for the answer to a call.
    case asking(Delivery, id: String, RuntimeCall)
    /// It waits for the reply of the peer of this name.
    case waiting(Delivery, id: String, peer: String)
    /// The peer has replied.
    case answered(Delivery, id: String, RuntimeAnswer)
  }

  package let name: String
  package let setup: JSONValue
  package internal(set) var activity = Activity.down
  /// Counts the instances of this node, from 1.
  package internal(set) var incarnation = 0
  package internal(set) var epoch = ""
  /// The input that it has answered last, and how many calls it has made for the one that it
  /// serves.
  var lastAnswered: InputName?
  var callsOfInput = 0
  /// It does nothing before this instant.
  var stalledUntil: Instant?
  /// How far its clock is from the right time.
  var clockOffset: Int64 = 0
}

/// Inputs in the order in which they arrive.
package struct DeliveryQueue: Equatable, Sendable {
  private var entries: [Delivery] = []

  init(_ deliveries: [Delivery]) {
    // Latest first, so that the next one is taken from the end.
    entries = deliveries.enumerated()
      .sorted { ($0.element.at, $0.offset) > ($1.element.at, $1.offset) }
      .map(\.element)
  }

  package var all: [Delivery] { entries.reversed() }
  package var isEmpty: Bool { entries.isEmpty }
  var earliest: Instant? { entries.last?.at }

  func earliest(after now: Instant) -> Instant? { entries.last { $0.at > now }?.at }

  /// After those that arrive at the same instant; but what a property asks waits for everything
  /// that is due, as it does where the property asks while the run goes on.
  mutating func add(_ delivery: Delivery) {
    let isLater: (Delivery) -> Bool = { other in
      other.at > delivery.at
        || other.at == delivery.at && other.origin == .property && delivery.origin != .property
    }
    let place = entries.lastIndex(where: isLater).map { $0 + 1 } ?? 0
    entries.insert(delivery, at: place)
  }

  /// The next input for a node, if it has arrived by then.
  func next(for node: String, by now: Instant) -> Delivery? {
    for entry in entries.reversed() {
      if entry.at > now { return nil }
      if entry.node == node { return entry }
    }
    return nil
  }

  /// The next input that a property waits for.
  var firstAsked: Delivery? { entries.last { $0.origin == .property } }

  mutating func remove(_ delivery: Delivery) {
    guard let index = entries.lastIndex(of: delivery) else { return }
    entries.remove(at: index)
  }

  mutating func removeAll(where isGone: (Delivery) -> Bool) { entries.removeAll(where: isGone) }
}
