internal import Results
internal import Simulation

/// A run's steps as lines, the ones that matter.
enum Timeline {
  private static let maximumLines = 28
  /// Fits a screen of 80 columns with the margin of a report.
  private static let maximumWidth = 75

  /// The lines of a run whose failure was found at a step, or at its end if that is nil.
  static func lines(_ run: RecordedRun, until step: Int?) -> [String] {
    let steps = run.world.steps
    let window = window(in: steps, until: step)
    var lines = TraceBuilder(run).steps(in: window).map { step in
      let number = String(step.number)
      let padding = String(repeating: " ", count: max(0, 5 - number.count))
      let line = padding + number + "  " + line(step)
      return line.count > maximumWidth ? line.prefix(maximumWidth - 1) + "…" : line
    }
    if window.lowerBound > 0 { lines.insert("  … \(window.lowerBound) earlier steps", at: 0) }
    let left = steps.count - window.upperBound
    if left > 0 { lines.append("  … \(left) later steps") }
    return lines
  }

  /// What leads to the failure, or what surrounds the crash.
  private static func window(in steps: [Step], until step: Int?) -> Range<Int> {
    guard steps.count > maximumLines else { return 0..<steps.count }
    let crash = steps.firstIndex { if case .crashed = $0 { true } else { false } }
    guard let crash else {
      let end = max(maximumLines, step ?? steps.count)
      return end - maximumLines..<end
    }
    let start = min(max(0, crash - 9), steps.count - maximumLines)
    return start..<start + maximumLines
  }

  private static func line(_ step: TraceStep) -> String {
    let attempt = step.attempt ?? 1
    let input = step.input.map { "#\($0) " + (attempt > 1 ? "(attempt \(attempt)) " : "") } ?? ""
    switch step.kind {
    case .start: return "start     \(step.node), \(step.text)"
    case .deliver:
      return "deliver   \(step.at) ms  \(input)\(step.text)"
    case .call: return "call \(step.call ?? 0)    \(step.text)"
    case .reply: return "reply     \(input)\(step.text)"
    case .error: return "error     \(input)\(step.text)"
    case .crash: return "CRASH     \(step.node), \(step.text)"
    case .disk: return "disk      \(step.text)"
    case .stop: return "stop      \(step.node), as planned"
    case .redeliver: return "unacked   \(input)comes again \(step.text)"
    case .giveUp: return "given up  \(input)\(step.text)"
    case .lose: return "LOST      \(input)\(step.text)"
    case .cut: return "CUT       \(step.text)"
    case .heal: return "healed    \(step.text)"
    case .stall: return "STALL     \(step.node) \(step.text)"
    case .resume: return "resumed   \(step.node)"
    case .clock: return "CLOCK     \(step.node): \(step.text)"
    }
  }
}
