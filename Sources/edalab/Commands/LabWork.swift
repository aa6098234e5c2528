import Course
import Foundation
import Progress
import Results
import Terminal
import Workbench

/// A lab at the terminal: its task if it is new, and the loop.
struct LabWork {
  let lab: Lab
  let index: CourseIndex
  let ledger: Ledger
  let workspace: Workspace
  let desk: TerminalDesk
  let bench: Bench

  private var folder: String { workspace.folder(of: lab) }

  /// Goes on until the learner leaves the lab.
  ///
  /// - Parameter preface: what is said before, on the same page.
  func run(_ whereabouts: Whereabouts, preface: [StyledLine]) throws -> SessionEnd {
    let progress = ledger.snapshot[lab: lab.id]
    let isNew = progress.latest == nil
    // A lab that begins without a lesson begins with its red check, before anything is read.
    let isRedFirst = isNew && lab.manifest.stages.first?.lessons.isEmpty != false
    let ahead = ahead(whereabouts)
    let session = Session(
      lab.manifest,
      hints: HintShelf(
        index.hints(of: lab).value, asking: index.grader(of: lab).value, shown: progress.hints),
      stage: StatusReport.Place(lab, ledger.latest(of: lab.id)).stage,
      cells: index.grader(of: lab).value?.cellsByCheck ?? [:],
      unread: ahead.unread, follower: ahead.follower, isTaskKnown: !isRedFirst,
      wasPassed: progress.isPassed)
    var loop = SessionLoop(
      session, world: try world(), on: desk,
      events: FolderEvents(probing: [folder], with: workspace.path + "/.edalab"))
    let title = preface + title()
    return try loop.run(document: isNew && !isRedFirst ? title + [""] + (try task(.first)) : title)
  }

  private func title() -> [StyledLine] {
    let place = StatusReport.Place(lab, ledger.latest(of: lab.id))
    let stage = "stage \(place.stage) of \(place.stages): \(place.stageTitle)"
    return ["", StyledLine("Lab \(LabName.number(lab.id)) · \(stage)", .bold)]
  }

  /// The lessons that are left, and what follows the lab.
  private func ahead(
    _ whereabouts: Whereabouts
  ) -> (unread: [String: String], follower: String?) {
    let unread = whereabouts.unreadLessons(of: lab, upToStage: lab.manifest.stages.count)
    return (
      Dictionary(unread.map { ($0.id, LessonName.words($0)) }) { first, _ in first },
      whereabouts.next(passing: lab).flatMap(whereabouts.words)
    )
  }

  private func task(_ view: Session.TaskView) throws -> [StyledLine] {
    let stage = StatusReport.Place(lab, ledger.latest(of: lab.id)).stage
    return try CoursePage.task(
      lab, stage: stage, view: view, of: index, tool: Shell.tool, width: desk.width)
  }

  private func world() throws -> SessionLoop<TerminalDesk>.World {
    let judge = try LabJudge(bench: bench, lab: lab)
    let folder = folder
    let shown = Shell.shortened(folder)
    let runs = bench.places.runs
    return SessionLoop.World(
      files: lab.manifest.files.map { "\(folder)/\($0)" },
      judge: { isCancelled, onEvent in
        try judge.judge(
          folder: folder, seed: .fixed(RunRequest.practiceSeed), only: [],
          isCancelled: isCancelled
        ) { event in
          Shell.keep(event, in: runs)
          onEvent(event)
        }
      },
      record: { event throws(ProgressError) in try ledger.record(event) },
      lines: { note in
        SessionPage(
          width: desk.width, folder: shown, files: lab.manifest.files,
          tool: Shell.tool, isLinear: desk.isLinear, explain: { $0.words }
        ).lines(note)
      },
      task: task,
      ahead: { ahead(Whereabouts(index, ledger.snapshot, latest: ledger.latest)) }, edit: edit,
      reset: reset, undo: undo,
      context: { outcome in
        Verdicts(outcome, mode: .selfCheck, startedAt: Shell.now(), isSealed: false).context
      },
      explain: { Complaint(explaining: $0).message })
  }

  private func edit(_ file: String) -> String? {
    guard let editor = ForegroundProgram.editor(Shell.environment, file: file) else {
      return "No editor is set. Open \(Shell.shortened(file)) yourself, or set EDITOR."
    }
    let status = (try? desk.lend(to: editor)) ?? 127
    return status == 0 ? nil : "The editor \(editor.command[0]) ended with status \(status)."
  }

  private func reset() -> Result<String, WishRefused> {
    do {
      return .success(try workspace.reset(lab, of: index))
    } catch {
      return .failure(WishRefused(Complaint(error).message))
    }
  }

  private func undo() -> Result<Void, WishRefused> {
    do {
      try Undo(ledger: ledger, workspace: workspace).run(lab)
      return .success(())
    } catch {
      return .failure(WishRefused(Complaint(explaining: error).message))
    }
  }
}
