package import Terminal

/// The learner's terminal as the loops of an evening use it.
package protocol Desk {
  /// Columns to fill.
  var width: Int { get }
  /// Rows that lines can take, the footer's apart; nil if nobody pages.
  var rows: Int? { get }
  /// Whether Ctrl-C was pressed.
  var isInterrupted: Bool { get }

  /// Shows lines above the footer.
  func write(_ lines: [StyledLine]) throws
  /// Replaces the footer; nil takes it away.
  func setFooter(_ line: StyledLine?) throws
  /// What was typed since the last time; does not wait.
  func keys() -> [Key]
  /// Waits for a key, for one of the descriptors, for Ctrl-C or for the time to pass.
  func wait(for descriptors: [Int32], milliseconds: Int)
}

/// Pages of a document on a desk: a screenful at a time, until all was shown.
struct DeskPages {
  private var pager = Pager()

  var hasMore: Bool { pager.hasMore }

  /// Shows the first page of these lines, or what fits behind those that wait.
  mutating func show(_ lines: [StyledLine], on desk: some Desk) throws {
    let isWaiting = hasMore
    pager.append(lines)
    if !isWaiting { try next(on: desk) }
  }

  /// Shows the next page.
  mutating func next(on desk: some Desk) throws {
    // One line of the last page stays for the eye to hold on to.
    try desk.write(pager.next(rows: desk.rows.map { max(3, $0 - 1) }))
  }

  /// Shows nothing of what is left.
  mutating func drop() { pager.clear() }

  /// Whether a key asks for the next page.
  static func isMore(_ key: Key) -> Bool {
    switch key {
    case .character(" "), .enter, .down, .pageDown: true
    default: false
    }
  }
}
