import Results

/// The picture under construction, row by row.
struct SVGDrawing {
  private(set) var elements: [XMLElement] = []
  private let trace: Trace
  private let lanes: Lanes
  private let geometry: SVGGeometry
  private var lifelines: Lifelines
  /// For each line, where the stroke that is being drawn began.
  private var began: [Int]
  private var life: [XMLElement] = []
  private var row = 0
  private var place = 0
  private var time: Int64?

  init(_ trace: Trace, _ lanes: Lanes, _ geometry: SVGGeometry) {
    (self.trace, self.lanes, self.geometry) = (trace, lanes, geometry)
    lifelines = Lifelines(trace, lanes)
    began = lanes.names.map { _ in geometry.rowY(-1) + SVGGeometry.rowHeight / 2 }
    for (lane, name) in lanes.names.enumerated() {
      let title = name.onOneLine.cutInside(to: 24)
      elements.append(
        .text(title, "head", x: geometry.laneX(lane), y: geometry.rowY(-1), anchor: "middle"))
    }
  }

  mutating func add(_ traceRow: TraceRow) {
    switch traceRow {
    case .step(let step):
      elements.append(group(step))
      apply(step)
      place += 1
    case .omitted(let steps):
      for step in steps { apply(step) }
      let note = trace.note(omitting: steps)
      let role = note.kind == .fail ? "broken" : "quiet"
      let (x, y) = (geometry.textLeft, geometry.rowY(row))
      elements.append(
        XMLElement(
          name: "g", attributes: [("class", role)], children: [.text(note.text, "", x: x, y: y)]))
      time = nil
    }
    row += 1
  }

  /// Ends every line; the lines stand behind everything else.
  mutating func finish() {
    for (lane, state) in lifelines.states.enumerated() { endStroke(lane, state) }
    elements = life + elements
  }

  private mutating func apply(_ step: TraceStep) {
    let before = lifelines.states
    lifelines.apply(step, lanes)
    for (lane, state) in before.enumerated() where state != lifelines.states[lane] {
      endStroke(lane, state)
      began[lane] = geometry.rowY(row)
    }
  }

  /// Draws a line from where it began to the present row, unless there is none.
  private mutating func endStroke(_ lane: Int, _ state: Lifelines.State) {
    guard state != .down else { return }
    let x = geometry.laneX(lane)
    let role = state == .stalled ? "life stalled" : "life"
    life.append(.line(role, x, began[lane], x, geometry.rowY(row)))
  }

  private mutating func group(_ step: TraceStep) -> XMLElement {
    let isBroken = trace.isBroken(step)
    let y = geometry.rowY(row)
    var children = margin(step, y: y)
    let shape = StepShape(step, in: lanes)
    children += shape.elements(geometry, y: y, name: step.inputName)
    let label = (isBroken ? "BROKEN HERE " : "") + step.label(naming: !shape.isArrow)
    children.append(.text(geometry.fitted(label), "", x: geometry.textLeft, y: y))
    let role = isBroken ? "step broken" : step.mark == nil ? "step" : "step fault"
    return XMLElement(
      name: "g", attributes: [("class", role), ("id", "s\(place)")], children: children)
  }

  /// The sentence, the row's ground, and what stands left of the lines.
  private mutating func margin(_ step: TraceStep, y: Int) -> [XMLElement] {
    let sentence = LinearTrace.sentence(step, isBroken: trace.isBroken(step))
    var children = [
      XMLElement(name: "title", text: sentence), .rectangle("row", y: y, width: geometry.width),
    ]
    if step.at != time {
      children.append(.text("\(step.at) ms", "", x: geometry.timeRight, y: y, anchor: "end"))
    }
    time = step.at
    let number = "\(step.number)"
    return children + [.text(number, "", x: geometry.numberRight, y: y, anchor: "end")]
  }
}
