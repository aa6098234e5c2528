internal import Simulation

/// A fault of messages, links or clocks: of a run that a property makes itself, or one more in a
/// cell.
public struct NetworkFault: Sendable {
  let fault: Fault

  /// So many of a hundred messages arrive twice.
  public static func duplicate(percent: Int) -> NetworkFault {
    NetworkFault(fault: .duplicate(percent: percent, withinMilliseconds: 2000))
  }

  /// So many of a hundred messages are overtaken.
  public static func reorder(percent: Int, places: Int = 8) -> NetworkFault {
    NetworkFault(fault: .reorder(percent: percent, places: places))
  }

  /// So many of a hundred messages are overtaken, perhaps by all that come after them.
  public static func reorderAnywhere(percent: Int) -> NetworkFault {
    NetworkFault(fault: .reorder(percent: percent, places: nil))
  }

  /// So many of a hundred deliveries are lost at first.
  public static func drop(percent: Int) -> NetworkFault {
    NetworkFault(fault: .drop(percent: percent))
  }

  /// Every message is late by up to so many milliseconds.
  public static func delay(uptoMilliseconds: Int64) -> NetworkFault {
    NetworkFault(fault: .delay(.uniform(uptoMilliseconds)))
  }

  /// Every message is late.
  public static func delay(_ latency: Latency) -> NetworkFault {
    NetworkFault(fault: .delay(latency.latency))
  }

  /// Of so many of a hundred published messages the confirm is lost; the message has arrived.
  public static func dropConfirms(percent: Int) -> NetworkFault {
    NetworkFault(fault: .publish(percent: percent, .confirmLost))
  }

  /// So many of a hundred published messages are lost, and nobody says so.
  public static func dropPublished(percent: Int) -> NetworkFault {
    NetworkFault(fault: .publish(percent: percent, .messageLost))
  }

  /// So many of a hundred published messages are refused by the broker, which says so.
  public static func refusePublished(percent: Int) -> NetworkFault {
    NetworkFault(fault: .publish(percent: percent, .refused))
  }

  /// Each node is cut off once, for so long.
  public static func partition(
    milliseconds: Int64, _ direction: LinkDirection = .both
  ) -> NetworkFault {
    NetworkFault(fault: .partition(milliseconds: milliseconds, direction.direction))
  }

  /// The clocks of the nodes differ by up to so much from the start.
  public static func skew(uptoMilliseconds: Int64) -> NetworkFault {
    NetworkFault(fault: .skew(uptoMilliseconds: uptoMilliseconds))
  }

  /// The clock of each node is set once, forward or back.
  public static func clockStep(uptoMilliseconds: Int64) -> NetworkFault {
    NetworkFault(fault: .clockStep(uptoMilliseconds: uptoMilliseconds))
  }

  /// Each node does nothing for so long, once.
  public static func stall(milliseconds: Int64) -> NetworkFault {
    NetworkFault(fault: .stall(milliseconds: milliseconds))
  }
}

/// How long messages are on their way, in milliseconds.
public enum Latency: Sendable {
  case constant(Int64)
  /// Anything up to this, each as likely as the other.
  case uniform(upTo: Int64)
  /// Most are fast and few are very late: at most ten times the mean.
  case exponential(mean: Int64)

  var latency: Fault.Latency {
    switch self {
    case .constant(let milliseconds): .constant(milliseconds)
    case .uniform(let longest): .uniform(longest)
    case .exponential(let mean): .exponential(mean: mean)
    }
  }
}

/// Which way a cut link does not work.
public enum LinkDirection: Sendable {
  case both
  /// Nothing reaches the node; what it sends goes through.
  case inbound
  /// Nothing that the node sends goes through.
  case outbound

  var direction: Cut.Direction {
    switch self {
    case .both: .both
    case .inbound: .inbound
    case .outbound: .outbound
    }
  }
}
