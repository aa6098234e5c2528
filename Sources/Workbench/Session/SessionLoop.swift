internal import Course
internal import Foundation
package import Progress
package import Results
internal import Synchronization

/// The shell around a ``Session``: watches the files, has them judged on a thread of its own,
/// records what comes out and shows what is said.
package struct SessionLoop {
  /// Judges what the lab's files hold now.
  package typealias Judging =
    @Sendable (
      _ isCancelled: @escaping @Sendable () -> Bool, _ onEvent: (JudgingEvent) -> Void
    ) throws -> LabJudge.Outcome

  /// What a session needs of the world.
  package struct World {
    /// The files to watch, absolute.
    package var files: [String]
    package var judge: Judging
    package var record: (ProgressEvent) throws(ProgressError) -> Void
    package var show: (SessionNote) throws -> Void
    /// Whether Ctrl-C was pressed.
    package var isInterrupted: () -> Bool
    /// The context of a result that is recorded now.
    package var context: (LabJudge.Outcome) -> RunContext
    /// An error of the workbench in words.
    package var explain: @Sendable (any Error) -> String

    package init(
      files: [String], judge: @escaping Judging,
      record: @escaping (ProgressEvent) throws(ProgressError) -> Void,
      show: @escaping (SessionNote) throws -> Void, isInterrupted: @escaping () -> Bool,
      context: @escaping (LabJudge.Outcome) -> RunContext,
      explain: @escaping @Sendable (any Error) -> String
    ) {
      self.files = files
      self.judge = judge
      self.record = record
      self.show = show
      self.isInterrupted = isInterrupted
      self.context = context
      self.explain = explain
    }
  }

  /// How often the files are looked at.
  static let pollMilliseconds = 50

  private let world: World
  private let lab: String
  private let inbox: Inbox<Message>
  private let keys: Inbox<Character>
  private var session: Session
  private var watch: FileWatch
  private var cancellation: [Int: Cancellation] = [:]
  private var outcome: LabJudge.Outcome?
  private var wasInterrupted = false
  private var polls = 0

  /// - Parameter keys: what the learner types; it outlives the loop, because a thread that waits
  ///   for a key cannot be ended.
  package init(_ session: Session, world: World, keys: Inbox<Character>) {
    self.session = session
    self.world = world
    self.keys = keys
    lab = session.manifest.id
    inbox = Inbox()
    watch = FileWatch(paths: world.files)
  }

  /// Goes on until the learner leaves.
  package mutating func run() throws -> SessionEnd {
    if let end = try take(.opened) { return end }
    while true {
      if let end = try poll() { return end }
    }
  }

  /// One turn: an interrupt first, then a key, a save, and what a run has to say.
  private mutating func poll() throws -> SessionEnd? {
    if world.isInterrupted(), !wasInterrupted {
      wasInterrupted = true
      if let end = try take(.interrupted) { return end }
    }
    if let key = keys.next(within: 0), let end = try take(.key(key)) { return end }
    if watch.hasChanged(), let end = try take(.saved) { return end }
    if let message = inbox.next(within: Self.pollMilliseconds) {
      if case .ended(let run, let outcome, _) = message, run == session.lastRun {
        self.outcome = outcome
      }
      return try take(message.event)
    }
    polls += 1
    return polls % (1000 / Self.pollMilliseconds) == 0 ? try take(.second) : nil
  }

  private mutating func take(_ event: Session.Event) throws -> SessionEnd? {
    for action in session.on(event) {
      if let end = try perform(action) { return end }
    }
    return nil
  }

  private mutating func perform(_ action: Session.Action) throws -> SessionEnd? {
    switch action {
    case .show(let note): try world.show(note)
    case .startRun(let run): start(run)
    case .cancelRun(let run): cancellation[run]?.cancel()
    case .recordResult(let result):
      guard let outcome else { preconditionFailure("a result without its run") }
      return try record(.resultRecorded(result, world.context(outcome)))
    case .recordHint(let property, let step):
      return try record(.hintShown(lab: lab, property: property, step: step))
    case .stop(let end): return end
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

  private mutating func start(_ run: Int) {
    let cancellation = Cancellation()
    self.cancellation = [run: cancellation]
    let thread = Thread { [world = RunWorld(world), inbox] in
      inbox.post(world.ending(of: run, cancellation, inbox))
    }
    // A deeply nested value is walked recursively; the standard stack of a thread is small for
    // that.
    thread.stackSize = 8 << 20
    thread.start()
  }
}

/// What a run's thread has to say.
enum Message: Sendable {
  case built(run: Int, milliseconds: Int)
  case checked(run: Int, CheckResult)
  case faultFree(run: Int)
  case ended(run: Int, LabJudge.Outcome?, Session.Ending)

  var event: Session.Event {
    switch self {
    case .built(let run, let milliseconds): .built(run: run, milliseconds: milliseconds)
    case .checked(let run, let check): .checked(run: run, check)
    case .faultFree(let run): .faultFree(run: run)
    case .ended(let run, _, let ending): .ended(run: run, ending)
    }
  }
}

/// The wish that a run ends.
private final class Cancellation: Sendable {
  private let wanted = Atomic<Bool>(false)

  func cancel() { wanted.store(true, ordering: .relaxed) }
  var isWanted: Bool { wanted.load(ordering: .relaxed) }
}

/// The part of the world that a run's thread needs.
private struct RunWorld: Sendable {
  let judge: SessionLoop.Judging
  let explain: @Sendable (any Error) -> String

  init(_ world: SessionLoop.World) {
    judge = world.judge
    explain = world.explain
  }

  func ending(of run: Int, _ cancellation: Cancellation, _ inbox: Inbox<Message>) -> Message {
    func tell(_ event: JudgingEvent) {
      switch event {
      case .built(let milliseconds): inbox.post(.built(run: run, milliseconds: milliseconds))
      case .checked(let check): inbox.post(.checked(run: run, check))
      case .faultFreeDone: inbox.post(.faultFree(run: run))
      }
    }
    do {
      let outcome = try judge({ cancellation.isWanted }, tell)
      return .ended(run: run, outcome, .judged(outcome.result))
    } catch {
      return .ended(
        run: run, nil, cancellation.isWanted ? .cancelled : .failed(explain(error)))
    }
  }
}
