import EDARuntime
import Simulation

extension Instant {
  static func at(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }
}

extension Plan {
  /// The same plan with these disturbances.
  func with(_ disturbances: Disturbance...) -> Plan {
    var plan = self
    plan.disturbances += disturbances
    return plan
  }
}

extension Drive {
  /// The drive of a plan for one node, or several that behave in one way, run to its end.
  static func of(_ plan: Plan, seed: UInt64 = 1, _ behaviour: @escaping Behaviour) -> Drive {
    var drive = Drive(plan, seed: seed, behaviour)
    drive.run()
    return drive
  }

  /// The lines that contain one of these.
  func lines(with words: String...) -> [String] {
    lines.filter { line in words.contains { line.contains($0) } }
  }
}

/// Replies with the text.
let repeating: Behaviour = { turn in .string(turn.text) }

/// Replies with the time that it was told.
let telling: Behaviour = { turn in .integer(turn.now.milliseconds) }
