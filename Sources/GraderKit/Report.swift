internal import EDARuntime
internal import Results
internal import Simulation

/// Turns recorded runs into failures that people can read.
enum Report {
  static func failure(_ failure: CheckFailure, in run: RecordedRun?) -> Failure {
    Failure(
      summary: crashPrefix(run) + failure.summary, expected: failure.expected,
      actual: failure.actual, step: failure.step ?? run?.world.step,
      timeline: run.map { Timeline.lines($0, until: failure.step) } ?? [],
      output: run.map(output) ?? "")
  }

  /// "after a crash right after call 5 (commit …): ", if the run was crashed to see what comes of
  /// it. What a property crashes by itself is a part of its story, which the schedule tells.
  private static func crashPrefix(_ run: RecordedRun?) -> String {
    guard let steps = run?.world.steps,
      run?.world.plan.deliveries.contains(where: { $0.origin == .property }) == false
    else { return "" }
    for case .crashed(_, let point, let calls) in steps {
      return "after a crash \(TraceBuilder.place(point, calls: calls, in: steps)): "
    }
    return ""
  }

  /// What the component printed at the last steps at which it printed anything.
  private static func output(_ run: RecordedRun) -> String {
    guard let last = run.output.keys.max() else { return "" }
    return String((run.output[last] ?? "").suffix(2000))
  }

  static func verdict(of run: RecordedRun) -> Verdict {
    if case .violated = run.world.outcome { return .protocol }
    if run.world.outcome == .endless || run.world.outcome == .framesExceeded { return .limit }
    switch run.end?.reason {
    case .cpuLimit, .wallLimit: return .timeout
    case .memoryLimit, .outputLimit, .processLimit: return .limit
    case .left, .signaled, nil: return .crash
    }
  }

  static func failure(ofLost run: RecordedRun) -> Failure {
    var failure = Failure(
      summary: summary(ofLost: run), step: run.world.step,
      timeline: Timeline.lines(run, until: nil),
      output: run.end?.output ?? "")
    if failure.output.isEmpty { failure.output = output(run) }
    return failure
  }

  private static func summary(ofLost run: RecordedRun) -> String {
    if case .violated(_, let detail) = run.world.outcome {
      return "what the component sent is not the protocol: \(detail)"
    }
    if case .endless = run.world.outcome {
      return "the limit of \(run.world.plan.maximumSteps) steps was exceeded: the run never ends"
    }
    if case .framesExceeded = run.world.outcome {
      return "the limit of \(run.world.plan.maximumFrameBytes >> 20) MiB of frames was exceeded: "
        + "all that went to the component and all that it answered count"
    }
    switch run.end?.reason {
    case .left(let status):
      return "the component left (exit status \(status)) before the scenario ended"
    case .signaled(let signal): return "the component was ended by signal \(signal)"
    case .cpuLimit(let seconds): return "the CPU limit of \(seconds) s ran out"
    case .wallLimit(let seconds):
      return "the wall-clock limit of \(seconds) s ran out: the component waits for something"
    case .memoryLimit(let mebibytes): return "the memory limit of \(mebibytes) MiB was exceeded"
    case .outputLimit(let mebibytes): return "the output limit of \(mebibytes) MiB was exceeded"
    case .processLimit: return "the component tried to start a process, and none is allowed"
    case nil: return "the component ended before the scenario did"
    }
  }
}
