/// Why progress could not be read or recorded.
package struct ProgressError: Error, Equatable, Sendable {
  /// What happened, with the facts that a message needs.
  package enum Code: Equatable, Sendable {
    /// The file holds no SQLite database.
    case notADatabase
    /// The file is a database of another program.
    case foreign(applicationID: Int)
    /// The file is damaged, from this event of a chain on if that is known. Nothing more is written
    /// to such a file.
    case damaged(EventID?)
    /// A newer edalab wrote the file.
    case newerVersion(found: Int, known: Int)
    /// The file or its folder cannot be written, in the system's words.
    case notWritable(reason: String)
    /// No space is left, or a quota is used up.
    case diskFull
    /// Another process held the file for longer than the busy timeout.
    case busy
    /// Anything else, in the words of SQLite.
    case failed(reason: String)
  }

  package var code: Code
  /// The file that it is about.
  package var path: String

  package init(_ code: Code, path: String) {
    self.code = code
    self.path = path
  }
}
