/// One message of the compiler or the linker, safe to show: every text in it has its control
/// characters made visible.
package struct Diagnostic: Sendable, Equatable {
  package enum Severity: String, Sendable { case error, warning, note, remark }

  /// Whose file a message is about.
  package enum Origin: String, Sendable {
    /// One that the learner (or, in a checker, the instructor) wrote.
    case submission
    /// The lab's own interface.
    case interface
    /// The file that edalab writes for the build.
    case generated
    /// A name that only the source's text claims, by `#sourceLocation`.
    case claimed
    /// No file: the message is about the whole build.
    case none
  }

  package var severity: Severity
  package var message: String
  package var origin: Origin
  /// The name as its author knows it; empty where there is no file.
  package var file: String
  /// From 1; 0 where there is none.
  package var line: Int
  /// From 1, in bytes; 0 where there is none.
  package var column: Int
  /// The line that the message is about; empty where the compiler showed none.
  package var source: String
}
