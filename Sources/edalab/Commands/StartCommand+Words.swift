import Foundation
import Progress
import Workbench

extension ProgressError {
  /// What happened, in one sentence without a full stop.
  var words: String {
    switch code {
    case .notADatabase: "\(path) is no database"
    case .foreign(let number): "\(path) belongs to another program (application \(number))"
    case .damaged(let seq):
      "\(path) is damaged" + (seq.map { " from event \($0) on" } ?? "")
        + "; nothing is written to it"
    case .newerVersion(let found, let known):
      "\(path) was written by a newer edalab (version \(found), this one knows \(known))"
    case .notWritable(let reason): "\(path) cannot be written: \(reason)"
    case .diskFull: "no space is left for \(path)"
    case .busy: "another edalab holds \(path); try again"
    case .failed(let reason): "\(path): \(reason)"
    }
  }
}

extension Complaint {
  /// Why there is no workspace, and what to do.
  init(_ error: WorkspaceError) {
    switch error.code {
    case .notAFolder:
      self.init(
        "\(error.path) is no folder", help: "name another one: \(Shell.tool("start my-labs"))",
        exit: Exit.noInput)
    case .notEmpty(let names):
      self.init(
        "\(error.path) is no workspace and holds other files: \(names.joined(separator: ", "))",
        help: "nothing was touched; name an empty or a new folder", exit: Exit.noInput)
    case .notWritable(let number):
      self.init(
        "\(error.path) cannot be written: \(String(cString: strerror(number)))",
        help: "check who owns the folder, or name another one", exit: Exit.notRecorded)
    case .otherCourse(let labs):
      self.init(
        "\(error.path) is the workspace of another course: this one has no "
          + labs.joined(separator: ", "),
        help: "nothing was touched; name another folder for this course", exit: Exit.noInput)
    case .unreadableRecord:
      self.init(
        "\(error.path) does not read",
        help: "remove that file; your labs stay, and it is made anew",
        exit: Exit.noInput)
    case .newerVersion(let schema):
      self.init(
        "\(error.path) was written by a newer edalab (\(schema))", help: "update edalab",
        exit: Exit.noInput)
    case .courseUnreadable:
      self.init("\(error.path) does not read", help: "the clone is damaged", exit: Exit.bug)
    }
  }
}
