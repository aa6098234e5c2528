/// What a sealed run tells of a hidden check: the property and the class of fault, and no literal.
///
/// Redaction is a type: a report of a sealed run is made from this value, and the literals are not
/// in it.
package struct SealedResult: Codable, Equatable, Sendable {
  package static let schema = "edalab.sealed-result/1"

  /// What stands in the place of the seed.
  package static let hiddenSeed = "sealed"

  package var schema: String = SealedResult.schema
  package var run: RunName
  package var status: RunStatus
  package var refusal: Refusal?
  package var checks: [SealedCheck]

  /// Keeps everything of the examples, whose inputs the learner has, and of hidden checks the
  /// verdict.
  package init(_ result: LabResult) {
    run = result.run
    // With the seed the learner could run the sealed checks again in the open.
    run.seed = Self.hiddenSeed
    status = result.status
    refusal = result.refusal
    checks = result.checks.map(SealedCheck.init)
  }
}

/// A check without what could give its inputs away.
package struct SealedCheck: Codable, Equatable, Sendable {
  package var id: String
  package var kind: CheckKind
  package var fault: FaultClass
  package var title: String?
  package var sentence: String
  package var isKey: Bool
  package var verdict: Verdict
  package var earnedMillipoints: Int
  package var possibleMillipoints: Int
  /// Only for examples.
  package var failure: Failure?

  init(_ check: CheckResult) {
    id = check.id
    kind = check.kind
    fault = check.fault
    title = check.title
    sentence = check.sentence
    isKey = check.isKey
    verdict = check.verdict
    earnedMillipoints = check.earnedMillipoints
    possibleMillipoints = check.possibleMillipoints
    failure = check.kind == .property ? nil : check.failure
  }
}
