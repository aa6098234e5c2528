import EDARuntime
import Glibc
import GraderKit
import Sandbox
import TestSupport
import Testing

@testable import Conductor

extension ConductorTests {
  @Suite("Starting instances as processes") struct ProcessStarterTests {
    @Test("starts are counted, and each instance is a process with a memory of its own")
    func counts() throws {
      let starter = try Machine.starter()
      defer { starter.close() }
      #expect(starter.startCount == 0)
      let instances = try (0..<3).map { _ in try starter.start() }
      #expect(starter.startCount == 3)
      for instance in instances { _ = try instance.exchange(Stage.start()) }
      for (number, instance) in instances.enumerated() {
        for _ in 0..<number { _ = try instance.exchange(Stage.call(["echo"])) }
        #expect(Came(try instance.exchange(Stage.call(["served"]))) == .reply("\(number + 1)"))
      }
    }

    @Test("CPU time is that of all instances that have ended")
    func cpuTime() throws {
      let starter = try Machine.starter(limits: Machine.limits { $0.cpuSeconds = 1 })
      defer { starter.close() }
      let (first, second) = (try starter.start(), try starter.start())
      for instance in [first, second] { _ = try instance.exchange(Stage.start()) }
      #expect(starter.cpuMicroseconds == 0)
      first.kill()
      let quick = starter.cpuMicroseconds
      #expect(quick > 0)
      #expect(
        Came(try second.exchange(Stage.call(["spin"]))) == .ended(.cpuLimit(seconds: 1)))
      #expect(starter.cpuMicroseconds > quick + 500_000)
    }

    @Test("close leaves no process and no folder, and nothing can be started after it")
    func close() throws {
      try CompiledProgram.withCopy(of: Puppet.path) { component in
        // Where nobody else may look, root's component is linked into a folder of the run.
        chmod(String(component.dropLast("/component".count)), 0o700)
        let starter = try Machine.starter(component: component)
        let instances = try (0..<3).map { _ in try starter.start() }
        _ = try instances[0].exchange(Stage.start())
        #expect(ProcessTable.count(executing: component) == 3)
        #expect(links(to: component) == (getuid() == 0 ? 2 : 1))
        starter.close()
        starter.close()
        #expect(ProcessTable.count(executing: component) == 0)
        #expect(links(to: component) == 1)
        #expect(throws: SandboxError.self) { try starter.start() }
        #expect(Came(try instances[0].exchange(Stage.call(["echo"]))) == .ended(.signaled(9)))
      }
    }

    private func links(to path: String) -> Int {
      var facts = stat()
      return stat(path, &facts) == 0 ? Int(facts.st_nlink) : -1
    }

    @Test("a starter that is forgotten leaves no process")
    func forgotten() throws {
      try CompiledProgram.withCopy(of: Puppet.path) { component in
        do {
          let starter = try Machine.starter(component: component)
          _ = try starter.start().exchange(Stage.start())
        }
        #expect(ProcessTable.count(executing: component) == 0)
      }
    }

    @Test("a component that is not there is an error of the sandbox, never of an instance")
    func missing() throws {
      let error = SandboxError(
        .startFailed, step: .execute, errorNumber: ENOENT, detail: "/nowhere/component")
      #expect(throws: error) { try Machine.starter(component: "/nowhere/component") }
    }

    @Test("without a limit of its own, an exchange may take ten times the CPU limit, or 10 s")
    func wallLimit() {
      #expect(ResourceLimits.wallSeconds(cpuSeconds: 0) == 10)
      #expect(ResourceLimits.wallSeconds(cpuSeconds: 1) == 10)
      #expect(ResourceLimits.wallSeconds(cpuSeconds: 2) == 20)
      #expect(ResourceLimits.wallSeconds(cpuSeconds: 60) == 600)
    }
  }
}
