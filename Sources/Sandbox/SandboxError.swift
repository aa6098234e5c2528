/// Why a sandbox could not do its work. None of these is ever the learner's fault.
package struct SandboxError: Error, Sendable, Equatable {
  package enum Code: String, Sendable {
    /// `edalab-box` is not where it was said to be, or cannot be executed.
    case boxMissing
    /// A process was not started; `step` and `errorNumber` say where it failed.
    case startFailed
    /// As root, a path cannot be reached by the unprivileged user; `detail` is the path.
    case unreachable
    /// No user number is free to run as.
    case noFreeUser
    /// The grader has no descriptors, processes or temporary space left; `errorNumber` says which.
    case exhausted
    /// The box ended without being asked to; `detail` is what it or bubblewrap last printed.
    case boxLost
    /// The caller's `isCancelled` became true.
    case cancelled
  }

  package let code: Code
  /// The step of a start that failed.
  package let step: StartStep?
  /// The system's error number, or 0.
  package let errorNumber: Int32
  /// A path, or what bubblewrap printed; may be empty.
  package let detail: String

  package init(_ code: Code, step: StartStep? = nil, errorNumber: Int32 = 0, detail: String = "") {
    self.code = code
    self.step = step
    self.errorNumber = errorNumber
    self.detail = detail
  }
}

/// The steps between asking for a process and the process running, in their order.
package enum StartStep: Int, Sendable, CaseIterable {
  case order = 1
  case fork, session, descriptors, limits, cores, user, privileges
  case parentDeath, landlock, layout, directory, seccomp, execute
}
