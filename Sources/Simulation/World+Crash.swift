internal import EDARuntime

/// A planned crash: who, where, and what is left of the files.
package struct Crash: Hashable, Codable, Sendable {
  package let node: String
  package let point: CrashPoint
  /// Which of the states in which the crash can leave the node's files; 0 is the first.
  package let survivor: Int

  package init(node: String, point: CrashPoint, survivor: Int = 0) {
    self.node = node
    self.point = point
    self.survivor = survivor
  }
}

extension World {
  /// Kills the node's instance here: what was in its memory is gone, what was not acknowledged
  /// comes again, and files keep what was synced and one of the possible parts of the rest.
  mutating func carryOut(_ crash: Crash) -> Action {
    // A property can crash a node twice at the same point.
    if let place = plannedCrashes.firstIndex(of: crash) { plannedCrashes.remove(at: place) }
    strike(crash)
    return .kill(node: crash.node)
  }

  /// The same for a crash that nobody has planned: of an instance between two inputs, or in a copy
  /// of a world whose instance lives on elsewhere. The plan keeps it. A node without an instance
  /// has nothing to lose.
  package mutating func crash(_ crash: Crash) {
    guard !nodes[index(of: crash.node)].activity.isDown else { return }
    plan.disturbances.append(.crash(crash))
    strike(crash)
  }

  private mutating func strike(_ crash: Crash) {
    let (node, point) = (crash.node, crash.point)
    let index = index(of: node)
    let activity = nodes[index].activity
    // Where a tail can be torn depends on the latest step, so this comes before the next one.
    let survivors = survivors(number: crash.survivor, of: node)
    record(.crashed(node: node, point, calls: callCount))
    takeDown(index)
    keep(survivors, of: node)
    switch activity {
    case .busy(let delivery, _), .asking(let delivery, _, _), .waiting(let delivery, _, _),
      .answered(let delivery, _, _):
      restore(delivery)
    case .down, .idle: return
    }
  }

  /// Stops the node's instance between two inputs. Files keep everything that was written.
  mutating func stop(_ node: String) -> Action {
    record(.stopped(node: node))
    takeDown(index(of: node))
    for (name, file) in files where name.hasPrefix(node + "/") {
      files[name]?.recover(with: file.contents)
    }
    return .kill(node: node)
  }

  private mutating func takeDown(_ index: Int) {
    nodes[index].activity = .down
    nodes[index].stalledUntil = nil
    forgetMemory(of: index)
  }

  /// Signals belong to the instance that waits for them.
  private mutating func forgetMemory(of index: Int) {
    let (name, incarnation) = (nodes[index].name, nodes[index].incarnation)
    pending.removeAll { $0.node == name && $0.origin == .runtime(incarnation: incarnation) }
    syncs = syncs.filter { !$0.value.file.hasPrefix(name + "/") }
  }

  private mutating func restore(_ delivery: Delivery) {
    switch delivery.origin {
    case .plan: deliverAgain(delivery)
    case .peer(let asker): answer(asker, .refused("the peer is down"))
    case .property, .runtime: return
    }
  }

  /// What a crash here would leave of each of the node's files.
  private func survivors(number: Int, of node: String) -> [String: [UInt8]] {
    files.filter { $0.key.hasPrefix(node + "/") }.mapValues { file in
      let survivors = file.survivors(tornAt: cuts(of: file))
      return survivors[min(number, survivors.count - 1)]
    }
  }

  private mutating func keep(_ survivors: [String: [UInt8]], of node: String) {
    for (name, survivor) in survivors.sorted(by: { $0.key < $1.key }) {
      guard let file = files[name] else { continue }
      files[name]?.recover(with: survivor)
      guard file.contents != file.synced else { continue }
      record(
        .survived(
          node: node, file: String(name.dropFirst(node.count + 1)), size: survivor.count,
          of: file.contents.count))
    }
  }

  /// Where an unsynced tail is torn: after its first byte, in the middle, and before its last byte;
  /// or, right after an append and if that is wanted, after every byte.
  private func cuts(of file: DurableFile) -> [Int] {
    let tail = file.contents.count - file.synced.count
    guard plan.tearsAtEveryByte, case .performed(_, _, .fileAppend, _) = steps.last else {
      return [1, tail / 2, tail - 1]
    }
    return Array(1..<max(1, tail))
  }

