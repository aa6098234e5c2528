/// Why a folder cannot be a learner's workspace, or could not be brought up to date. Nothing that
/// was in it has been changed by then, apart from files that edalab itself wrote.
package struct WorkspaceError: Error, Equatable, Sendable {
  package enum Code: Equatable, Sendable {
    /// There is something of that name that is no folder.
    case notAFolder
    /// The folder holds files and is no workspace; the first few names, sorted.
    case notEmpty(names: [String])
    /// A folder or a file could not be made or read; the system's error number.
    case notWritable(errorNumber: Int32)
    /// The workspace belongs to a course with other labs than this one; the labs that are missing
    /// here.
    case otherCourse(labs: [String])
    /// `.edalab/workspace.json` does not read.
    case unreadableRecord
    /// A newer edalab wrote `.edalab/workspace.json`.
    case newerVersion(schema: String)
    /// A file of the course, or of the runtime's sources, does not read.
    case courseUnreadable
  }

  package let code: Code
  /// What it is about, absolute.
  package let path: String

  package init(_ code: Code, path: String) {
    self.code = code
    self.path = path
  }
}
