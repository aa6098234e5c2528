package import GraderKit
package import Sandbox

/// Starts instances of a component as sandboxed processes, all within one run.
package final class ProcessStarter: InstanceStarter {
  private let run: SandboxedRun
  private let limits: ResourceLimits
  private let wallSeconds: Int
  /// CPU time of all instances that have ended.
  package private(set) var cpuMicroseconds = 0
  /// How many processes were started.
  package private(set) var startCount = 0

  /// Prepares the sandbox. `wallSeconds` is the backstop of one exchange, by default what suits the
  /// CPU limit.
  package init(
    component: String, isolation: Isolation, limits: ResourceLimits, wallSeconds: Int? = nil
  ) throws(SandboxError) {
    self.limits = limits
    self.wallSeconds = wallSeconds ?? ResourceLimits.wallSeconds(cpuSeconds: limits.cpuSeconds)
    run = try SandboxedRun(component: component, isolation: isolation, limits: limits)
  }

  package func start() throws -> any RunningInstance {
    startCount += 1
    return ProcessInstance(
      try run.startInstance(), limits: limits, wallSeconds: wallSeconds
    ) { [weak self] report in self?.cpuMicroseconds += report.cpuMicroseconds }
  }

  /// Ends every instance and removes what the run left behind.
  package func close() { run.close() }
}
