internal import EDARuntime
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
    var lines = window.map { index in
      let number = String(index + 1)
      let padding = String(repeating: " ", count: max(0, 5 - number.count))
      let line = padding + number + "  " + line(steps[index], in: steps, run.words)
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

  private static func line(_ step: Step, in steps: [Step], _ words: Words) -> String {
    switch step {
    case .started(let node, let incarnation):
      return "start     \(node), instance \(incarnation)"
    case .delivered(let delivery):
      let number = "#\(delivery.number)\(attempt(delivery))"
      return "deliver   \(delivery.at)  \(number) \(input(delivery, words))"
    case .performed(_, let number, let call, let answer):
      // A refusal comes first: a commit's writes are often longer than the line.
      if case .conflict = answer { return "call \(number)    \(text(answer)): \(text(call))" }
      return "call \(number)    \(text(call)) → \(text(answer))"
    case .replied(_, let number, let body): return "reply     #\(number) \(words.reply(body))"
    case .failed(_, let number, let problem): return "error     #\(number) \(text(problem, words))"
    case .crashed(let node, let point): return "CRASH     \(node), \(place(point, in: steps))"
    case .survived(_, let file, let size, let all):
      return size <= all
        ? "disk      of the \(all) bytes of \(file), \(size) survive"
        : "disk      the cut of \(file) to \(all) bytes is lost: it has \(size)"
    case .stopped(let node): return "stop      \(node), as planned"
    case .redelivered(let delivery):
      return "unacked   #\(delivery.number) comes again at \(delivery.at)"
    case .gaveUp(let delivery): return "given up  #\(delivery.number)"
    }
  }

  /// Where a crash fell, in words.
  static func place(_ point: CrashPoint, in steps: [Step]) -> String {
    switch point {
    case .before(let number): return "right before call \(number)"
    case .after(let number): return "right after call \(number)\(name(number, in: steps))"
    case .idle(let count): return "after \(count) answered inputs, before the next"
    }
  }

  private static func name(_ number: Int, in steps: [Step]) -> String {
    for case .performed(_, number, let call, _) in steps { return " (\(text(call)))" }
    return ""
  }

  private static func attempt(_ delivery: Delivery) -> String {
    delivery.attempt > 1 ? " (attempt \(delivery.attempt))" : ""
  }

  private static func input(_ delivery: Delivery, _ words: Words) -> String {
    switch delivery.input {
    case .call(let body): return words.call(body)
    case .signal(let signal): return text(signal)
    case .restart: return "restart"
    }
  }

  private static func text(_ problem: Problem, _ words: Words) -> String {
    switch problem {
    case .failure(let body): words.failure(body)
    case .unfinished(let part): "\(part) is still to be written"
    case .thrown(let text): text
    }
  }
}
