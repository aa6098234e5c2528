internal import EDARuntime

/// A property being tried.
final class PropertyTrial<Lab: Bridge>: Trial {
  private let lab: LabUnderTest<Lab>
  private let body: (LabUnderTest<Lab>) throws -> Void

  init(lab: LabUnderTest<Lab>, body: @escaping (LabUnderTest<Lab>) throws -> Void) {
    self.lab = lab
    self.body = body
  }

  var counts: [String: Int] { lab.seen }

  func perform() -> TrialEnding {
    do {
      try body(lab)
      return .held
    } catch let failure as CheckFailure {
      return .broken(failure, lab.failedHistory ?? lab.latest.run?.recorded)
    } catch is ComponentLost {
      return lost { $0 }
    } catch is ForeignReply {
      return lost(\.violated)
    } catch {
      return .toolFault("the check threw \(error)")
    }
  }

  private func lost(_ run: (RecordedRun) -> RecordedRun) -> TrialEnding {
    guard let latest = lab.failedHistory ?? lab.latest.run?.recorded else {
      return .toolFault("a component was lost before any was started")
    }
    return .lost(run(latest))
  }

  func close() { lab.close() }
}
