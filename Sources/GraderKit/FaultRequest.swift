internal import EDARuntime
package import Results
package import Simulation

/// A column of the fault matrix, as a check asks for it.
public struct FaultRequest: Sendable {
  package enum Plan: Sendable, Equatable {
    case faults([Fault])
    case crashAtEveryCall(tearingAtEveryByte: Bool)
  }

  package let faultClass: FaultClass
  package let plan: Plan

  /// Some messages arrive a second time (DUP).
  public static let duplicate = duplicate(percent: 30)
  /// Some messages are overtaken by later ones (REORDER).
  public static let reorder = reorder(percent: 30)
  /// Some deliveries are lost, and come again later (DROP).
  public static let drop = FaultRequest(faultClass: .drop, plan: .faults([.drop(percent: 30)]))
  /// Every message is late (DELAY).
  public static let delay = FaultRequest(
    faultClass: .delay, plan: .faults([.delay(uptoMilliseconds: 5000)]))

  public static func duplicate(percent: Int) -> FaultRequest {
    FaultRequest(
      faultClass: .duplicate,
      plan: .faults([.duplicate(percent: percent, withinMilliseconds: 2000)]))
  }

  public static func reorder(percent: Int) -> FaultRequest {
    FaultRequest(
      faultClass: .reorder, plan: .faults([.reorder(percent: percent, places: 8)]))
  }

  /// A further fault in the same cell, which acts on what those before it made of the plan. The
  /// column stays that of the first.
  public func and(_ fault: NetworkFault) -> FaultRequest {
    guard case .faults(let faults) = plan else {
      preconditionFailure("a crash at every call is tried alone")
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

  /// Whether messages are touched, and not instances.
  var isOfNetwork: Bool {
    switch plan {
    case .faults: true
    case .crashAtEveryCall: false
    }
  }

  /// From the cheapest to the dearest. Several faults at once come last: what one of them breaks
  /// alone is easier to understand.
  package var cost: Int {
    switch plan {
    case .faults(let faults): faults.count > 1 ? 3 : 1
    case .crashAtEveryCall: 2
    }
  }
}

/// A fault of the network: of a run that a property makes itself, or one more in a cell.
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

  /// So many of a hundred deliveries are lost at first.
  public static func drop(percent: Int) -> NetworkFault {
    NetworkFault(fault: .drop(percent: percent))
  }

  /// Every message is late by up to so many milliseconds.
  public static func delay(uptoMilliseconds: Int64) -> NetworkFault {
    NetworkFault(fault: .delay(uptoMilliseconds: uptoMilliseconds))
  }
}