  /// In how many different states a crash of the node here could leave its files.
  package func survivorCount(of node: String) -> Int {
    files.filter { $0.key.hasPrefix(node + "/") }
      .map { $0.value.survivors(tornAt: cuts(of: $0.value)).count }
      .max() ?? 1
  }
}

/// The points at which a run can be crashed, found while it is run once.
///
/// Two neighbouring points with the same durable state and nothing put out between them are one
/// point: what the dead instance held in memory cannot matter to its successor.
package struct CrashPoints: Sendable {
  /// A world in which the node has just crashed, ready to go on with a fresh instance.
  package struct Candidate: Sendable {
    package let crash: Crash
    package let world: World
  }

  private struct Situation: Hashable {
    let node: String
    let effects: Int
    let survivor: Int
    /// The input in flight, and its attempt; nil between inputs.
    let inFlight: [Int]?
    let answered: Int
  }

  /// How many points were covered, equal ones included.
  package private(set) var coveredCount = 0
  package private(set) var candidates: [Candidate] = []
  private var seen: Set<Situation> = []
  private var crashes: Set<Crash> = []

  package init() {}

  /// Looks at a world between two actions and keeps what is new about crashing a node here.
  package mutating func visit(_ world: World) {
    for node in world.nodes {
      guard let point = world.crashPoint(of: node) else { continue }
      for survivor in 0..<world.survivorCount(of: node.name) {
        coveredCount += 1
        let situation = Situation(
          node: node.name, effects: world.effectCount, survivor: survivor,
          inFlight: node.activity.delivery.map { [$0.number, $0.attempt] },
          answered: world.answeredCount)
        guard seen.insert(situation).inserted else { continue }
        let crash = Crash(node: node.name, point: point, survivor: survivor)
        // While others work, a node that waits has the same point again: that is the same run.
        guard world.nodes.count == 1 || crashes.insert(crash).inserted else { continue }
        var copy = world
        copy.crash(crash)
        candidates.append(Candidate(crash: crash, world: copy))
      }
    }
  }
}

extension World {
  /// The planned crash, if its node is at the planned point now. The first time counts.
  var plannedCrashHere: Crash? {
    plannedCrashes.first { crash in
      nodes.contains { $0.name == crash.node && crashPoint(of: $0) == crash.point }
    }
  }

  /// Pauses the nodes that have come to the point of a planned pause; says whether this one is
  /// among them.
  @discardableResult
  mutating func pauseWherePlanned(_ name: String? = nil) -> Bool {
    let due = plannedPauses.filter { pause in
      guard case .point(let point) = pause.start else { return false }
      return nodes.contains { $0.name == pause.node && crashPoint(of: $0) == point }
    }
    plannedPauses.removeAll { due.contains($0) }
    for pause in due {
      stall(pause.node, until: now.advanced(byMilliseconds: pause.milliseconds))
    }
    return due.contains { $0.node == name }
  }

  /// The point that a crash of the node would have now; nil if it is down.
  package func crashPoint(of node: NodeState) -> CrashPoint? {
    switch node.activity {
    case .down: nil
    case .idle: .idle(after: node.lastAnswered)
    case .asking(let delivery, _, _):
      .before(call: node.callsOfInput + 1, of: delivery.name)
    case .waiting(let delivery, _, _), .answered(let delivery, _, _):
      .after(call: node.callsOfInput, of: delivery.name)
    case .busy(let delivery, _):
      hasJustPerformed(for: node) ? .after(call: node.callsOfInput, of: delivery.name) : nil
    }
  }

  /// Whether the latest step is a call of this node: a node that has just been sent an input is
  /// busy, too, but what it does with it nobody knows yet.
  private func hasJustPerformed(for node: NodeState) -> Bool {
    switch steps.last {
    // What became of a message is noted right after the call that published it.
    case .performed(node.name, _, _, _), .lostPublish(node.name, _, _): true
    default: false
    }
  }
}

extension NodeState.Activity {
  /// The input that is being served.
  package var delivery: Delivery? {
    switch self {
    case .busy(let delivery, _), .asking(let delivery, _, _), .waiting(let delivery, _, _),
      .answered(let delivery, _, _):
      delivery
    case .down, .idle: nil
    }
  }
}
