import Results

/// How wide the columns of a matrix are.
struct MatrixLayout {
  /// How many columns a check's title gets at least, if it needs them.
  private static let leastTitle = 16

  private let ids: Int
  private let titles: Int
  private let cells: [Int]
  private let characters: Diagram.Characters

  /// Nil if the width leaves too little for the titles.
  init?(_ matrix: FaultMatrix, width: Int, _ characters: Diagram.Characters) {
    let words = matrix.rows.map { $0.words(characters) }
    cells = matrix.faults.enumerated().map { index, fault in
      words.map { $0[index].columns }.reduce(fault.rawValue.columns, max)
    }
    ids = matrix.rows.map { characters.write($0.id).columns }.reduce(5, max)
    let longest = matrix.rows.map { characters.write($0.name).columns }.reduce(0, max)
    let room = width - ids - 2 - cells.reduce(0) { $0 + $1 + 2 }
    guard room >= min(longest, Self.leastTitle) else { return nil }
    titles = min(room, longest)
    self.characters = characters
  }

  func line(_ id: String, _ title: String, _ words: [String]) -> String {
    let title = characters.shorten(characters.write(title), to: titles).padded(to: titles)
    let words = zip(words, cells).map { "  " + $0.padded(to: $1) }.joined()
    let line = characters.write(id).padded(to: ids) + "  " + title + words
    return line.withoutTrailingSpaces
  }
}
