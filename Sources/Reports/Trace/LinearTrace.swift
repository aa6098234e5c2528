package import Results

/// A trace as plain sentences, one for each step: for screen readers, pipes and narrow screens.
package enum LinearTrace {
  /// The steps in order.
  ///
  /// - Parameters:
  ///   - numbers: the steps to show; nil for all.
  ///   - omission: where those that are left out are counted.
  ///   - width: nil for one line a step; else longer lines go on below, indented by two spaces.
  package static func lines(
    _ trace: Trace, steps numbers: Set<Int>? = nil, omission: Omission = .inPlace,
    width: Int? = nil, characters: Diagram.Characters = .unicode
  ) -> [ReportLine] {
    var lines = trace.rows(numbers).compactMap { row -> ReportLine? in
      switch row {
      case .omitted(let steps): omission == .inPlace ? trace.note(omitting: steps) : nil
      case .step(let step):
        ReportLine(trace.kindOfLine(step), sentence(step, isBroken: trace.isBroken(step)))
      }
    }
    if omission == .atEnd, let note = trace.noteAtEnd(omitting: numbers) { lines.append(note) }
    return lines.flatMap { line in
      let text = characters.write(line.text)
      let parts = width.map { text.wrapped(to: max($0, 20), hang: 2) } ?? [text]
      return parts.map { ReportLine(line.kind, $0) }
    }
  }

  /// One step: its number, when it was, what happened, why, and what the component printed.
  static func sentence(_ step: TraceStep, isBroken: Bool) -> String {
    var sentence = "step \(step.number), at \(step.at) ms: \(step.sentence)"
    if let cause = step.cause { sentence += "; because of step \(cause)" }
    let output = step.output?.onOneLine.withoutTrailingSpaces ?? ""
    if !output.isEmpty { sentence += "; prints: \(output)" }
    if let state = step.state?.onOneLine { sentence += "; state: \(state)" }
    return isBroken ? sentence + "; BROKEN here" : sentence
  }
}
