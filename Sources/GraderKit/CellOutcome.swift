package import Results

/// What the judge found out about one cell of the matrix.
package struct CellOutcome: Codable, Equatable, Sendable {
  package var id: String
  package var fault: FaultClass
  package var isExample: Bool
  package var verdict: Verdict
  package var counts: [Count]
  package var failure: Failure?
  /// Where the component trapped, if it did: a program counter and its callers' return addresses.
  package var trapCounters: [String]
  /// Set if the check itself is at fault; then the verdict says nothing.
  package var toolFault: String?

  package init(
    id: String, fault: FaultClass, isExample: Bool, verdict: Verdict, counts: [Count] = [],
    failure: Failure? = nil, trapCounters: [String] = [], toolFault: String? = nil
  ) {
    self.id = id
    self.fault = fault
    self.isExample = isExample
    self.verdict = verdict
    self.counts = counts
    self.failure = failure
    self.trapCounters = trapCounters
    self.toolFault = toolFault
  }

  /// The cell as people name it: `H1`, or `H1/crash`.
  package var cell: String { fault == .none ? id : "\(id)/\(fault.rawValue)" }
}
