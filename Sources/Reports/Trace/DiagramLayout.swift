import Results

/// How the width of a diagram is shared out: times, step numbers, a column for each line, texts.
struct DiagramLayout {
  /// Room for `├#12─►│`.
  private static let leastPitch = 7
  private static let greatestPitch = 18
  private static let leastText = 20

  let timeWidth: Int
  let numberWidth: Int
  /// From one line to the next.
  let pitch: Int
  let textWidth: Int
  /// The names of the lines, cut to their columns.
  let titles: [String]

  /// Nil if the width is too small for so many lines, or for names that can be told apart.
  init?(_ steps: [TraceStep], _ lanes: Lanes, width: Int, strokes: Diagram.Characters) {
    timeWidth = steps.map { String($0.at).count }.reduce(2, max)
    numberWidth = steps.map { String($0.number).count }.reduce(4, max)
    let names = lanes.names.map { strokes.write($0.onOneLine) }
    let ideal = names.map { $0.columns + 2 }.reduce(Self.leastPitch + 2, max)
    let room = width - timeWidth - numberWidth - 4
    pitch = min(ideal, Self.greatestPitch, (room - Self.leastText) / names.count)
    guard pitch >= Self.leastPitch else { return nil }
    textWidth = room - pitch * names.count
    titles = names.map { [pitch] in strokes.shorten($0, inside: pitch - 1) }
    guard Set(titles).count == titles.count else { return nil }
  }

  /// The columns of the lines together.
  var lanesWidth: Int { pitch * titles.count }

  /// The column of a line, from the left end of the first.
  func column(_ lane: Int) -> Int { lane * pitch }

  var header: String {
    let names = titles.map { $0.padded(to: pitch) }.joined()
    return "ms".aligned(to: timeWidth) + "  " + "step".aligned(to: numberWidth) + "  " + names
  }

  /// - Parameter time: nil if it is that of the line above.
  func gutter(time: Int64?, number: Int, sign: Character) -> String {
    let time = time.map { String($0) } ?? ""
    return time.aligned(to: timeWidth) + " \(sign)" + String(number).aligned(to: numberWidth) + "  "
  }
}
