public import EDARuntime

/// One named check of a lab.
public struct Check<Lab: Bridge>: Sendable {
  package enum Body: Sendable {
    case property(@Sendable (LabUnderTest<Lab>) throws -> Void)
    case invariant(
      Scenario<Lab>, [FaultRequest], @Sendable (History<Lab>) throws -> Void)
  }

  package let id: String
  package let witness: Witness
  package let body: Body
  /// Where its author wrote it.
  package let place: CheckPlace
}

/// A visible check: the learner has its inputs.
public func example<Lab: Bridge>(
  _ id: String, fileID: String = #fileID, line: Int = #line,
  _ body: @escaping @Sendable (LabUnderTest<Lab>) throws -> Void
) -> Check<Lab> {
  Check(
    id: id, witness: .none, body: .property(body), place: CheckPlace(fileID: fileID, line: line))
}

/// A property that the check itself drives, call by call. `needs` names what must have been seen.
public func property<Lab: Bridge>(
  _ id: String, needs witness: Witness, fileID: String = #fileID, line: Int = #line,
  _ body: @escaping @Sendable (LabUnderTest<Lab>) throws -> Void
) -> Check<Lab> {
  Check(
    id: id, witness: witness, body: .property(body),
    place: CheckPlace(fileID: fileID, line: line))
}

/// A statement about every history of a scenario: without faults, and under each of the faults
/// named. Each fault is a cell of the lab's fault matrix.
public func invariant<Lab: Bridge>(
  _ id: String, of scenario: Scenario<Lab>, under faults: FaultRequest..., needs witness: Witness,
  fileID: String = #fileID, line: Int = #line,
  _ body: @escaping @Sendable (History<Lab>) throws -> Void
) -> Check<Lab> {
  Check(
    id: id, witness: witness, body: .invariant(scenario, faults, body),
    place: CheckPlace(fileID: fileID, line: line))
}

/// The checks of a lab, in order.
public struct Checks<Lab: Bridge>: Sendable {
  package let all: [Check<Lab>]

  public init(_ lab: Lab.Type, @CheckList<Lab> _ checks: () -> [Check<Lab>]) { all = checks() }
}

/// Lists checks one after the other.
@resultBuilder
public enum CheckList<Lab: Bridge> {
  public static func buildExpression(_ check: Check<Lab>) -> [Check<Lab>] { [check] }
  public static func buildBlock(_ checks: [Check<Lab>]...) -> [Check<Lab>] {
    checks.flatMap(\.self)
  }
}

/// What is delivered to which nodes, before any fault.
public struct Scenario<Lab: Bridge>: Sendable {
  package let name: String
  package let build: @Sendable (inout ScenarioPlan<Lab>) throws -> Void
  /// Where its author wrote it.
  package let place: CheckPlace

  public init(
    _ name: String, fileID: String = #fileID, line: Int = #line,
    _ build: @escaping @Sendable (inout ScenarioPlan<Lab>) throws -> Void
  ) {
    self.name = name
    self.build = build
    place = CheckPlace(fileID: fileID, line: line)
  }
}
