package import Results

/// A line of a trace as it is shown: a step, or those left out between two that are shown.
enum TraceRow {
  case step(TraceStep)
  case omitted([TraceStep])
}

/// Where it is said that steps are not shown.
package enum Omission: Sendable {
  /// Where they would stand, each time.
  case inPlace
  /// Once, at the end.
  case atEnd
  case nowhere
}

extension Trace {
  /// What the trace is of and how it ends, in one sentence.
  package var summary: String {
    let count = steps.count == 1 ? "1 step" : "\(steps.count) steps"
    let end =
      brokenAt.map { "broken at step \($0)" }
      ?? "no single step at which the property broke"
    return "\(cell.onOneLine) of \(lab.onOneLine), seed \(seed.onOneLine): \(count), \(end)."
  }

  /// The steps with these numbers, in order; all of them if there is no selection.
  func selected(_ numbers: Set<Int>?) -> [TraceStep] {
    guard let numbers else { return steps }
    return steps.filter { numbers.contains($0.number) }
  }

  /// All steps in order, those without one of these numbers put together.
  func rows(_ numbers: Set<Int>?) -> [TraceRow] {
    var rows: [TraceRow] = []
    var omitted: [TraceStep] = []
    for step in steps {
      guard numbers?.contains(step.number) ?? true else {
        omitted.append(step)
        continue
      }
      if !omitted.isEmpty { rows.append(.omitted(omitted)) }
      omitted = []
      rows.append(.step(step))
    }
    return rows + (omitted.isEmpty ? [] : [.omitted(omitted)])
  }

  func isBroken(_ step: TraceStep) -> Bool { step.number == brokenAt }

  /// What stands in the place of steps that are not shown. It does not keep quiet about the one
  /// that broke the property.
  func note(omitting steps: [TraceStep]) -> ReportLine {
    note(steps.count == 1 ? "1 step not shown" : "\(steps.count) steps not shown", about: steps)
  }

  /// What stands at the end instead: `… 12 others`; nil if all are shown.
  func noteAtEnd(omitting numbers: Set<Int>?) -> ReportLine? {
    let omitted = rows(numbers).flatMap { row -> [TraceStep] in
      if case .omitted(let steps) = row { steps } else { [] }
    }
    guard !omitted.isEmpty else { return nil }
    return note(omitted.count == 1 ? "… 1 other" : "… \(omitted.count) others", about: omitted)
  }

  private func note(_ text: String, about steps: [TraceStep]) -> ReportLine {
    guard let broken = steps.first(where: isBroken) else { return ReportLine(.note, text) }
    return ReportLine(.fail, "\(text), BROKEN at \(broken.number)")
  }

  func kindOfLine(_ step: TraceStep) -> ReportLine.Kind {
    isBroken(step) ? .fail : step.mark == nil ? .detail : .hint
  }
}
