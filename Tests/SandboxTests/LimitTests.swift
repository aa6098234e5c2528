import Glibc
import Testing

@testable import Sandbox

/// Each limit ends a process that runs into it, and the report says which one it was.
extension SandboxTests {
  @Suite struct LimitTests {
    private static let oneSecond: ResourceLimits = {
      var limits = ResourceLimits.run
      limits.cpuSeconds = 1
      return limits
    }()

    @Test(
      "an endless loop ends at the CPU limit, also when it catches the signal or has threads",
      arguments: [Components.Behaviour.loop, .stubbornLoop, .spawnThreads])
    func endlessLoop(behaviour: Components.Behaviour) throws {
      let run = try Machine.run(at: .landlock, limits: Self.oneSecond)
      defer { run.close() }
      let report = try Components.start(behaviour, in: run).repliesUntilEnd().report
      #expect(report.ending == .exceeded(.cpu))
      #expect(report.cpuMicroseconds >= 500_000)
    }

    @Test(
      "the CPU limit holds inside namespaces", .enabled(if: Machine.levels.contains(.namespaces)))
    func endlessLoopInNamespaces() throws {
      let run = try Machine.run(at: .namespaces, limits: Self.oneSecond)
      defer { run.close() }
      let report = try Components.start(.loop, in: run).repliesUntilEnd().report
      #expect(report.ending == .exceeded(.cpu))
    }

    @Test("a second process is refused and reported", arguments: Machine.levels)
    func forkBomb(level: IsolationLevel) throws {
      let run = try Machine.run(at: level)
      defer { run.close() }
      let report = try Components.start(.fork, in: run).repliesUntilEnd().report
      #expect(report.ending == .exceeded(.processes))
    }

    @Test("endless output ends the process and costs the grader nothing", arguments: Machine.levels)
    func flood(level: IsolationLevel) throws {
      let run = try Machine.run(at: level)
      defer { run.close() }
      let report = try Components.start(.flood, in: run).repliesUntilEnd().report
      #expect(report.ending == .exceeded(.output))
      #expect(report.output.bytes.count == 64 << 10)
      #expect(report.output.totalBytes > 8 << 20)
    }

    @Test("a quarter of a gigabyte of permitted output passes through without being kept")
    func largeOutput() throws {
      var limits = ResourceLimits.run
      limits.outputBytes = .max
      let run = try Machine.run(at: .landlock, limits: limits)
      defer { run.close() }
      let before = residentBytes()
      let instance = try Components.start(.many, "\(1 << 28)", in: run)
      while instance.output.totalBytes < 1 << 28 {
        guard instance.receive(wallMilliseconds: 50) == .stalled else { break }
      }
      #expect(instance.kill().output.totalBytes >= 1 << 28)
      #expect(residentBytes() - before < 32 << 20)
    }

    @Test(
      "memory that the limit refuses is reported as memory, however the program ends",
      arguments: [UInt8(1), 2, 3])
    func memory(choice: UInt8) throws {
      let path = Components.greedy
      try #require(path.hasPrefix("/"), "\(path)")
      var limits = ResourceLimits.run
      limits.memoryBytes = 512 << 20
      for level in Machine.levels {
        let run = try Machine.run(at: level, component: path, limits: limits)
        defer { run.close() }
        let instance = try run.startInstance()
        #expect(instance.send([choice], wallMilliseconds: 10_000))
        #expect(instance.repliesUntilEnd().report.ending == .exceeded(.memory))
      }
    }

    private func residentBytes() -> Int {
      let fields = SmallFile.read("/proc/self/statm").split(separator: " ")
      return (fields.dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }
  }
}
