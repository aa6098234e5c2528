internal import Simulation

extension Plan {
  /// How much goes wrong in the plan, by kind, for the report: what a component has survived.
  var faultCounts: [String: Int] {
    var counts = ["deliveries": arrivals.count]
    for disturbance in disturbances {
      if let name = disturbance.countName { counts[name, default: 0] += 1 }
    }
    return counts
  }
}

extension Disturbance {
  fileprivate var countName: String? {
    switch self {
    case .duplicate: "duplicated deliveries"
    case .swap: "reordered deliveries"
    case .loss: "lost deliveries"
    case .delay: "late deliveries"
    case .cut: "partitions"
    case .clock: "wrong clocks"
    case .stall: "stalls"
    // How many of them will meet a message is not known before the run.
    case .publish, .crash: nil
    }
  }
}
