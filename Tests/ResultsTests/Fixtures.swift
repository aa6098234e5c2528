import Results

/// A name for runs whose name does not matter.
let someRun = RunName(
  lab: "15-topic-exchange", seed: "0000000000000029", submission: "ab", labDigest: "cd", kit: "ef",
  toolchain: "Swift version 6.3.1")

/// A check of 1,000 thousandths that earns all or nothing unless told otherwise.
func check(
  _ id: String = "H1", kind: CheckKind = .property, fault: FaultClass = .none, key: Bool = false,
  _ verdict: Verdict = .pass, earned: Int? = nil, of possible: Int = 1000, failure: Failure? = nil
) -> CheckResult {
  CheckResult(
    id: id, kind: kind, fault: fault, sentence: "A message is routed once.", isKey: key,
    verdict: verdict, earnedMillipoints: earned ?? (verdict == .pass ? possible : 0),
    possibleMillipoints: possible, failure: failure)
}

/// A graded result of these checks.
func graded(_ checks: CheckResult...) -> LabResult {
  LabResult(run: someRun, status: .graded, checks: checks)
}
