package import Results
package import Simulation

/// What the judge found out about one cell of the matrix.
package struct CellOutcome: Codable, Equatable, Sendable {
  package var id: String
  package var fault: FaultClass
  package var isExample: Bool
  package var verdict: Verdict
  package var counts: [Count]
  package var failure: Failure?
  /// What the failure looks like, to be compared with those of known mistakes; nil if a property
  /// was not found broken.
  package var symptom: Symptom?
  /// Where the component trapped, if it did: a program counter and its callers' return addresses.
  package var trapCounters: [String]
  /// Set if the check itself is at fault; then the verdict says nothing.
  package var toolFault: String?
  /// The failing run, step by step; nil unless it was asked for.
  package var recording: Recording?

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

/// A run that can be done again: its name within a cell, and how it went.
package struct Recording: Codable, Equatable, Sendable {
  package var cell: String
  /// The seed of the run's world in hexadecimal: it derives from the seed of the whole.
  package var worldSeed: String
  package var plan: Plan
  package var trace: Trace

  package init(cell: String, worldSeed: String, plan: Plan, trace: Trace) {
    self.cell = cell
    self.worldSeed = worldSeed
    self.plan = plan
    self.trace = trace
  }
}
