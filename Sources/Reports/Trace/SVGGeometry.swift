import Results

/// Where things stand in the picture, in pixels.
struct SVGGeometry {
  /// Of a character of the font, a little generously.
  static let character = 8
  static let rowHeight = 24
  private static let top = 48
  private static let longestText = 90
  private static let margin = 16

  /// Where the times, and where the numbers of the steps end.
  let timeRight: Int
  let numberRight: Int
  private let pitch: Int
  private let textColumns: Int
  private let laneCount: Int
  private let rowCount: Int

  init(_ lanes: Lanes, rows: [TraceRow]) {
    let steps = rows.compactMap { if case .step(let step) = $0 { step } else { nil } }
    let times = steps.map { "\($0.at) ms".count }.reduce(4, max) * Self.character
    let numbers = steps.map { String($0.number).count }.reduce(4, max) * Self.character
    timeRight = Self.margin + times
    numberRight = timeRight + Self.margin + numbers
    let names = lanes.names.map { $0.onOneLine.cutInside(to: 24).columns }.reduce(8, max)
    pitch = names * Self.character + Self.margin
    let texts = steps.map { $0.label(naming: true).columns }.reduce(24, max)
    textColumns = min(texts, Self.longestText)
    (laneCount, rowCount) = (lanes.names.count, rows.count)
  }

  var width: Int { textLeft + textColumns * Self.character + Self.margin }
  var height: Int { Self.top + rowCount * Self.rowHeight + Self.margin }
  /// Where the texts begin.
  var textLeft: Int { laneX(laneCount - 1) + pitch / 2 + Self.margin }

  func laneX(_ lane: Int) -> Int { numberRight + Self.margin + pitch / 2 + lane * pitch }

  /// The middle of a row, from 0; of the names of the lines if it is -1.
  func rowY(_ row: Int) -> Int { Self.top + row * Self.rowHeight + Self.rowHeight / 2 }

  /// The text, cut to what the picture has room for.
  func fitted(_ text: String) -> String { text.cut(to: textColumns) }
}
