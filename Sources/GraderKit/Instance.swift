package import EDARuntime

/// Starts instances of the component under test. The conductor does it with sandboxed processes,
/// tests of the judge with values in memory.
package protocol InstanceStarter: AnyObject {
  func start() throws -> any RunningInstance
}

/// One instance of the component, from its start to its end.
package protocol RunningInstance: AnyObject {
  /// Sends a request and waits for the one response to it. Throws `FrameTooLong` for a request that
  /// no frame can hold.
  func exchange(_ request: Request) throws -> Exchanged
  /// Bytes of all frames until now, in both directions, with their lengths.
  var frameBytes: Int { get }
  /// Ends the instance without warning (SIGKILL) and waits until it is gone.
  func kill()
  /// What the component has printed since this was last asked, as text, at most 4 KiB of it.
  func takeOutput() -> String
}

/// What came of a request.
package enum Exchanged {
  case response(Response)
  case violation(FrameViolation)
  case ended(InstanceEnd)
}

/// How an instance ended that should have gone on.
package struct InstanceEnd: Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    case left(status: Int)
    case signaled(Int)
    case cpuLimit(seconds: Int)
    case wallLimit(seconds: Int)
    case memoryLimit(mebibytes: Int)
    case outputLimit(mebibytes: Int)
    case processLimit
  }

  package let reason: Reason
  /// The program counter that the trap handler wrote, and its callers' return addresses, in
  /// hexadecimal.
  package let trapCounters: [String]
  /// The last lines that the component printed, standard error last.
  package let output: String

  package init(reason: Reason, trapCounters: [String] = [], output: String = "") {
    self.reason = reason
    self.trapCounters = trapCounters
    self.output = output
  }
}
