import Glibc
import Testing

@testable import Sandbox

@Suite struct EndingJudgementTests {
  struct Case: Sendable {
    var status: Int32
    var cause = KillCause.none
    var cpu = 0
    var resident = 0
    var errors = ""
    let ending: Ending
  }

  static let cases = [
    Case(status: 0, ending: .exited(0)),
    Case(status: 42 << 8, ending: .exited(42)),
    Case(status: SIGSEGV, ending: .signaled(SIGSEGV)),
    Case(status: SIGSEGV | 0x80, ending: .signaled(SIGSEGV)),
    Case(status: SIGXCPU, ending: .exceeded(.cpu)),
    Case(status: SIGKILL, cpu: 10_000_000, ending: .exceeded(.cpu)),
    Case(status: SIGKILL, cpu: 7_000_000, ending: .signaled(SIGKILL)),
    Case(status: SIGKILL, cause: .requested, cpu: 11_000_000, ending: .signaled(SIGKILL)),
    Case(status: SIGKILL, cause: .wall, ending: .exceeded(.wall)),
    Case(status: 0, cause: .wall, ending: .exited(0)),
    Case(status: SIGKILL, cause: .output, ending: .exceeded(.output)),
    Case(status: SIGSYS, ending: .exceeded(.processes)),
    Case(status: SIGTRAP, resident: 1_800_000_000, ending: .exceeded(.memory)),
    Case(status: SIGTRAP, resident: 1_000_000_000, ending: .signaled(SIGTRAP)),
    Case(
      status: SIGILL, errors: "Fatal error: failed to allocate 48 bytes of memory",
      ending: .exceeded(.memory)),
    Case(status: SIGABRT, errors: "what():  std::bad_alloc", ending: .exceeded(.memory)),
    Case(status: 1 << 8, errors: "cc: Cannot allocate memory", ending: .exceeded(.memory)),
    Case(status: 0, errors: "failed to allocate", ending: .exited(0)),
  ]

  @Test("status, usage and cause give one ending", arguments: cases)
  func judgement(example: Case) {
    let end = Box.End(
      status: example.status, cpuMicroseconds: example.cpu, maxResidentBytes: example.resident)
    let judgement = EndingJudgement(
      limits: .run, cause: example.cause, end: end, errors: Array(example.errors.utf8))
    #expect(judgement.ending == example.ending)
  }
}
