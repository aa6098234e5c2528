extension SealedResult {
  /// The sum of the points earned, in thousandths.
  package var earnedMillipoints: Int { scored.earnedMillipoints }
  /// The sum of the points that could be earned, in thousandths.
  package var possibleMillipoints: Int { scored.possibleMillipoints }
  /// The same answer as that of the result that was sealed.
  package var isPassed: Bool { scored.isPassed }
  /// The same answer as that of the result that was sealed.
  package var isComplete: Bool { scored.isComplete }

  /// The rule for passing stands once, in `LabResult`; sealing takes away nothing that it reads.
  private var scored: LabResult {
    LabResult(run: run, status: status, refusal: refusal, checks: checks.map(\.scored))
  }
}

extension SealedCheck {
  /// The cell as people name it: `H1`, or `H1/crash`.
  package var cell: String { scored.cell }

  fileprivate var scored: CheckResult {
    CheckResult(
      id: id, kind: kind, fault: fault, sentence: sentence, isKey: isKey, verdict: verdict,
      earnedMillipoints: earnedMillipoints, possibleMillipoints: possibleMillipoints,
      failure: failure)
  }
}
