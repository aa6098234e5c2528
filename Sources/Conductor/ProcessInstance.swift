internal import EDARuntime
internal import GraderKit
internal import Sandbox

/// An instance of a component in a process of its own.
final class ProcessInstance: RunningInstance {
  private static let outputShown = 4096

  private let process: ComponentInstance
  private let limits: ResourceLimits
  /// A backstop only: a component that computes runs into the CPU limit long before.
  private let wallSeconds: Int
  private let onEnd: (ExitReport) -> Void
  private var reader = FrameReader()
  private var sentBytes = 0
  /// Final: nothing after it is read.
  private var violation: FrameViolation?
  private var outputTaken = 0
  private var hasEnded = false

  init(
    _ process: ComponentInstance, limits: ResourceLimits, wallSeconds: Int,
    onEnd: @escaping (ExitReport) -> Void
  ) {
    self.process = process
    self.limits = limits
    self.wallSeconds = wallSeconds
    self.onEnd = onEnd
  }

  var frameBytes: Int { sentBytes + reader.takenCount }

  func exchange(_ request: Request) throws -> Exchanged {
    if let violation { return .violation(violation) }
    CheckWatch.noteExchange()
    let frame = try Frame.encode(request.wire)
    // One deadline for the whole exchange: a response that comes byte by byte does not move it.
    let deadline = Deadline(milliseconds: wallSeconds * 1000)
    guard process.send(frame, wallMilliseconds: deadline.remainingMilliseconds) else {
      return .ended(process.hasEnded ? end(process.kill()) : stalled(process.kill()))
    }
    sentBytes += frame.count
    while true {
      do throws(FrameViolation) {
        if let frame = try reader.next() { return .response(try Response(wire: frame)) }
      } catch {
        violation = error
        return .violation(error)
      }
      switch process.receive(wallMilliseconds: deadline.remainingMilliseconds) {
      case .bytes(let bytes): reader.append(bytes)
      case .ended(let report): return .ended(end(report))
      case .stalled: return .ended(stalled(process.kill()))
      }
    }
  }

  func kill() {
    let report = process.kill()
    guard !hasEnded else { return }
    hasEnded = true
    onEnd(report)
  }

  func takeOutput() -> String {
    let output = process.output
    guard output.totalBytes > outputTaken else { return "" }
    let new = min(output.totalBytes - outputTaken, Self.outputShown)
    outputTaken = output.totalBytes
    return String(decoding: output.bytes.suffix(new), as: UTF8.self)
  }

  private func end(_ report: ExitReport) -> InstanceEnd {
    kill()
    return InstanceEnd(
      reason: reason(report.ending), trapCounters: TrapLine.counters(in: report.errors.bytes),
      output: TrapLine.visibleOutput(report))
  }

  private func stalled(_ report: ExitReport) -> InstanceEnd {
    kill()
    // Whoever used up the CPU limit while the clock ran out has computed, not waited.
    let reason: InstanceEnd.Reason =
      report.cpuMicroseconds >= limits.cpuSeconds * 1_000_000
      ? .cpuLimit(seconds: limits.cpuSeconds) : .wallLimit(seconds: wallSeconds)
    return InstanceEnd(reason: reason, output: TrapLine.visibleOutput(report))
  }

  private func reason(_ ending: Ending) -> InstanceEnd.Reason {
    switch ending {
    case .exited(let status): .left(status: Int(status))
    case .signaled(let signal): .signaled(Int(signal))
    case .exceeded(.cpu): .cpuLimit(seconds: limits.cpuSeconds)
    case .exceeded(.wall): .wallLimit(seconds: wallSeconds)
    case .exceeded(.memory): .memoryLimit(mebibytes: limits.memoryBytes >> 20)
    case .exceeded(.output): .outputLimit(mebibytes: limits.outputBytes >> 20)
    case .exceeded(.processes): .processLimit
    }
  }
}
