import Results

extension Verdict {
  /// The word that a line begins with.
  var word: String {
    switch self {
    case .pass: "PASS"
    case .fail: "FAIL"
    case .crash: "CRASH"
    case .timeout: "TIMEOUT"
    case .limit: "LIMIT"
    case .protocol: "PROTOCOL"
    case .skipped: "SKIPPED"
    case .inconclusive: "CANNOT CHECK"
    }
  }

  /// The verdict in a sentence, for a check that says nothing more.
  var meaning: String {
    switch self {
    case .pass: "The property held."
    case .fail: "The property was broken."
    case .crash: "The component ended before the scenario did."
    case .timeout: "The component used up its time."
    case .limit: "The component used more memory, output or processes than it may."
    case .protocol: "The component answered with something that is no frame of the protocol."
    case .skipped: "A check that this one depends on did not pass."
    case .inconclusive: "Too little happened to tell whether the property holds."
    }
  }
}

extension FaultClass {
  /// The fault as an addition to a sentence.
  var phrase: String {
    switch self {
    case .none: "without faults"
    case .duplicate: "with duplicates"
    case .reorder: "with reordering"
    case .drop: "with losses"
    case .crash: "with crashes"
    case .delay: "with delays"
    case .partition: "with partitions"
    case .skew: "with skewed clocks"
    case .stall: "with stalls"
    case .poison: "with poison messages"
    }
  }
}

extension CompilerDiagnostic {
  /// `Router.swift:3:1: error: cannot find 'x' in scope`.
  var line: String {
    let place = location.map { "\($0): " } ?? ""
    return "\(place)\(severity): \(message)"
  }
}
