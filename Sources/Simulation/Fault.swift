package import EDARuntime

/// One kind of fault with its measure, as a check asks for it (curriculum R7).
package enum Fault: Equatable, Sendable {
  /// So many of a hundred messages arrive a second time, up to `withinMilliseconds` later.
  case duplicate(percent: Int, withinMilliseconds: Int64)
  /// So many of a hundred messages are overtaken by up to `places` later ones.
  case reorder(percent: Int, places: Int)
  /// So many of a hundred deliveries are lost; the broker delivers again.
  case drop(percent: Int)
  /// Each message is late by up to so many milliseconds.
  case delay(uptoMilliseconds: Int64)
}

extension Plan {
  /// The plan as a network with these faults would carry it out: a pure function of plan, faults
  /// and generator.
  package func under(_ faults: [Fault], generator: inout RandomNumbers) -> Plan {
    var plan = self
    for fault in faults { plan.apply(fault, &generator) }
    return plan
  }

  private mutating func apply(_ fault: Fault, _ generator: inout RandomNumbers) {
    switch fault {
    case .duplicate(let percent, let within): duplicate(percent, within, &generator)
    case .reorder(let percent, let places): reorder(percent, places, &generator)
    case .drop(let percent): drop(percent, &generator)
    case .delay(let longest): delay(longest, &generator)
    }
  }

  private mutating func duplicate(
    _ percent: Int, _ within: Int64, _ generator: inout RandomNumbers
  ) {
    for delivery in deliveries where Int.random(in: 0..<100, using: &generator) < percent {
      var copy = delivery
      copy.attempt += 1
      copy.at = delivery.at.advanced(
        byMilliseconds: Int64.random(in: 0...max(0, within), using: &generator))
      deliveries.append(copy)
    }
  }

  /// Messages change places: each takes over the time of the one that stood there.
  private mutating func reorder(
    _ percent: Int, _ places: Int, _ generator: inout RandomNumbers
  ) {
    let order = deliveries.indices.sorted { (deliveries[$0].at, $0) < (deliveries[$1].at, $1) }
    for place in order.indices where Int.random(in: 0..<100, using: &generator) < percent {
      let other = min(
        order.count - 1, place + Int.random(in: 1...max(1, places), using: &generator))
      let (a, b) = (order[place], order[other])
      (deliveries[a].at, deliveries[b].at) = (deliveries[b].at, deliveries[a].at)
    }
  }

  private mutating func drop(_ percent: Int, _ generator: inout RandomNumbers) {
    for index in deliveries.indices where Int.random(in: 0..<100, using: &generator) < percent {
      deliveries[index].attempt += 1
      deliveries[index].at = deliveries[index].at.advanced(byMilliseconds: redeliveryMilliseconds)
    }
  }

  private mutating func delay(_ longest: Int64, _ generator: inout RandomNumbers) {
    for index in deliveries.indices {
      let late = Int64.random(in: 0...max(0, longest), using: &generator)
      deliveries[index].at = deliveries[index].at.advanced(byMilliseconds: late)
    }
  }
}
