internal import EDARuntime
package import Results
package import Simulation

/// A column of the fault matrix, as a check asks for it.
public struct FaultRequest: Sendable {
  package enum Plan: Sendable, Equatable {
    case faults([Fault])
    case crashAtEveryCall(tearingAtEveryByte: Bool)
    /// The messages that the scenario adds by `plan.poison`.
    case poison
  }

  package let faultClass: FaultClass
  package let plan: Plan

  /// Some messages arrive a second time (DUP).
  public static let duplicate = duplicate(percent: 30)
  /// Some messages are overtaken by later ones (REORDER).
  public static let reorder = reorder(percent: 30)
  /// Some deliveries are lost, and come again later (DROP).
  public static let drop = FaultRequest(.drop, .drop(percent: 30))
  /// Every message is late by anything up to five seconds (DELAY).
  public static let delay = FaultRequest(.delay, .delay(uptoMilliseconds: 5000))
  /// Each node is cut off once for ten seconds, in both directions (PARTITION).
  public static let partition = partition(milliseconds: 10_000)
  /// The clocks of the nodes differ by up to a minute (SKEW).
  public static let skew = skew(uptoMilliseconds: 60_000)
  /// Each node does nothing for ten seconds once (STALL).
  public static let stall = stall(milliseconds: 10_000)
  /// Messages that no component can make anything of come in between (POISON): those that the
  /// scenario adds by `plan.poison`.
  public static let poison = FaultRequest(faultClass: .poison, plan: .poison)

  public static func duplicate(percent: Int) -> FaultRequest {
    FaultRequest(.duplicate, .duplicate(percent: percent))
  }

  /// At most so many later messages overtake one.
  public static func reorder(percent: Int, places: Int = 8) -> FaultRequest {
    FaultRequest(.reorder, .reorder(percent: percent, places: places))
  }

  /// A message can be overtaken by all that come after it.
  public static func reorderAnywhere(percent: Int) -> FaultRequest {
    FaultRequest(.reorder, .reorderAnywhere(percent: percent))
  }

  /// Every message is late.
  public static func delay(_ latency: Latency) -> FaultRequest {
    FaultRequest(.delay, NetworkFault(fault: .delay(latency.latency)))
  }

  /// Of so many of a hundred messages that components publish, the confirm is lost: the message has
  /// arrived, and nobody says so (DROP).
  public static func dropConfirms(percent: Int) -> FaultRequest {
    FaultRequest(.drop, .dropConfirms(percent: percent))
  }

  /// Each node is cut off once, for so long.
  public static func partition(
    milliseconds: Int64, _ direction: LinkDirection = .both
  ) -> FaultRequest {
    FaultRequest(.partition, .partition(milliseconds: milliseconds, direction))
  }

  /// The clocks of the nodes differ by up to so much from the start.
  public static func skew(uptoMilliseconds: Int64) -> FaultRequest {
    FaultRequest(.skew, .skew(uptoMilliseconds: uptoMilliseconds))
  }

  /// The clock of each node is set once, forward or back.
  public static func clockStep(uptoMilliseconds: Int64) -> FaultRequest {
    FaultRequest(.skew, .clockStep(uptoMilliseconds: uptoMilliseconds))
  }

  /// Each node does nothing for so long, once.
  public static func stall(milliseconds: Int64) -> FaultRequest {
    FaultRequest(.stall, .stall(milliseconds: milliseconds))
  }

  private init(_ faultClass: FaultClass, _ fault: NetworkFault) {
    self.init(faultClass: faultClass, plan: .faults([fault.fault]))
  }

  private init(faultClass: FaultClass, plan: Plan) {
    self.faultClass = faultClass
    self.plan = plan
  }

  /// A further fault in the same cell, which acts on what those before it made of the plan. The
  /// column stays that of the first.
  public func and(_ fault: NetworkFault) -> FaultRequest {
    guard case .faults(let faults) = plan else {
      preconditionFailure("a crash at every call, and poison, are tried alone")
    }
    return FaultRequest(faultClass: faultClass, plan: .faults(faults + [fault.fault]))
  }

  /// The instance is killed before and after every runtime call, once in each run, and a new one
  /// starts on what was durable (CRASH).
  public static func crash(atEveryEffect: Bool) -> FaultRequest {
    precondition(atEveryEffect, "a crash at a chosen place is `lab.crash(component)`")
    return FaultRequest(faultClass: .crash, plan: .crashAtEveryCall(tearingAtEveryByte: false))
  }

  /// The same, and whatever was appended to a file is torn after every single byte, where otherwise
  /// it is after the first, in the middle and before the last. A process is started for each, so
  /// keep the scenario short.
  public static func crash(atEveryByte: Bool) -> FaultRequest {
    precondition(atEveryByte, "a crash at a chosen place is `lab.crash(component)`")
    return FaultRequest(
      faultClass: .crash, plan: .crashAtEveryCall(tearingAtEveryByte: true))
  }

  /// Whether messages, links or clocks are touched, and not instances.
  var isOfNetwork: Bool {
    switch plan {
    case .faults: true
    case .crashAtEveryCall, .poison: false
    }
  }

  var isPoison: Bool { plan == .poison }

  /// From the cheapest to the dearest. Several faults at once come last: what one of them breaks
  /// alone is easier to understand.
  package var cost: Int {
    switch plan {
    case .poison: 1
    case .faults(let faults): faults.count > 1 ? 3 : 1
    case .crashAtEveryCall: 2
    }
  }
}
