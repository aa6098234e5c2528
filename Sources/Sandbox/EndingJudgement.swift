import Glibc

/// Why a process was told to end, if it was.
enum KillCause { case none, requested, output, wall }

/// Reads an ending out of what the kernel and the streams say. Pure.
struct EndingJudgement {
  let limits: ResourceLimits
  let cause: KillCause
  let end: Box.End
  /// The last bytes of standard error.
  let errors: [UInt8]

  var ending: Ending {
    if cause == .output { return .exceeded(.output) }
    let signal = end.status & 0x7f
    if signal == 0 {
      let code = (end.status >> 8) & 0xff
      return code != 0 && saysMemoryRanOut ? .exceeded(.memory) : .exited(code)
    }
    if cause == .wall, signal == SIGKILL { return .exceeded(.wall) }
    return limit(behind: signal).map { .exceeded($0) } ?? .signaled(signal)
  }

  private func limit(behind signal: Int32) -> ExceededLimit? {
    switch signal {
    case SIGXCPU: .cpu
    case SIGSYS: .processes
    case SIGKILL: cause == .none && usedItsTime ? .cpu : nil
    default: saysMemoryRanOut || nearlyFull ? .memory : nil
    }
  }

  /// The kernel counts in ticks for the limit and exactly for the report; with threads the two were
  /// seen to differ by a sixth.
  private var usedItsTime: Bool { end.cpuMicroseconds >= limits.cpuSeconds * 800_000 }

  /// A trap of a process that had filled its memory: an allocation failed and said nothing.
  private var nearlyFull: Bool { end.maxResidentBytes >= limits.memoryBytes / 5 * 4 }

  private var saysMemoryRanOut: Bool {
    let text = String(decoding: errors, as: UTF8.self)
    return Self.allocationFailures.contains { text.contains($0) }
  }

  /// The runtime of Swift, the runtime of C++, and the C library's own wording.
  private static let allocationFailures = [
    "failed to allocate", "std::bad_alloc", "Cannot allocate memory",
  ]
}
