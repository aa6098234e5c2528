import CSandbox
import Glibc

/// One running box: its control socket, and what it said about its instances. The box lives as
/// long as the control socket is open, so nothing survives this object, nor the whole grader.
final class Box {
  /// What the box says about an instance that is gone.
  struct End {
    let status: Int32
    let cpuMicroseconds: Int
    let maxResidentBytes: Int
  }

  /// The version of Landlock that the box found.
  private(set) var landlockABI = 0
  let control: Descriptor
  private let diagnostics: Descriptor
  private let process: pid_t
  private var isReady = false
  private var isLost = false
  private var lastStarted: UInt32 = 0
  private var ends: [UInt32: End] = [:]
  private var failure: SandboxError?
  private var lastInstance: UInt32 = 0

  /// How long a start may take before it counts as failed; a loaded machine needs a fraction of it.
  private static let patienceMilliseconds = 20_000

  /// Starts the box and waits until it has read its order.
  init(_ launch: Launch) throws(SandboxError) {
    let (near, far) = try Pipe.sockets()
    let printed = try Pipe()
    process = try launch.start(control: far, diagnostics: printed.writing)
    control = near
    diagnostics = printed.reading
    diagnostics.makeNonblocking()
    // The far ends close here, so that the box's end is seen as the end of the socket.
    far.close()
    printed.writing.close()
    try wait { self.isReady }
  }

  deinit { close() }

  /// Starts one instance with these descriptors and returns its number.
  func start(_ descriptors: [Descriptor]) throws(SandboxError) -> UInt32 {
    lastInstance += 1
    let instance = lastInstance
    defer { withExtendedLifetime(descriptors) {} }
    try send(UInt32(BOX_START), instance, descriptors.map(\.number))
    try wait { self.lastStarted == instance }
    return instance
  }

  /// Asks for the end of an instance; that it ended is reported by `end(of:)` later.
  func kill(_ instance: UInt32) {
    try? send(UInt32(BOX_KILL), instance, [])
  }

  /// How an instance ended, or nil while it runs. When the box is gone, all it started is, too.
  func end(of instance: UInt32) -> End? {
    if let end = ends[instance] { return end }
    return isLost ? End(status: SIGKILL, cpuMicroseconds: 0, maxResidentBytes: 0) : nil
  }

  /// Takes everything that the box has said so far. Never waits.
  func readControl() {
    var message = box_message()
    while !isLost {
      let size = MemoryLayout<box_message>.size
      let count = recv(control.number, &message, size, Int32(MSG_DONTWAIT))
      if count == size {
        take(message)
      } else if count < 0, errno == EINTR {
        continue
      } else {
        isLost = count == 0 || errno != EAGAIN
        return
      }
    }
  }

  /// Ends every instance and the box, and waits until they are gone.
  func close() {
    guard control.number >= 0 else { return }
    control.close()
    isLost = true
    reap()
  }

  private func send(_ kind: UInt32, _ instance: UInt32, _ numbers: [Int32]) throws(SandboxError) {
    var message = box_message()
    message.kind = kind
    message.instance = instance
    guard csandbox_send(control.number, &message, numbers, numbers.count) == 0 else {
      throw lost()
    }
  }

  private func take(_ message: box_message) {
    let values = message.values
    switch Int(message.kind) {
    case Int(BOX_READY):
      isReady = true
      landlockABI = max(0, Int(values.0))
    case Int(BOX_STARTED): lastStarted = message.instance
    case Int(BOX_FAILED):
      let step = StartStep(rawValue: Int(values.0))
      failure = SandboxError(.startFailed, step: step, errorNumber: Int32(clamping: values.1))
    default:
      ends[message.instance] = End(
        status: Int32(clamping: values.0), cpuMicroseconds: Int(values.1),
        maxResidentBytes: Int(values.2))
    }
  }

  private func wait(until isDone: () -> Bool) throws(SandboxError) {
    let watch = Watch([control])
    let deadline = Deadline(milliseconds: Self.patienceMilliseconds)
    while !isDone() {
      guard watch.wait(milliseconds: deadline.remainingMilliseconds) else { throw lost() }
      readControl()
      if let failure {
        self.failure = nil
        throw failure
      }
      if isLost, !isDone() { throw lost() }
    }
  }

  /// What bubblewrap or the box printed before it ended says why.
  private func lost() -> SandboxError {
    isLost = true
    let text = withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      String(decoding: buffer.prefix(diagnostics.read(into: buffer) ?? 0), as: UTF8.self)
    }
    return SandboxError(.boxLost, detail: text.trimmingNewlines())
  }

  private func reap() {
    // Only a box that hangs is still there after this wait; killing it closes its children's
    // parent.
    if let ended = try? Descriptor(csandbox_pidfd_open(process)) {
      if !Watch([ended]).wait(milliseconds: 5_000) { Glibc.kill(process, SIGKILL) }
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }
}

extension String {
  fileprivate func trimmingNewlines() -> String {
    String(drop { $0.isNewline }.reversed().drop { $0.isNewline }.reversed())
  }
}
