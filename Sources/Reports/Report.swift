import Results

/// One result, many formats: pure functions from values to text.
///
/// The order of checks is the order of the result, which the lab's manifest fixes.
package enum Report {}

/// What every format reads: a result, sealed or not, in one shape.
///
/// It is made from a `LabResult` or a `SealedResult` and never holds more than that value does, so
/// a format cannot show what a sealed result lacks.
struct ReportSource {
  let run: RunName
  let status: RunStatus
  let refusal: Refusal?
  let checks: [CheckResult]
  let isSealed: Bool
  let isPassed: Bool
  let isComplete: Bool
  let earned: Int
  let possible: Int

  init(_ result: LabResult) {
    run = result.run
    status = result.status
    refusal = result.refusal
    checks = result.checks
    isSealed = false
    isPassed = result.isPassed
    isComplete = result.isComplete
    earned = result.earnedMillipoints
    possible = result.possibleMillipoints
  }

  init(_ result: SealedResult) {
    run = result.run
    status = result.status
    refusal = result.refusal
    checks = result.checks.map(CheckResult.init)
    isSealed = true
    isPassed = result.isPassed
    isComplete = result.isComplete
    earned = result.earnedMillipoints
    possible = result.possibleMillipoints
  }

  /// The check to look at first: one that failed before one that could not be checked, and without
  /// faults before under faults. Nil if every check passed.
  var firstFailure: CheckResult? {
    let order: [(CheckResult) -> Bool] = [
      { $0.isBroken && $0.fault == .none }, { $0.isBroken },
      { $0.verdict == .inconclusive }, { $0.verdict == .skipped },
    ]
    return order.lazy.compactMap { checks.first(where: $0) }.first
  }
}

extension CheckResult {
  /// The component did something wrong, as opposed to not having been checked.
  fileprivate var isBroken: Bool {
    switch verdict {
    case .fail, .crash, .timeout, .limit, .protocol: true
    case .pass, .skipped, .inconclusive: false
    }
  }

  fileprivate init(_ check: SealedCheck) {
    self.init(
      id: check.id, kind: check.kind, fault: check.fault, title: check.title,
      sentence: check.sentence,
      isKey: check.isKey, verdict: check.verdict, earnedMillipoints: check.earnedMillipoints,
      possibleMillipoints: check.possibleMillipoints, failure: check.failure)
  }
}
