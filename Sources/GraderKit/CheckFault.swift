/// A check or a scenario is at fault, not the component: it is told as a tool fault.
struct CheckFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// A scenario that could not be written.
  init(_ scenario: String, at place: CheckPlace, threw error: any Error) {
    description = "\(place): the scenario \(scenario) threw \(error)"
  }

  /// More than any check has a use for: it will never end.
  static func unbounded(_ what: String, limit: Int) -> CheckFault {
    CheckFault("it has no bound: more than \(limit) \(what)")
  }
}

/// Something went wrong that no component is to blame for.
struct ToolFault {
  let text: String
  /// Whether it is the check, else it is the machine.
  let isOfCheck: Bool

  /// After an error that is no failure of the component.
  init(_ error: any Error) {
    switch error {
    case let fault as CheckFault: (text, isOfCheck) = (fault.description, true)
    case let start as StartFailure: (text, isOfCheck) = (start.description, false)
    default: (text, isOfCheck) = ("the check threw \(error)", true)
    }
  }
}

/// No process could be started for a node.
struct StartFailure: Error, CustomStringConvertible {
  let cause: any Error

  var description: String { "the component could not be started: \(cause)" }
}

/// What a check can do before it is held to have no bound. Counted, never timed, so that the same
/// check ends in the same way on every machine.
enum CheckBounds {
  /// Messages of one scenario.
  static let messages = 100_000
  /// Calls that one check makes by itself. A component's own limit of steps is far above that.
  static let calls = 20_000
  /// Worlds that one check makes, each with processes of its own.
  static let worlds = 5_000
}
