package import Results

extension CheckResult {
  /// Of what is longer, the beginning and the end are told.
  private static let longest = 240

  /// What happened, in one sentence, with what came and what was expected if both are short.
  package var headline: String {
    guard let failure else { return verdict.meaning }
    let summary = failure.summary.cutInTheMiddle(to: Self.longest)
    guard verdict == .fail, let pair = failure.shortValues else { return summary }
    let vague = "something else"
    guard !summary.hasSuffix(vague) else {
      return summary.dropLast(vague.count) + "\(pair.actual) instead of \(pair.expected)"
    }
    let start = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
    return "\(start): \(pair.actual) instead of \(pair.expected)"
  }

  /// The property, and with what it was broken.
  ///
  /// A cell is tried under its fault, but the shortest schedule of a failure need not hold it: then
  /// the component is wrong without faults, too.
  var claim: String {
    guard let schedule = failure?.schedule else {
      return sentence + (fault == .none ? "" : " (\(fault.phrase))")
    }
    let faults = ScheduleSize(schedule.lines).faults
    if !faults.isEmpty { return "\(sentence) (with \(faults))" }
    return sentence + (fault == .none ? "" : " (tried \(fault.phrase); it fails without any)")
  }
}

extension Failure {
  /// Longer ones are told below the headline only.
  private static let short = 32

  /// What was expected and what came, if both fit in a sentence that does not say so already.
  fileprivate var shortValues: (expected: String, actual: String)? {
    guard let expected, let actual, expected != actual,
      [expected, actual].allSatisfy({ $0.columns <= Self.short && !$0.contains("\n") }),
      !(summary.contains(expected) && summary.contains(actual))
    else { return nil }
    return (expected, actual)
  }
}

extension String {
  /// At most so many columns: `…` stands for what is left out before the last third.
  fileprivate func cutInTheMiddle(to limit: Int) -> String {
    guard columns > limit else { return self }
    let tail = String(suffix(limit / 3))
    return cut(to: limit - tail.columns - 1) + " " + tail
  }
}
