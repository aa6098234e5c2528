package import Results

/// A trace as a space-time diagram in text: the network and the nodes side by side, virtual time
/// downwards, one line for each step.
///
/// Every line can be understood without its colour: faults begin with a word in capitals, and the
/// step at which the property broke is followed by a line that says so.
package enum Diagram {
  /// The diagram, or the steps as sentences if the width is too small for so many nodes.
  ///
  /// - Parameters:
  ///   - numbers: the steps to show; nil for all.
  ///   - omission: where those that are left out are counted.
  ///   - width: in columns; no line is wider, but for a width below 40 that of 40 is used.
  ///   - hasLegend: whether the signs are explained at the end.
  package static func lines(
    _ trace: Trace, steps numbers: Set<Int>? = nil, omission: Omission = .inPlace,
    width: Int = 80, characters: Characters = .unicode, hasLegend: Bool = true
  ) -> [ReportLine] {
    let width = max(width, 40)
    let lanes = Lanes(trace, showing: numbers)
    let steps = trace.selected(numbers)
    guard let layout = DiagramLayout(steps, lanes, width: width, strokes: characters) else {
      return narrow(trace, numbers, omission, width, characters)
    }
    var drawing = Drawing(trace, lanes, layout, characters)
    drawing.draw(numbers, omission)
    if hasLegend { drawing.addLegend(width) }
    return drawing.lines
  }

  private static func narrow(
    _ trace: Trace, _ numbers: Set<Int>?, _ omission: Omission, _ width: Int,
    _ characters: Characters
  ) -> [ReportLine] {
    let note = "A diagram of these nodes needs a wider screen. The steps:"
    let lines = note.wrapped(to: width, hang: 0).map { ReportLine(.note, $0) }
    return lines
      + LinearTrace.lines(
        trace, steps: numbers, omission: omission, width: width, characters: characters)
  }
}

/// A diagram under construction.
private struct Drawing {
  let trace: Trace
  let lanes: Lanes
  let layout: DiagramLayout
  let characters: Diagram.Characters
  private(set) var lines: [ReportLine] = []
  private var lifelines: Lifelines
  private var time: Int64?

  init(
    _ trace: Trace, _ lanes: Lanes, _ layout: DiagramLayout, _ characters: Diagram.Characters
  ) {
    (self.trace, self.lanes, self.layout) = (trace, lanes, layout)
    self.characters = characters
    lifelines = Lifelines(trace, lanes)
  }

  mutating func draw(_ numbers: Set<Int>?, _ omission: Omission) {
    lines.append(ReportLine(.heading, layout.header.withoutTrailingSpaces))
    for row in trace.rows(numbers) {
      switch row {
      case .step(let step): add(step)
      case .omitted(let steps):
        // They start and end processes all the same.
        for step in steps { lifelines.apply(step, lanes) }
        let note = trace.note(omitting: steps)
        if omission == .inPlace { addBelow(note.kind, note.text) }
        time = nil
      }
    }
    guard omission == .atEnd, let note = trace.noteAtEnd(omitting: numbers) else { return }
    addBelow(note.kind, note.text)
  }

  private mutating func add(_ step: TraceStep) {
    let isBroken = trace.isBroken(step)
    var row = LaneRow(lifelines.states, layout, characters.strokes)
    let isNamed = row.draw(StepShape(step, in: lanes), name: step.inputName)
    lifelines.apply(step, lanes)
    let text = characters.write(step.label(naming: !isNamed))
    let gutter = layout.gutter(
      time: step.at == time ? nil : step.at, number: step.number, sign: isBroken ? ">" : " ")
    time = step.at
    let line = gutter + String(row.cells) + characters.shorten(text, to: layout.textWidth)
    lines.append(ReportLine(trace.kindOfLine(step), line.withoutTrailingSpaces))
    if isBroken { addBelow(.fail, "BROKEN at step \(step.number)") }
  }

  /// A line that belongs to no step: the lines go on, and the text stands where texts stand.
  private mutating func addBelow(_ kind: ReportLine.Kind, _ text: String) {
    let row = LaneRow(lifelines.states, layout, characters.strokes)
    let gutter = String.spaces(layout.timeWidth + layout.numberWidth + 4)
    let shown = characters.shorten(characters.write(text), to: layout.textWidth)
    lines.append(ReportLine(kind, gutter + String(row.cells) + shown))
  }

  mutating func addLegend(_ width: Int) {
    var line = ""
    for item in characters.strokes.legend {
      if !line.isEmpty, line.columns + 3 + item.columns > width {
        lines.append(ReportLine(.note, line))
        line = ""
      }
      line += (line.isEmpty ? "" : "   ") + item
    }
    lines.append(ReportLine(.note, line))
  }
}
