internal import Reports
package import Terminal

/// The shell around a ``TraceStepper``: what it says stands one below the other, and going back
/// takes away what was shown of the step that is left.
package struct StepLoop<Place: Desk> {
  private let desk: Place
  private var stepper: TraceStepper
  private var pages = DeskPages()
  /// The lines of each view that is still on the screen, the latest last. The first of a group is a
  /// step, what was asked about it follows.
  private var views: [View] = []
  private var showsKeys = false

  private struct View {
    let isStep: Bool
    let lines: [StyledLine]
    /// Of the screen when it was shown.
    let width: Int

    /// How many rows of the screen it takes.
    var rows: Int { lines.reduce(0) { $0 + max(1, ($1.width + width - 1) / width) } }
  }

  package init(_ stepper: TraceStepper, on desk: Place) {
    self.stepper = stepper
    self.desk = desk
  }

  /// Goes on until the learner leaves.
  package mutating func run() throws {
    try show(stepper.opening.map(SessionPage.styled), isStep: true)
    while !desk.isInterrupted {
      for key in desk.keys() {
        guard try press(key) else { return try desk.setFooter(nil) }
      }
      try desk.setFooter(footer)
      desk.wait(for: [], milliseconds: 1000)
    }
    try desk.setFooter(nil)
  }

  private var footer: StyledLine {
    if showsKeys { return Self.allKeys.line(width: desk.width) }
    let keys = (pages.hasMore ? [.more] : []) + stepper.keys + [KeyLabel.all]
    return keys.line(width: desk.width)
  }

  /// Every key, in few words, so that they fit on a line.
  static var allKeys: [KeyLabel] {
    [
      KeyLabel("space", "on"), KeyLabel("p", "back"), KeyLabel("g", "first"),
      KeyLabel("G", "last"), KeyLabel("b", "broke"), KeyLabel("w", "why"),
      KeyLabel("s", "stores"), .quit,
    ]
  }

  /// False when the learner leaves.
  private mutating func press(_ key: Key) throws -> Bool {
    showsKeys = false
    if pages.hasMore {
      if DeskPages.isMore(key) {
        try pages.next(on: desk)
        return true
      }
      // How much of it is on the screen is not known, so nothing of it is taken away.
      pages.drop()
      views = []
    }
    pages.turn()
    let before = stepper
    let actions = stepper.on(key)
    // What the stepper does not know is answered with what it knows.
    showsKeys = actions.isEmpty
    for action in actions {
      switch action {
      case .show(let lines): try show(lines.map(SessionPage.styled), key, moved: stepper != before)
      case .stop: return false
      }
    }
    return true
  }

  private mutating func show(_ lines: [StyledLine], _ key: Key, moved: Bool) throws {
    let isBack = [.character("p"), .up, .left].contains(key)
    if moved, isBack { return try showBack(lines) }
    // That this is the first step need not be said twice.
    if !moved, views.last?.lines == lines { return }
    try show(lines, isStep: moved)
  }

  private mutating func show(_ lines: [StyledLine], isStep: Bool) throws {
    views.append(View(isStep: isStep, lines: lines, width: desk.width))
    try pages.show(lines, on: desk)
  }

  /// Takes the last step away, with what was asked about it. If the step before stands above it,
  /// that is all.
  private mutating func showBack(_ lines: [StyledLine]) throws {
    let first = views.lastIndex(where: \.isStep) ?? views.startIndex
    let left = views[first...]
    let isWhole = left.allSatisfy { $0.width == desk.width } && !left.isEmpty
    guard isWhole, try desk.erase(left.reduce(0) { $0 + $1.rows }) else {
      return try show(lines, isStep: true)
    }
    views.removeSubrange(first...)
    if let above = views.last(where: \.isStep), above.lines == lines { return }
    try show(lines, isStep: true)
  }
}
