/// Why a text was not parsed.
package struct MarkdownError: Error, Hashable, Sendable {
  package enum Code: String, Sendable {
    /// The text is longer than ``Document/maximumBytes``.
    case tooLarge
    /// Blocks or inlines are nested deeper than ``Document/maximumDepth``.
    case tooDeep
  }

  package let code: Code
  /// The line at which the limit was passed, if one line can be blamed.
  package let line: Int?
}
