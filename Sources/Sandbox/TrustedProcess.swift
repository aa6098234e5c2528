import CSandbox
import Glibc

/// A program of ours in a process of its own, unconfined: a lab's checker. It gets its input at
/// once, and what it says is read line by line while it runs.
package final class TrustedProcess {
  private static let sliceMilliseconds = 50
  /// A line beyond this is no line of a checker.
  private static let longestLine = 4 << 20

  private let process: pid_t
  private let handle: Descriptor
  private let output: Descriptor
  private let watch: Watch
  private var buffer: [UInt8] = []
  private var hasEnded = false

  /// Starts a program with an empty environment. What it writes to standard error goes nowhere.
  package init(
    executable: String, arguments: [String] = [], input: [UInt8]
  ) throws(SandboxError) {
    let pipe = try Pipe()
    let source = try Descriptor.memory(input)
    let nowhere = try Descriptor(open("/dev/null", O_WRONLY | O_CLOEXEC))
    var words = ([executable] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var started: pid_t = 0
    let descriptors = [source.number, pipe.writing.number, nowhere.number]
    let error = csandbox_spawn(executable, &words, descriptors, descriptors.count, &started)
    guard error == 0 else {
      throw SandboxError(.startFailed, step: .execute, errorNumber: error, detail: executable)
    }
    process = started
    handle = try Descriptor(csandbox_pidfd_open(started))
    output = pipe.reading
    output.makeNonblocking()
    watch = Watch([output])
    pipe.writing.close()
  }

  deinit { kill() }

  /// The next line without its line feed, nil when the program has said everything. Blocks;
  /// `isCancelled` is asked every 50 ms.
  package func nextLine(isCancelled: () -> Bool = { false }) throws(SandboxError) -> [UInt8]? {
    while true {
      if let end = buffer.firstIndex(of: 0x0a) {
        let line = Array(buffer[..<end])
        buffer.removeSubrange(...end)
        return line
      }
      if isCancelled() {
        kill()
        throw SandboxError(.cancelled)
      }
      guard watch.wait(milliseconds: Self.sliceMilliseconds) else { continue }
      guard try readMore() else { return nil }
    }
  }

  /// Waits for the end and returns the exit status, or minus the signal.
  package func wait() -> Int32 {
    guard !hasEnded else { return 0 }
    hasEnded = true
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
  }

  /// Ends the program if it still runs. What it started ends with it: boxes watch their grader.
  package func kill() {
    guard !hasEnded else { return }
    Glibc.kill(process, SIGKILL)
    _ = wait()
  }

  /// False at the end.
  private func readMore() throws(SandboxError) -> Bool {
    var isOpen = true
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { room in
      guard let count = output.read(into: room) else { return }
      isOpen = count > 0
      buffer.append(contentsOf: room.prefix(count))
    }
    guard buffer.count <= Self.longestLine else {
      kill()
      throw SandboxError(.boxLost, detail: "a line of more than \(Self.longestLine) bytes")
    }
    return isOpen
  }
}
