import Glibc

/// One process inside a run: frames in, frames out, and a real end. Used from one thread.
package final class ComponentInstance {
  /// What waiting for the component brought.
  package enum Reception: Sendable, Equatable {
    /// Whatever lay in the reply pipe, at most 64 KiB; frames may be cut anywhere.
    case bytes([UInt8])
    /// The process is gone and all its replies were received.
    case ended(ExitReport)
    /// The wall limit passed without a byte and without an end; the process still runs.
    case stalled
  }

  /// Standard output so far.
  package var output: CapturedOutput { streams.output }
  /// Standard error so far.
  package var errors: CapturedOutput { streams.errors }
  /// What the process had replied before `kill` and nobody received. Whole frames in it count as
  /// said; a part of a frame does not.
  package private(set) var unreceived: [UInt8] = []

  /// Whether it is known that the process has ended: `kill` then ends nothing any more.
  package var hasEnded: Bool { report != nil || box.end(of: number) != nil }

  let box: Box
  let number: UInt32
  let limits: ResourceLimits
  let request: Pipe?
  private let reply: Descriptor?
  let streams: OutputStreams
  private let watch: Watch
  let buffer: UnsafeMutableRawBufferPointer
  private(set) var report: ExitReport?

  private enum Place { static let reply = 0, output = 1, errors = 2, control = 3 }

  /// The reading end of the reply pipe, for tests that look before they receive; -1 after the end.
  var replyNumber: Int32 { reply?.number ?? -1 }

  /// Starts a component, with all four pipes.
  static func component(in box: Box, limits: ResourceLimits) throws(SandboxError) -> Self {
    let request = try Pipe()
    let reply = try Pipe()
    return try Self(box: box, limits: limits, request: request, reply: reply)
  }

  /// Starts a command, which has nobody to talk to.
  static func command(in box: Box, limits: ResourceLimits) throws(SandboxError) -> Self {
    try Self(box: box, limits: limits, request: nil, reply: nil)
  }

  private init(
    box: Box, limits: ResourceLimits, request: Pipe?, reply: Pipe?
  ) throws(SandboxError) {
    let output = try Pipe()
    let errors = try Pipe()
    let channel = [request?.reading, reply?.writing].compactMap { $0 }
    number = try box.start(channel + [output.writing, errors.writing])
    self.box = box
    self.limits = limits
    self.request = request
    self.reply = reply?.reading
    request?.writing.makeNonblocking()
    reply?.reading.makeNonblocking()
    streams = OutputStreams(output: output.reading, errors: errors.reading)
    watch = Watch([reply?.reading, output.reading, errors.reading, box.control])
    buffer = .allocate(byteCount: 64 << 10, alignment: 16)
    // Only the process holds these ends from now on, so their end of file is its own. The reading
    // end of the requests stays open on purpose: a write into a pipe without reader is a signal.
    for end in [reply?.writing, output.writing, errors.writing] { end?.close() }
  }

  /// A process that nobody holds any more is ended, not waited for.
  deinit {
    if report == nil { box.kill(number) }
    buffer.deallocate()
  }

  /// Waits for bytes on the reply pipe, for the end, or for the limit; keeps what is printed.
  /// Output printed before a reply is in `output` when the reply is returned.
  package func receive(wallMilliseconds: Int) -> Reception {
    let deadline = Deadline(milliseconds: wallMilliseconds)
    var wait = wallMilliseconds
    while report == nil {
      _ = watch.wait(milliseconds: wait)
      drainStreams()
      if streams.totalBytes > limits.outputBytes { return .ended(end(because: .output)) }
      if let bytes = readReply() { return .bytes(bytes) }
      readControl()
      if let end = box.end(of: number) { return finish(end, cause: .none) }
      wait = deadline.remainingMilliseconds
      if wait == 0 { return .stalled }
    }
    return report.map { .ended($0) } ?? .stalled
  }

  /// Ends the process with SIGKILL if it still runs, waits for that, and reports.
  @discardableResult
  package func kill() -> ExitReport { end(because: .requested) }

  /// The same for a reason that the report has to tell.
  func end(because cause: KillCause) -> ExitReport {
    if let report { return report }
    box.readControl()
    if box.end(of: number) == nil { box.kill(number) }
    let control = Watch([box.control])
    while true {
      if let end = box.end(of: number) { return close(end, cause: cause) }
      _ = control.wait(milliseconds: 1_000)
      box.readControl()
    }
  }

  private func readReply() -> [UInt8]? {
    guard let reply, watch.isReady(Place.reply) else { return nil }
    guard let count = reply.read(into: buffer) else { return nil }
    if count == 0 { watch.ignore(Place.reply) }
    return count == 0 ? nil : Array(buffer.prefix(count))
  }

  private func drainStreams() {
    if watch.isReady(Place.output), !streams.drainOutput(buffer) { watch.ignore(Place.output) }
    if watch.isReady(Place.errors), !streams.drainErrors(buffer) { watch.ignore(Place.errors) }
  }

  private func readControl() {
    if watch.isReady(Place.control) { box.readControl() }
  }

  /// The process is gone, but its last replies may still lie in the pipe: they come first.
  private func finish(_ end: Box.End, cause: KillCause) -> Reception {
    if let reply, let count = reply.read(into: buffer), count > 0 {
      return .bytes(Array(buffer.prefix(count)))
    }
    return .ended(close(end, cause: cause))
  }

  private func close(_ end: Box.End, cause: KillCause) -> ExitReport {
    while let reply, let count = reply.read(into: buffer), count > 0 {
      unreceived += buffer.prefix(count)
    }
    streams.drainAll(buffer)
    let judgement = EndingJudgement(
      limits: limits, cause: cause, end: end,
      errors: errors.tail.isEmpty ? errors.head : errors.tail)
    let made = ExitReport(
      ending: judgement.ending, cpuMicroseconds: end.cpuMicroseconds,
      maxResidentBytes: end.maxResidentBytes, output: output, errors: errors)
    report = made
    closeDescriptors()
    return made
  }

  private func closeDescriptors() {
    request?.reading.close()
    request?.writing.close()
    reply?.close()
    streams.close()
  }
}
