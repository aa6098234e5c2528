package import EDARuntime

/// One kind of fault with its measure, as a check asks for it (curriculum R7).
package enum Fault: Equatable, Sendable {
  /// So many of a hundred messages arrive a second time, up to `withinMilliseconds` later.
  case duplicate(percent: Int, withinMilliseconds: Int64)
  /// So many of a hundred messages are overtaken by up to `places` later ones; nil: by any.
  case reorder(percent: Int, places: Int?)
  /// So many of a hundred deliveries are lost; the broker delivers again.
  case drop(percent: Int)
  /// Each message is late.
  case delay(Latency)
  /// So many of a hundred published messages meet with this.
  case publish(percent: Int, PublishFault)
  /// Each node is cut off from the network once, for so long, at a time between the first and the
  /// last message.
  case partition(milliseconds: Int64, Cut.Direction)
  /// The clocks of the nodes differ by up to so much from the start.
  case skew(uptoMilliseconds: Int64)
  /// The clock of each node is set once, by up to so much, forward or back.
  case clockStep(uptoMilliseconds: Int64)
  /// Each node does nothing once, for so long, at a time between the first and the last message.
  case stall(milliseconds: Int64)

  /// How long a message is on its way, in milliseconds.
  package enum Latency: Equatable, Sendable {
    case constant(Int64)
    /// Anything from 0 to this, each as likely as the other.
    case uniform(Int64)
    /// With this mean; at most ten times as much.
    case exponential(mean: Int64)
  }
}

extension Plan {
  /// Published messages beyond this number meet with no fault.
  private static var publishesConsidered: Int { 1000 }

  /// The plan with these faults: a pure function of plan, faults and generator. Later faults act on
  /// what earlier ones made of the messages.
  package func under(_ faults: [Fault], generator: inout RandomNumbers) -> Plan {
    var plan = self
    for fault in faults { plan.add(fault, &generator) }
    return plan
  }

  private mutating func add(_ fault: Fault, _ generator: inout RandomNumbers) {
    switch fault {
    case .duplicate(let percent, let within): addDuplicates(percent, within, &generator)
    case .reorder(let percent, let places): addSwaps(percent, places, &generator)
    case .drop(let percent):
      let lost = arrivals.filter { _ in Int.random(in: 0..<100, using: &generator) < percent }
      // Copies first: a message that is lost takes over the name of its next attempt.
      disturbances += lost.reversed().map { .loss($0.name) }
    case .delay(let latency): addDelays(latency, &generator)
    case .publish(let percent, let fault):
      let struck = (1...Self.publishesConsidered).filter { _ in
        Int.random(in: 0..<100, using: &generator) < percent
      }
      disturbances += struck.map { .publish($0, fault) }
    case .partition(let milliseconds, let direction):
      addOnce(&generator) { node, at, _ in
        .cut(
          Cut(
            node, from: at, until: at.advanced(byMilliseconds: milliseconds), direction: direction))
      }
    case .skew(let longest):
      addOnce(&generator) { node, _, generator in
        .clock(node: node, at: .start, byMilliseconds: Self.shift(longest, &generator))
      }
    case .clockStep(let longest):
      addOnce(&generator) { node, at, generator in
        .clock(node: node, at: at, byMilliseconds: Self.shift(longest, &generator))
      }
    case .stall(let milliseconds):
      addOnce(&generator) { node, at, _ in .stall(Stall(node, .at(at), milliseconds: milliseconds))
      }
    }
  }

  private mutating func addDuplicates(
    _ percent: Int, _ within: Int64, _ generator: inout RandomNumbers
  ) {
    for delivery in arrivals where Int.random(in: 0..<100, using: &generator) < percent {
      let later = Int64.random(in: 0...max(0, within), using: &generator)
      disturbances.append(.duplicate(delivery.name, laterByMilliseconds: later))
    }
  }

  /// Messages change places: each takes over the time of the one that stood there.
  private mutating func addSwaps(
    _ percent: Int, _ places: Int?, _ generator: inout RandomNumbers
  ) {
    let arrivals = self.arrivals
    let order = arrivals.indices.sorted { (arrivals[$0].at, $0) < (arrivals[$1].at, $1) }
    for place in order.indices where Int.random(in: 0..<100, using: &generator) < percent {
      let furthest = max(1, places ?? order.count)
      let other = min(order.count - 1, place + Int.random(in: 1...furthest, using: &generator))
      guard other != place else { continue }
      disturbances.append(.swap(arrivals[order[place]].name, arrivals[order[other]].name))
    }
  }

  private mutating func addDelays(_ latency: Fault.Latency, _ generator: inout RandomNumbers) {
    for delivery in arrivals {
      let late = latency.draw(&generator)
      if late > 0 { disturbances.append(.delay(delivery.name, byMilliseconds: late)) }
    }
  }

  /// One disturbance for each node, at an instant between the first and the last message.
  private mutating func addOnce(
    _ generator: inout RandomNumbers,
    _ make: (String, Instant, inout RandomNumbers) -> Disturbance
  ) {
    let times = deliveries.map(\.at.milliseconds)
    let (first, last) = (times.min() ?? 0, times.max() ?? 0)
    for node in nodes {
      let at = Instant(milliseconds: Int64.random(in: first...last, using: &generator))
      disturbances.append(make(node.name, at, &generator))
    }
  }

  /// Never nothing: a clock that is right is no fault.
  private static func shift(_ longest: Int64, _ generator: inout RandomNumbers) -> Int64 {
    let size = Int64.random(in: 1...max(1, longest), using: &generator)
    return Bool.random(using: &generator) ? size : -size
  }
}

extension Fault.Latency {
  func draw(_ generator: inout RandomNumbers) -> Int64 {
    switch self {
    case .constant(let milliseconds): return max(0, milliseconds)
    case .uniform(let longest): return Int64.random(in: 0...max(0, longest), using: &generator)
    case .exponential(let mean): return Self.exponential(mean, &generator)
    }
  }

  /// By von Neumann's method, which compares random numbers and needs no logarithm: the same on
  /// every machine.
  private static func exponential(_ mean: Int64, _ generator: inout RandomNumbers) -> Int64 {
    let scale: Int64 = 1 << 20
    for whole in Int64(0)..<10 {
      let first = Int64.random(in: 0..<scale, using: &generator)
      var (last, length) = (first, 1)
      while true {
        let next = Int64.random(in: 0..<scale, using: &generator)
        guard next <= last else { break }
        (last, length) = (next, length + 1)
      }
      if length % 2 == 1 { return whole * mean + first * mean / scale }
    }
    return 10 * mean
  }
}
