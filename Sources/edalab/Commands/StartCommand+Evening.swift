import ArgumentParser
import Course
import Foundation
import Markdown
import Progress
import Results
import Sandbox
import Terminal
import Workbench

/// An evening with the course: lessons and labs one after the other, until the learner leaves.
struct Evening {
  let places: Places
  let index: CourseIndex
  let ledger: Ledger
  let workspace: Workspace
  let console: Console
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

  private var whereabouts: Whereabouts {
    Whereabouts(index, ledger.snapshot, latest: ledger.latest)
  }

  /// Where the learner is, and what is next.
  func tellStatus() throws {
    let whereabouts = whereabouts
    let report = StatusReport(
      whereabouts, snapshot: ledger.snapshot,
      latest: whereabouts.current.flatMap { ledger.latest(of: $0.id) },
      workspace: workspace.path)
    try console.write([""] + report.lines(width: console.capabilities.width))
  }

  /// Step after step, the first one by the learner's choice.
  mutating func run(from chosen: Lab?, _ look: LookOptions) throws {
    let bench = try Bench(places: places)
    if bench.isolation.level < .landlock {
      let style = Style(colour: .red, isBold: true)
      try console.write([StyledLine("Isolation: \(bench.isolation.label)", style)])
    }
    let desk = try TerminalDesk(look)
    defer { desk.close() }
    let first = chosen.map { CourseStep.stage(lab: $0.id, number: 1) } ?? whereabouts.next
    var place = first ?? index.labs.last.map { .stage(lab: $0.id, number: 1) }
    while let here = place { place = try visit(here, desk, bench) }
    desk.close()
    if let unrecorded { try tellUnrecorded(unrecorded) }
  }
}

extension Evening {
  /// One step of the way.
  ///
  /// - Returns: where to go on; nil if the learner leaves.
  private mutating func visit(
    _ step: CourseStep, _ desk: TerminalDesk, _ bench: Bench
  ) throws -> CourseStep? {
    switch step {
    case .lesson(let id):
      guard let lesson = index.lessons.first(where: { $0.id == id }) else { return nil }
      return try read(lesson, desk)
    case .stage(let id, _):
      guard let lab = index.labs.first(where: { $0.id == id }) else { return nil }
      return try work(on: lab, desk, bench)
    }
  }

  private mutating func read(_ lesson: Lesson, _ desk: TerminalDesk) throws -> CourseStep? {
    let (end, unrecorded) = try LessonReading(lesson, of: index, ledger: ledger).run(on: desk)
    self.unrecorded = unrecorded ?? self.unrecorded
    switch end {
    case .next: return try whereabouts.next ?? choose(from: .lesson(lesson.id), desk)
    case .list: return try choose(from: .lesson(lesson.id), desk)
    case .quit: return nil
    case .interrupted:
      wasInterrupted = true
      return nil
    }
  }

  private mutating func work(
    on lab: Lab, _ desk: TerminalDesk, _ bench: Bench
  ) throws -> CourseStep? {
    let work = LabWork(
      lab: lab, index: index, ledger: ledger, workspace: workspace, desk: desk, bench: bench)
    let end = try work.run(whereabouts)
    unrecorded = end.unrecorded ?? unrecorded
    let here = CourseStep.stage(lab: lab.id, number: 1)
    switch end.cause {
    case .next: return try whereabouts.next ?? choose(from: here, desk)
    case .list: return try choose(from: here, desk)
    case .quit: return nil
    case .interrupted:
      wasInterrupted = true
      return nil
    }
  }

  /// The list, and where the learner wants to go from there; back if nowhere.
  private func choose(from here: CourseStep, _ desk: TerminalDesk) throws -> CourseStep {
    try desk.write(CourseMap.lines(index, ledger.snapshot, here: here))
    var chooser = Chooser()
    while !Interrupt.isWanted {
      try desk.setFooter(chooser.footer)
      desk.wait(for: [], milliseconds: 1000)
      for key in desk.keys() {
        switch chooser.on(key) {
        case .typing: continue
        case .left: return here
        case .chosen(let word):
          if let step = index.step(matching: word) { return step }
          try desk.write([StyledLine("There is no lab and no lesson '\(word)'.")])
          chooser = Chooser()
        }
      }
    }
    return here
  }
}
