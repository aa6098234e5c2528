package import Progress
package import Terminal

/// The shell around a ``LessonReader``: shows what it says, page by page, and records answers.
package struct ReaderLoop<Place: Desk> {
  private let desk: Place
  private let tool: ToolName
  private let record: (ProgressEvent) throws(ProgressError) -> Void
  private var reader: LessonReader
  private var pages = DeskPages()
  /// The first event that was not recorded.
  package private(set) var unrecorded: ProgressError?

  package init(
    _ reader: LessonReader, on desk: Place, tool: ToolName = ToolName(),
    record: @escaping (ProgressEvent) throws(ProgressError) -> Void
  ) {
    self.reader = reader
    self.desk = desk
    self.tool = tool
    self.record = record
  }

  /// Goes on until the learner leaves the lesson.
  ///
  /// - Parameter preface: what is said before, on the same page.
  package mutating func run(preface: [StyledLine] = []) throws -> LessonEnd {
    try pages.show(preface, on: desk)
    if let end = try take(.opened) { return end }
    while true {
      if desk.isInterrupted, let end = try take(.interrupted) { return end }
      for key in desk.keys() {
        if let end = try press(key) { return end }
      }
      try desk.setFooter(footer)
      desk.wait(for: [], milliseconds: 1000)
    }
  }

  private var footer: StyledLine {
    // A question is answered when all of it was on the screen.
    let keys = reader.keys.filter { !pages.hasMore || LessonReader.isLeaving($0) }
    return ((pages.hasMore ? [.more] : []) + keys).line(width: desk.width)
  }

  private mutating func press(_ key: Key) throws -> LessonEnd? {
    guard pages.hasMore else {
      pages.turn()
      return try take(.key(key))
    }
    if DeskPages.isMore(key) {
      try pages.next(on: desk)
      return pages.hasMore ? nil : try take(.seen)
    }
    // Nothing but leaving means anything before the page is read.
    switch key {
    case .character("q"), .character("l"), .character("n"), .endOfInput:
      pages.drop()
      return try take(.key(key))
    default: return nil
    }
  }

  /// Texts that fit on the screen are seen at once.
  private mutating func take(_ event: LessonReader.Event) throws -> LessonEnd? {
    var isText = false
    for action in reader.on(event) {
      switch action {
      case .show(let note):
        if case .text = note { isText = true }
        try pages.show(LessonPage(width: desk.width, tool: tool).lines(note), on: desk)
      case .record(let event): keep(event)
      case .stop(let end):
        try desk.setFooter(nil)
        return end
      }
    }
    return isText && !pages.hasMore ? try take(.seen) : nil
  }

  private mutating func keep(_ event: ProgressEvent) {
    do {
      try record(event)
    } catch {
      unrecorded = unrecorded ?? error
    }
  }
}
