/// Why something of a course could not be had.
package struct CourseError: Error, Hashable, Sendable {
  package enum Code: String, Sendable {
    /// The folder has neither labs nor lessons.
    case notACourse
    /// A file is missing or may not be read.
    case unreadableFile
    /// A file is not UTF-8.
    case notText
    /// A patch is not a unified diff that only changes existing files.
    case malformedPatch
    /// A patch's context differs from the file that it is for.
    case patchDoesNotApply
    /// A patch names an accepted submission that does not exist.
    case unknownBase
  }

  package let code: Code
  /// The file, relative to the course or to the folder that was asked for; a name in a patch.
  package let file: String
  /// The line in the patch, for the two codes that have one.
  package let line: Int?
  /// What was expected there.
  package let detail: String

  package init(_ code: Code, file: String, line: Int? = nil, detail: String = "") {
    self.code = code
    self.file = file
    self.line = line
    self.detail = detail
  }
}
