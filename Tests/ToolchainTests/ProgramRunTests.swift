import Sandbox
import Testing

@testable import Toolchain

@Suite struct ProgramRunTests {
  private func report(
    of source: String, limits: ResourceLimits = .run, wallMilliseconds: Int = 20_000
  ) throws -> ExitReport {
    let mini = try MiniKit.shared.get()
    let result = try mini.builder().build(
      Submission(files: [:]), interface: [:], main: source)
    guard case .built(let program) = result else { throw NotBuilt(result: result) }
    let run = ProgramRun(
      isolation: mini.isolation, limits: limits, wallMilliseconds: wallMilliseconds)
    return try run.run(program)
  }

  private struct NotBuilt: Error { let result: BuildResult }

  @Test("a program's output and exit code are reported")
  func prints() throws {
    let report = try report(of: "import Glibc\nprint(\"one\")\nprint(\"two\")\nexit(3)\n")
    #expect(String(decoding: report.output.bytes, as: UTF8.self) == "one\ntwo\n")
    #expect(report.ending == .exited(3))
  }

  @Test("a program that never ends is ended by its CPU limit")
  func endless() throws {
    var limits = ResourceLimits.run
    limits.cpuSeconds = 1
    #expect(try report(of: "while true {}\n", limits: limits).ending == .exceeded(.cpu))
  }

  @Test("a program that waits for ever is ended by the clock")
  func waits() throws {
    let report = try report(of: "import Glibc\nwhile true { pause() }\n", wallMilliseconds: 300)
    #expect(report.ending == .exceeded(.wall))
  }
}
