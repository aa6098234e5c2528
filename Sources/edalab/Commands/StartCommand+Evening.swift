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
    let report = StatusReport(places, index, ledger, workspace: workspace.path)
    try console.write([""] + report.lines(width: console.capabilities.width))
  }

  /// Step after step, the first one by the learner's choice.
  mutating func run(from chosen: Lab?, _ look: LookOptions) throws {
    let bench = try Bench(places: places)
    if bench.isolation.level < .landlock {
      let style = Style(colour: .red, isBold: true)
      try console.write([StyledLine(bench.isolation.label.capitalizedFirst, style)])
    }
    let desk = try TerminalDesk(look)
    defer { desk.close() }
    let first = chosen.map { CourseStep.stage(lab: $0.id, number: 1) } ?? whereabouts.next
    var place = first ?? index.labs.last.map { .stage(lab: $0.id, number: 1) }
    // What was done last comes on the same page as what follows: it does not scroll away.
    let report = StatusReport(places, index, ledger, workspace: workspace.path)
    var preface = report.recap(width: desk.width)
    while let here = place {
      place = try visit(here, desk, bench, preface: preface)
      preface = []
    }
    desk.close()
    if let unrecorded { try tellUnrecorded(unrecorded) }
  }
}

extension Evening {
  /// One step of the way.
  ///
  /// - Returns: where to go on; nil if the learner leaves.
  private mutating func visit(
    _ step: CourseStep, _ desk: TerminalDesk, _ bench: Bench, preface: [StyledLine]
  ) throws -> CourseStep? {
    switch step {
    case .lesson(let id):
      guard let lesson = index.lessons.first(where: { $0.id == id }) else { return nil }
      return try read(lesson, desk, preface)
    case .stage(let id, _):
      guard let lab = index.labs.first(where: { $0.id == id }) else { return nil }
      return try work(on: lab, desk, bench, preface)
    }
  }

  private mutating func read(
    _ lesson: Lesson, _ desk: TerminalDesk, _ preface: [StyledLine]
  ) throws -> CourseStep? {
    let reading = try LessonReading(lesson, of: index, ledger: ledger)
    let (end, unrecorded) = try reading.run(on: desk, preface: preface)
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
    on lab: Lab, _ desk: TerminalDesk, _ bench: Bench, _ preface: [StyledLine]
  ) throws -> CourseStep? {
    let work = LabWork(
      lab: lab, index: index, ledger: ledger, workspace: workspace, desk: desk, bench: bench)
    let end = try work.run(whereabouts, preface: preface)
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
