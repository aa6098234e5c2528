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
  /// Takes the last lines above the footer away.
  ///
  /// - Returns: false if they cannot be taken away: they have scrolled off, or the stream is plain.
  func erase(_ rows: Int) throws -> Bool
  /// Replaces the footer; nil takes it away.
  func setFooter(_ line: StyledLine?) throws
  /// What was typed since the last time; does not wait.
  func keys() -> [Key]
  /// Waits for a key, for one of the descriptors, for Ctrl-C or for the time to pass.
  func wait(for descriptors: [Int32], milliseconds: Int)
}

/// Pages of a document on a desk: a screenful at a time, until all was shown.
///
/// What is shown piece by piece shares a page too, so that the beginning of what a key or a save
/// led to is on the screen until the learner asks for more.
struct DeskPages {
  private var pager = Pager()
  /// The lines of this page that are on the screen.
  private var used = 0

  var hasMore: Bool { pager.hasMore }

  /// Begins a page: what was shown before may scroll away.
  mutating func turn() { used = 0 }

  /// Shows what of these lines fits on the page, and the rest when it is asked for.
  mutating func show(_ lines: [StyledLine], on desk: some Desk) throws {
    let isWaiting = hasMore
    pager.append(lines)
    if !isWaiting { try fill(on: desk) }
  }

  /// Shows the next page.
  mutating func next(on desk: some Desk) throws {
    turn()
    try fill(on: desk)
  }

  /// Shows everything that waits: nothing of it is lost, though it may scroll away.
  mutating func flush(on desk: some Desk) throws {
    try desk.write(pager.next(rows: nil))
    turn()
  }

  /// Shows nothing of what is left.
  mutating func drop() { pager.clear() }

  private mutating func fill(on desk: some Desk) throws {
    // One line of the last page stays for the eye to hold on to.
    guard let rows = desk.rows.map({ max(3, $0 - 1) }) else {
      return try desk.write(pager.next(rows: nil))
    }
    let page = pager.next(rows: rows, used: used)
    used += page.count
    try desk.write(page)
  }

  /// Whether a key asks for the next page.
  static func isMore(_ key: Key) -> Bool {
    switch key {
    case .character(" "), .enter, .down, .pageDown: true
    default: false
    }
  }
}
