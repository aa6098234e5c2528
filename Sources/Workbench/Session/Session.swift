package import Course
package import Progress
package import Results
package import Terminal

/// One lab on a learner's screen: saved files go in, runs and words come out.
///
/// It is a value without clock, files or threads. Runs are numbered, and what is heard of a run
/// that was given up changes nothing.
package struct Session: Equatable, Sendable {
  package enum Event: Equatable, Sendable {
    /// The task is on the screen.
    case opened
    /// The content of the lab's files changed.
    case saved
    case built(run: Int, milliseconds: Int)
    case checked(run: Int, CheckResult)
    /// A check has failed, and the shortest schedule that shows it is looked for.
    case failing(run: Int, CheckResult)
    /// The failing run of the check that is told next.
    case recorded(run: Int, RunRecord)
    /// Every check without faults is judged.
    case faultFree(run: Int)
    case ended(run: Int, Ending)
    /// The result of the last run could not be recorded.
    case notRecorded(ProgressError)
    case key(Key)
    /// The learner's files were put back to the starter; what they were is kept there.
    case wasReset(kept: String)
    /// The last reset was undone.
    case wasUndone
    /// What was asked for could not be done, in words.
    case refused(String)
    /// Ctrl-C.
    case interrupted
    /// A second went by.
    case second
  }

  /// How much of a task is shown.
  package enum TaskView: Equatable, Sendable {
    /// For the first time: the stage first, then all that leads to it.
    case first
    /// What belongs to the stage.
    case stage
    /// Everything, the other stages included.
    case whole
  }

  /// How a run ended.
  package enum Ending: Equatable, Sendable {
    case judged(LabResult)
    case cancelled
    /// The workbench failed, in words.
    case failed(String)
  }

  package enum Action: Equatable, Sendable {
    case show(SessionNote)
    case startRun(Int)
    case cancelRun(Int)
    /// Record the result of the run that ended last.
    case recordResult(LabResult)
    case recordHint(property: String, step: Int)
    /// Show the task.
    case showTask(TaskView)
    /// Open the lab's first file in the learner's editor.
    case edit
    /// Keep the learner's files and put the starter in their place.
    case reset
    /// Undo the last reset.
    case undo
    case stop(SessionEnd)
  }

  enum State: Equatable, Sendable {
    case reading
    case checking(Run)
    case waiting
    /// A run is being given up; another one follows it.
    case startingOver(run: Int)
    case stopping(SessionEnd.Cause, run: Int)
    case stopped
  }

  /// What is known of the run that is going on.
  struct Run: Equatable, Sendable {
    let number: Int
    var seconds = 0
    var isBuilt = false
    /// What the run has found so far.
    var stages: StageWatch
    /// The cell whose failure was shown.
    var told: String?
    /// The failing run of the check that is told next.
    var record: RunRecord?
  }

  let manifest: LabManifest
  /// The cells that each check of the lab has.
  private let cells: [String: Set<String>]
  /// The stage that the learner has come to, from 1.
  private var stage: Int
  /// The lessons of the lab that were not read yet, in words by id. They may be read elsewhere
  /// while the session goes on.
  package var unread: [String: String]
  /// What comes next once this lab is passed; the same holds for it.
  package var follower: String?
  var hints: HintShelf
  var state = State.reading
  var lastRun = 0
  /// The result of the last run that was judged.
  var verdict: LabResult? {
    didSet {
      guard let verdict, verdict.refusal == nil else { return }
      stage = StageView(manifest, verdict).current?.number ?? manifest.stages.count
      wasPassed = wasPassed || verdict.isPassed
    }
  }
  var unrecorded: ProgressError?
  /// The learner has had the task on the screen.
  var isTaskKnown: Bool
  /// What was asked for last was the task: asked for again, all of it is shown.
  var isTaskOpen = false
  /// The lab was passed in an earlier run.
  private(set) var wasPassed: Bool
  /// The learner was asked whether the files are to be put back.
  var isAskingReset = false

  /// - Parameters:
  ///   - stage: the stage that the learner has come to, from 1.
  ///   - cells: the cells that each check has, so that the session can tell when a stage is done.
  ///   - unread: the lessons of the lab that were not read yet, in words by id.
  ///   - follower: what comes after this lab, in words; nil if it is the last.
  ///   - isTaskKnown: whether the learner has had the task on the screen.
  ///   - wasPassed: whether the lab was passed in an earlier run.
  package init(
    _ manifest: LabManifest, hints: HintShelf, stage: Int = 1,
    cells: [String: Set<String>] = [:], unread: [String: String] = [:], follower: String?,
    isTaskKnown: Bool = true, wasPassed: Bool = false
  ) {
    self.manifest = manifest
    self.stage = stage
    self.cells = cells
    self.hints = hints
    self.unread = unread
    self.follower = follower
    self.isTaskKnown = isTaskKnown
    self.wasPassed = wasPassed
  }

  /// Takes one event into account and says what is to be done, in order.
  package mutating func on(_ event: Event) -> [Action] {
    switch event {
    case .opened: state == .reading ? startRun() : []
    case .saved: onSaved()
    case .built(let run, let milliseconds): onBuilt(run, milliseconds)
    case .checked(let run, let check): onChecked(run, check)
    case .failing(let run, let check): onFailing(run, check)
    case .recorded(let run, let record): onRecorded(run, record)
    case .faultFree(let run): onFaultFree(run)
    case .ended(let run, let ending): onEnded(run, ending)
    case .notRecorded(let error): onNotRecorded(error)
    case .key(let key): onKey(key)
    case .wasReset(let kept): [.show(.wasReset(kept: kept))]
    case .wasUndone: [.show(.wasUndone)]
    case .refused(let words): [.show(.refusedWish(words))]
    case .interrupted: onInterrupted()
    case .second: onSecond()
    }
  }

  mutating func startRun() -> [Action] {
    lastRun += 1
    let stages = StageWatch(manifest, cells: cells, known: stage)
    state = .checking(Run(number: lastRun, stages: stages))
    return [.show(.checking), .startRun(lastRun)]
  }

  private mutating func onSaved() -> [Action] {
    switch state {
    case .waiting: return startRun()
    case .checking(let run):
      state = .startingOver(run: run.number)
      return [.show(.startingOver), .cancelRun(run.number)]
    case .reading, .startingOver, .stopping, .stopped: return []
    }
  }

  private mutating func onNotRecorded(_ error: ProgressError) -> [Action] {
    unrecorded = error
    return [.show(.notRecorded(error))]
  }

  private mutating func onSecond() -> [Action] {
    guard case .checking(var run) = state, !run.isBuilt else { return [] }
    run.seconds += 1
    state = .checking(run)
    // Often enough to show that something happens, too seldom to fill the screen.
    let isTold = run.seconds == 3 || run.seconds % 15 == 0
    return isTold ? [.show(.stillBuilding(seconds: run.seconds, isFirst: run.number == 1))] : []
  }
}
