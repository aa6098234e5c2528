import ArgumentParser
import Course
import Foundation
import Progress
import Results
import Sandbox
import Terminal
import Workbench

/// An evening with the course: one lab after the other, until the learner leaves.
struct Evening {
  let places: Places
  let index: CourseIndex
  let ledger: Ledger
  let workspace: Workspace
  let console: Console
  private let keys = Inbox<Character>()
  private var unrecorded: ProgressError?
  private var wasInterrupted = false

  init(
    places: Places, index: CourseIndex, ledger: Ledger, workspace: Workspace, console: Console
  ) {
    self.places = places
    self.index = index
    self.ledger = ledger
    self.workspace = workspace
    self.console = console
  }

  /// How the process ends; nil if all is well.
  var exit: ExitCode? {
    if wasInterrupted { return Exit.interrupted }
    return unrecorded == nil ? nil : Exit.notRecorded
  }

  /// Says what became of the workspace, and records that it was opened.
  mutating func welcome(_ opening: Workspace.Opening) throws {
    let word = opening.isNew ? "Made the workspace" : "Workspace"
    try console.write([StyledLine([Span(word + " ", .bold), Span(workspace.path)])])
    if !opening.refreshed.isEmpty {
      try console.write("The course changed: \(opening.refreshed.count) files are new.")
    }
    for copy in opening.kept { try console.write("What you had changed is kept in \(copy)") }
    let isKnown = ledger.snapshot.workspaces.last == workspace.path
    guard !isKnown || ledger.problem != nil else { return }
    do {
      try ledger.record(.workspaceOpened(path: workspace.path))
    } catch {
      unrecorded = error
      try tellUnrecorded(error)
    }
  }

  private func tellUnrecorded(_ error: ProgressError) throws {
    let mark = Span("NOT RECORDED: ", Style(colour: .red, isBold: true))
    let width = console.capabilities.width
    try console.write(StyledLine.wrapping([mark, Span(error.words)], width: width))
  }

  /// Where the learner is, and what is next.
  func tellStatus() throws {
    let whereabouts = Whereabouts(index, ledger.snapshot)
    let report = StatusReport(
      whereabouts, snapshot: ledger.snapshot,
      latest: whereabouts.current.flatMap { ledger.latest(of: $0.id) },
      workspace: workspace.path)
    try console.write([""] + report.lines(width: console.capabilities.width))
  }

  /// Lab after lab, the first one by the learner's choice.
  mutating func run(from chosen: Lab?) throws {
    let bench = try Bench(places: places)
    if bench.isolation.level < .landlock {
      let style = Style(colour: .red, isBold: true)
      try console.write([StyledLine("Isolation: \(bench.isolation.label)", style)])
    }
    readKeys()
    var next = chosen ?? Whereabouts(index, ledger.snapshot).current ?? index.labs.first
    while let lab = next {
      let end = try visit(lab, bench)
      unrecorded = end.unrecorded ?? unrecorded
      wasInterrupted = end.cause == .interrupted
      guard end.cause == .nextLab else { break }
      next = Whereabouts(index, ledger.snapshot).follower(of: lab)
    }
    if let unrecorded { try tellUnrecorded(unrecorded) }
  }

  /// Reads what is typed, for as long as the process lives: a thread that waits for a key cannot be
  /// ended.
  private func readKeys() {
    Thread.detachNewThread { [keys] in
      while let line = readLine(strippingNewline: false) { line.forEach(keys.post) }
    }
  }
}

extension Evening {
  /// One lab: its lesson if it is new, its task, and the loop.
  private func visit(_ lab: Lab, _ bench: Bench) throws -> SessionEnd {
    let progress = ledger.snapshot[lab: lab.id]
    if progress.latest == nil, try !teach(lab) {
      let cause: SessionEnd.Cause = Interrupt.isWanted ? .interrupted : .quit
      return SessionEnd(cause: cause, unrecorded: nil)
    }
    try show(lab)
    let hints = HintShelf(index.hints(of: lab).value, shown: progress.hints)
    let follower = Whereabouts(index, ledger.snapshot).follower(of: lab)
    let session = Session(
      lab.manifest, hints: hints, follower: follower.map(LabName.words))
    var loop = SessionLoop(session, world: try world(lab, bench), keys: keys)
    return try loop.run()
  }

  /// The lesson that leads to a lab.
  ///
  /// - Returns: whether the learner goes on to the task.
  private func teach(_ lab: Lab) throws -> Bool {
    guard let lesson = index.lessons.first(where: { lab.manifest.lessons.contains($0.id) }) else {
      return true
    }
    let width = console.capabilities.width
    try console.write([""] + CoursePage.lesson(lesson, of: index, width: width))
    try console.write([
      "", StyledLine("That was lesson \(lesson.id). Enter shows the task; q quits.", .dim),
    ])
    return waitForEnter()
  }

  private func waitForEnter() -> Bool {
    while !Interrupt.isWanted {
      guard let key = keys.next(within: 50) else { continue }
      if key == "q" { return false }
      if key == "\n" { return true }
    }
    return false
  }

  private func show(_ lab: Lab) throws {
    let lesson = Whereabouts(index, ledger.snapshot).lesson(of: lab)
    let place = StatusReport.Place(lab, lesson: lesson, ledger.latest(of: lab.id))
    let stage = "stage \(place.stage) of \(place.stages): \(place.stageTitle)"
    try console.write(["", StyledLine("Lab \(LabName.number(lab.id)) · \(stage)", .bold)])
    if let lesson { try console.write("Its lesson: edalab read \(lesson)") }
    let width = console.capabilities.width
    try console.write([""] + CoursePage.task(lab, of: index, width: width))
  }

  private func world(_ lab: Lab, _ bench: Bench) throws -> SessionLoop.World {
    let judge = try LabJudge(bench: bench, lab: lab)
    let folder = workspace.folder(of: lab)
    let page = SessionPage(
      width: console.capabilities.width, folder: Shell.shortened(folder),
      files: lab.manifest.files, explain: { $0.words })
    return SessionLoop.World(
      files: lab.manifest.files.map { "\(folder)/\($0)" },
      judge: { isCancelled, onEvent in
        try judge.judge(
          folder: folder, seed: .fixed(RunRequest.practiceSeed), only: [],
          isCancelled: isCancelled, onEvent: onEvent)
      },
      record: { event throws(ProgressError) in try ledger.record(event) },
      show: { try console.write(page.lines($0)) },
      isInterrupted: { Interrupt.isWanted },
      context: { outcome in
        Verdicts(outcome, mode: .selfCheck, startedAt: Shell.now(), isSealed: false).context
      },
      explain: { Complaint(explaining: $0).message })
  }
}
