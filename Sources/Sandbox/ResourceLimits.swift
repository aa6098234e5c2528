/// What one confined process may use. Each limit holds for the process alone; in the run profile,
/// where no second process can be started, that is everything the component uses.
package struct ResourceLimits: Sendable, Equatable {
  /// Processor time over all threads. The signal comes at the limit, the kill one second later.
  package var cpuSeconds: Int
  /// Address space. Below 128 MiB a Swift program hangs instead of failing.
  package var memoryBytes: Int
  /// The size of one file.
  package var fileBytes: Int
  /// Open descriptors.
  package var openFiles: Int
  /// Threads, and in the build profile processes, beside those that the user already has.
  package var tasks: Int
  /// Standard output and standard error together; beyond it the process is killed.
  package var outputBytes: Int

  package init(
    cpuSeconds: Int, memoryBytes: Int, fileBytes: Int, openFiles: Int, tasks: Int, outputBytes: Int
  ) {
    self.cpuSeconds = cpuSeconds
    self.memoryBytes = memoryBytes
    self.fileBytes = fileBytes
    self.openFiles = openFiles
    self.tasks = tasks
    self.outputBytes = outputBytes
  }

  /// The backstop of one exchange in wall-clock seconds: it is there for who waits, so it must be
  /// far beyond what a loaded machine makes of the CPU limit (grader-security 8).
  package static func wallSeconds(cpuSeconds: Int) -> Int { max(10, 10 * cpuSeconds) }

  /// Where a lab says nothing.
  package static let run = Self(
    cpuSeconds: 10, memoryBytes: 2 << 30, fileBytes: 16 << 20, openFiles: 128, tasks: 256,
    outputBytes: 8 << 20)

  /// For a compiler, which starts helpers and writes large files.
  package static let build = Self(
    cpuSeconds: 60, memoryBytes: 4 << 30, fileBytes: 256 << 20, openFiles: 1024, tasks: 256,
    outputBytes: 4 << 20)
}
