/// What became of one check (design, section 6).
package enum Verdict: String, Codable, Sendable, CaseIterable {
  /// The property held, and its witness was seen.
  case pass
  /// The property was broken.
  case fail
  /// The component trapped or left before the scenario ended.
  case crash
  /// CPU time or the wall-clock backstop ran out.
  case timeout
  /// Memory, output or the process limit was exceeded.
  case limit
  /// What came back was no frame of the protocol.
  case `protocol`
  /// A check that this one depends on did not pass.
  case skipped
  /// Too little was seen to say anything: the witness is missing.
  case inconclusive
}

/// The faults that a plan can inject (curriculum R7, and poison messages). `none` is the fault-free
/// column of the matrix.
package enum FaultClass: String, Codable, Sendable, CaseIterable {
  case none, duplicate, reorder, drop, crash, delay, partition, skew, stall, poison
}

/// What happened to a whole run.
package enum RunStatus: String, Codable, Sendable {
  case graded
  /// The submission was refused or does not build; no attempt is used up.
  case notGradable
  /// A mistake of edalab or of the lab; never the learner's.
  case toolFault
}

/// Where a check's points come from.
package enum CheckKind: String, Codable, Sendable {
  /// Visible to the learner, inputs included.
  case example
  /// Hidden: the sentence is known, the inputs are not.
  case property
  /// The component keeps to the runtime: no clock, no task, no file of its own.
  case sansIO
}
