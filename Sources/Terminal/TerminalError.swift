/// Why output was not written.
package struct TerminalError: Error, Hashable, Sendable {
  package enum Code: String, Sendable {
    /// Whoever read the stream went away. The command line ends silently with status 141.
    case readerGone
    /// The system refused the write.
    case writeFailed
  }

  package let code: Code
  /// The system's error number.
  package let errorNumber: Int32
}
