package import Course
internal import Digests
internal import Foundation

extension Workspace {
  /// A workspace that was made or resumed, and what that changed.
  package struct Opening: Equatable, Sendable {
    package let workspace: Workspace
    /// It was not there before.
    package let isNew: Bool
    /// Files that were written because the course changed, by path; empty for a new workspace.
    package let refreshed: [String]
    /// Copies of files of edalab's that the learner had changed and that had to be written again.
    package let kept: [String]
  }

  /// Makes a workspace in an empty or missing folder, or brings one up to date.
  ///
  /// A file of the learner's is never written over. What edalab put there (the task, the protocol,
  /// the examples) is written again if the course has changed it; if the learner had changed it
  /// too, that version is kept under `.edalab/kept`.
  ///
  /// - Parameters:
  ///   - sources: the folder with the sources of the runtime, one folder a module.
  ///   - launcher: the clone's launcher, absolute, which that of the workspace starts.
  package static func open(
    at folder: String, index: CourseIndex, sources: String, launcher: String? = nil
  ) throws(WorkspaceError) -> Opening {
    let folder = DiskFolder(path: absolute(folder))
    try folder.make()
    let known = try WorkspaceRecord.read(in: folder.path)
    if known == nil { try folder.refuseStrangers() }
    let labs = index.labs.map(\.id)
    try refuse(known, labs: labs, at: folder.path)
    let plan = try WorkspacePlan(index: index, sources: sources, launcher: launcher)
    var record = known ?? WorkspaceRecord(course: index.folder.root, labs: labs)
    // The record comes first: a folder that edalab was killed in is a workspace, and the next start
    // goes on with it.
    if known == nil { try folder.write(record) }
    let update = WorkspaceUpdate(plan, recorded: record.files) { folder.digest($0) }
    let kept = try folder.perform(update, plan)
    record.course = index.folder.root
    record.labs = labs
    record.files = update.digests
    if record != known { try folder.write(record) }
    return Opening(
      workspace: Workspace(path: folder.path), isNew: known == nil,
      // A clone that moved is no change of the course.
      refreshed: known == nil ? [] : update.written.filter { $0 != WorkspaceLauncher.name },
      kept: kept)
  }

  /// A course that moved or grew is the same course; one that lacks labs of the workspace is
  /// another.
  private static func refuse(
    _ record: WorkspaceRecord?, labs: [String], at path: String
  ) throws(WorkspaceError) {
    guard let record else { return }
    let missing = record.labs.filter { !labs.contains($0) }
    guard missing.isEmpty else { throw WorkspaceError(.otherCourse(labs: missing), path: path) }
  }
}

extension WorkspaceUpdate {
  /// The files that it writes.
  var written: [String] {
    steps.compactMap { if case .write(let path) = $0 { path } else { nil } }
  }
}
