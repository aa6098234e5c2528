/// A limit that ended a process.
package enum ExceededLimit: String, Sendable, Codable { case cpu, wall, memory, output, processes }

/// How a process ended. None of the three says whether it behaved well.
package enum Ending: Sendable, Equatable {
  /// It chose to end, with this exit code.
  case exited(Int32)
  /// A signal ended it, its own fault or the caller's wish.
  case signaled(Int32)
  /// The sandbox ended it, or its last act was to run into a limit.
  case exceeded(ExceededLimit)
}

/// Everything that is known about a process once it is gone.
package struct ExitReport: Sendable, Equatable {
  package let ending: Ending
  /// User and system time of all threads.
  package let cpuMicroseconds: Int
  /// The largest resident size that the process ever had.
  package let maxResidentBytes: Int
  /// Standard output.
  package let output: CapturedOutput
  /// Standard error.
  package let errors: CapturedOutput

  package init(
    ending: Ending, cpuMicroseconds: Int, maxResidentBytes: Int, output: CapturedOutput,
    errors: CapturedOutput
  ) {
    self.ending = ending
    self.cpuMicroseconds = cpuMicroseconds
    self.maxResidentBytes = maxResidentBytes
    self.output = output
    self.errors = errors
  }
}
