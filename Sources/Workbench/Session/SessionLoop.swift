internal import Course
internal import Foundation
package import Progress
package import Results
internal import Synchronization
package import Terminal

/// The shell around a ``Session``: watches the files, has them judged on a thread of its own,
/// records what comes out and shows what is said.
package struct SessionLoop<Place: Desk> {
  /// Judges what the lab's files hold now.
  package typealias Judging =
    @Sendable (
      _ isCancelled: @escaping @Sendable () -> Bool, _ onEvent: (JudgingEvent) -> Void
    ) throws -> LabJudge.Outcome

  /// What a session needs of the world.
  package struct World {
    /// The files to watch, absolute; the first one is opened in the editor.
    package var files: [String]
    package var judge: Judging
    package var record: (ProgressEvent) throws(ProgressError) -> Void
    /// The lines of a note.
    package var lines: (SessionNote) -> [StyledLine]
    /// The lab's task.
    package var task: (Session.TaskView) throws -> [StyledLine]
    /// What lies ahead as it is recorded now: the lessons of the lab that were not read, in words
    /// by id, and what follows the lab once it is passed.
    package var ahead: () -> (unread: [String: String], follower: String?)?
    /// Opens a file in the learner's editor; what went wrong, in words.
    package var edit: (String) -> String?
    /// Puts the starter back and says where the learner's files are kept, or what went wrong.
    package var reset: () -> Result<String, WishRefused>
    /// Undoes the last reset.
    package var undo: () -> Result<Void, WishRefused>
    /// The context of a result that is recorded now.
    package var context: (LabJudge.Outcome) -> RunContext
    /// An error of the workbench in words.
    package var explain: @Sendable (any Error) -> String

    package init(
      files: [String], judge: @escaping Judging,
      record: @escaping (ProgressEvent) throws(ProgressError) -> Void,
      lines: @escaping (SessionNote) -> [StyledLine],
      task: @escaping (Session.TaskView) throws -> [StyledLine],
      ahead: @escaping () -> (unread: [String: String], follower: String?)? = { nil },
      edit: @escaping (String) -> String?, reset: @escaping () -> Result<String, WishRefused>,
      undo: @escaping () -> Result<Void, WishRefused>,
      context: @escaping (LabJudge.Outcome) -> RunContext,
      explain: @escaping @Sendable (any Error) -> String
    ) {
      self.files = files
      self.judge = judge
      self.record = record
      self.lines = lines
      self.task = task
      self.ahead = ahead
      self.edit = edit
      self.reset = reset
      self.undo = undo
      self.context = context
      self.explain = explain
    }
  }

  private let world: World
  private let desk: Place
  private let lab: String
  private let inbox = Inbox<Message>()
  private var session: Session
  private var watch: FileWatch
  private var pages = DeskPages()
  /// What is on the pages is a document, of which the learner may leave the rest unread.
  private var isReading = false
  /// What was said while a document was being read.
  private var held: [StyledLine] = []
  private var cancellation: [Int: Cancellation] = [:]
  private var outcome: LabJudge.Outcome?
  private var wasInterrupted = false
  private var nextSecond = ContinuousClock.now + .seconds(1)

  /// - Parameter events: what the system says of the files' folder; nil if it says nothing.
  package init(_ session: Session, world: World, on desk: Place, events: FolderEvents?) {
    self.session = session
    self.world = world
    self.desk = desk
    lab = session.manifest.id
    watch = FileWatch(paths: world.files, events: events)
  }

  /// Goes on until the learner leaves.
  ///
  /// - Parameter document: what is to be read before anything else, the task of a new lab.
  package mutating func run(document: [StyledLine] = []) throws -> SessionEnd {
    try read(document)
    if !watch.hasEvents { try show(.watchesByLooking) }
    if let end = try take(.opened) { return end }
    while true {
      if let end = try turn() { return end }
      try desk.setFooter(footer)
      desk.wait(
        for: [inbox.descriptor] + watch.descriptors,
        milliseconds: min(watch.patienceMilliseconds, 1000))
    }
  }

  private var footer: StyledLine {
    ((pages.hasMore ? [.more] : []) + session.keys).line(width: desk.width)
  }

  /// One turn: an interrupt first, then keys, a save, and what a run has to say.
  private mutating func turn() throws -> SessionEnd? {
    if desk.isInterrupted, !wasInterrupted {
      wasInterrupted = true
      if let end = try take(.interrupted) { return end }
    }
    for key in desk.keys() {
      if let end = try press(key) { return end }
    }
    if watch.hasChanged(), let end = try take(.saved) { return end }
    for message in inbox.take() {
      if case .ended(let run, let outcome, _) = message, run == session.lastRun {
        self.outcome = outcome
      }
      if let end = try take(message.event) { return end }
    }
    guard ContinuousClock.now >= nextSecond else { return nil }
    nextSecond = ContinuousClock.now + .seconds(1)
    return try take(.second)
  }

  private mutating func press(_ key: Key) throws -> SessionEnd? {
    guard pages.hasMore else {
      pages.turn()
      return try take(.key(key))
    }
    if DeskPages.isMore(key) {
      try pages.next(on: desk)
      if !pages.hasMore { try release() }
      return nil
    }
    // What a run has said is told in any case; what is left of a document can be read again.
    if isReading { pages.drop() }
    try release()
    try pages.flush(on: desk)
    return try take(.key(key))
  }

  /// Shows a document, page by page.
  private mutating func read(_ document: [StyledLine]) throws {
    isReading = true
    try pages.show(document, on: desk)
    if !pages.hasMore { isReading = false }
  }

  /// Shows what was said while the learner read.
  private mutating func release() throws {
    isReading = false
    defer { held = [] }
    try pages.show(held, on: desk)
  }

  private mutating func show(_ note: SessionNote) throws {
    let lines = world.lines(note)
    if isReading, pages.hasMore {
      held += lines
      return
    }
    // A run begins a page, whatever is left of what the last one said. The first one goes on with
    // the page that says where the learner is.
    if note == .checking, session.lastRun > 1 { try pages.flush(on: desk) }
    try pages.show(lines, on: desk)
  }

  private mutating func take(_ event: Session.Event) throws -> SessionEnd? {
    lookAhead(at: event)
    for action in session.on(event) {
      if let end = try perform(action) { return end }
    }
    return nil
  }

  /// A lesson may have been read in another terminal since the last time something was said of it.
  private mutating func lookAhead(at event: Session.Event) {
    switch event {
    case .ended, .key(.character("n")):
      guard let ahead = world.ahead() else { return }
      session.unread = ahead.unread
      session.follower = ahead.follower
    default: return
    }
  }

  private mutating func perform(_ action: Session.Action) throws -> SessionEnd? {
    switch action {
    case .show(let note): try show(note)
    case .startRun(let run): start(run)
    case .cancelRun(let run): cancellation[run]?.cancel()
    case .recordResult(let result):
      guard let outcome else { preconditionFailure("a result without its run") }
      return try record(.resultRecorded(result, world.context(outcome)))
    case .recordHint(let property, let step):
      return try record(.hintShown(lab: lab, property: property, step: step))
    case .showTask(let view): try read([""] + (try world.task(view)))
    case .edit: return try edit()
    case .reset: return try reset()
    case .undo: return try undo()
    case .stop(let end):
      try release()
      try pages.flush(on: desk)
      try desk.setFooter(nil)
      return end
    }
    return nil
  }

  private mutating func record(_ event: ProgressEvent) throws -> SessionEnd? {
    do {
      try world.record(event)
      return nil
    } catch {
      return try take(.notRecorded(error))
    }
  }

  private mutating func edit() throws -> SessionEnd? {
    try desk.setFooter(nil)
    return try world.files.first.flatMap(world.edit).flatMap { try take(.refused($0)) }
  }

  private mutating func reset() throws -> SessionEnd? {
    switch world.reset() {
    case .success(let kept):
      return try record(.labReset(lab: lab, kept: kept)) ?? take(.wasReset(kept: kept))
    case .failure(let refused): return try take(.refused(refused.words))
    }
  }

  private mutating func undo() throws -> SessionEnd? {
    switch world.undo() {
    case .success: return try take(.wasUndone)
    case .failure(let refused): return try take(.refused(refused.words))
    }
  }

  private mutating func start(_ run: Int) {
    let cancellation = Cancellation()
    self.cancellation = [run: cancellation]
    let thread = Thread { [judge = world.judge, explain = world.explain, inbox] in
      inbox.post(
        RunThread(judge: judge, explain: explain, inbox: inbox).ending(of: run, cancellation))
    }
    // A deeply nested value is walked recursively; the standard stack of a thread is small for
    // that.
    thread.stackSize = 8 << 20
    thread.start()
  }
}

/// Why something that the learner asked for was not done, in words.
package struct WishRefused: Error, Equatable {
  package let words: String

  package init(_ words: String) { self.words = words }
}
