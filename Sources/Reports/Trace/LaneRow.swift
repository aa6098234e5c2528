/// The part of a row that crosses the lines, under construction.
struct LaneRow {
  private(set) var cells: [Character]
  private let layout: DiagramLayout
  private let strokes: Strokes

  /// The lines alone.
  init(_ states: [Lifelines.State], _ layout: DiagramLayout, _ strokes: Strokes) {
    cells = Array(repeating: " ", count: layout.lanesWidth)
    (self.layout, self.strokes) = (layout, strokes)
    for (lane, state) in states.enumerated() {
      switch state {
      case .down: break
      case .running: cells[layout.column(lane)] = strokes.line
      case .stalled: cells[layout.column(lane)] = strokes.stalled
      }
    }
  }

  /// Draws a step; says whether the input's name found room on the arrow.
  mutating func draw(_ shape: StepShape, name: String?) -> Bool {
    switch shape {
    case .point(let lane, let point):
      cells[layout.column(lane)] = sign(point)
      return false
    case .arrow(let from, let to):
      join(from, to)
      let isRight = from < to
      cells[layout.column(to) + (isRight ? -1 : 1)] =
        isRight ? strokes.heads.right : strokes.heads.left
      return write(name, from: from, isRight: isRight)
    case .barrier(let one, let other):
      join(one, other)
      cells[layout.column(min(one, other)) + layout.pitch / 2] = strokes.cross
      return false
    case .link(let one, let other):
      join(one, other)
      return false
    }
  }

  private func sign(_ point: StepShape.Point) -> Character {
    switch point {
    case .arrival: strokes.heads.right
    case .call: strokes.call
    case .again: strokes.again
    case .crash: strokes.cross
    case .note: strokes.note
    case .start: strokes.start
    case .stop: strokes.stop
    }
  }

  /// A horizontal stroke between two lines; the lines between them stay visible.
  private mutating func join(_ from: Int, _ to: Int) {
    let (left, right) = (layout.column(min(from, to)), layout.column(max(from, to)))
    for index in left + 1..<right {
      cells[index] = cells[index] == " " ? strokes.horizontal : strokes.crossing
    }
    if from < to { cells[left] = strokes.tails.right } else { cells[right] = strokes.tails.left }
  }

  /// Near the end at which the arrow begins, with a piece of the arrow on both sides.
  private mutating func write(_ name: String?, from lane: Int, isRight: Bool) -> Bool {
    guard let name, name.count <= layout.pitch - 4 else { return false }
    let start = layout.column(lane) + (isRight ? 2 : -1 - name.count)
    for (offset, character) in name.enumerated() { cells[start + offset] = character }
    return true
  }
}
