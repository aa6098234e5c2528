internal import EDARuntime
internal import Simulation

/// A property being tried.
final class PropertyTrial<Lab: Bridge>: Trial {
  private let lab: LabUnderTest<Lab>
  private let body: (LabUnderTest<Lab>) throws -> Void
  private let comparison: ReferenceComparison<Lab>

  init(
    lab: LabUnderTest<Lab>, body: @escaping (LabUnderTest<Lab>) throws -> Void
  ) {
    self.lab = lab
    self.body = body
    comparison = ReferenceComparison(component: lab.starter, reference: lab.reference)
  }

  var counts: [String: Int] { lab.seen }

  func perform() -> TrialEnding {
    do {
      try body(lab)
      return .held
    } catch let failure as CheckFailure {
      return .broken(failure, latest)
    } catch is ComponentLost {
      return lost { $0 }
    } catch is ForeignReply {
      return lost(\.violated)
    } catch {
      return .toolFault(ToolFault(error))
    }
  }

  /// The run that the failure is about.
  private var latest: RecordedRun? {
    if let failed = lab.failedHistory { return failed }
    guard var run = lab.latest.run?.recorded else { return nil }
    run.retry = comparison.retry(for: run)
    return run
  }

  private func lost(_ run: (RecordedRun) -> RecordedRun) -> TrialEnding {
    guard let latest else {
      return .toolFault(
        ToolFault(CheckFault("it lost a component before it started any")))
    }
    return .lost(run(latest))
  }

  func replay(_ world: World) -> (TrialEnding, RecordedRun?) {
    do {
      return try comparison.replay(world)
    } catch {
      return (.toolFault(ToolFault(error)), nil)
    }
  }

  func close() { lab.close() }
}
