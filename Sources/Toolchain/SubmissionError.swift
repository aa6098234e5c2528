/// Why a learner's files are not taken: the first rule that a file breaks, with the facts.
package struct SubmissionError: Error, Sendable, Equatable {
  package enum Code: Sendable, Equatable {
    /// The lab asks for this file and it is not there.
    case missing
    /// Something else than a regular file stands there.
    case notRegular(FileKind)
    /// It cannot be opened or read; the system's error number.
    case unreadable(Int32)
    /// It has more bytes than a file may have, or would make the whole too large.
    case tooLarge(bytes: Int, limit: Int)
    /// More files than a submission may have.
    case tooMany(count: Int, limit: Int)
    /// Bytes that are no UTF-8. Line and column count from 1, the column in bytes; offset from 0.
    case notUTF8(line: Int, column: Int, offset: Int)
    /// A zero byte, with the position as above.
    case zeroByte(line: Int, column: Int, offset: Int)
    /// A byte order mark at the beginning.
    case byteOrderMark
    /// The name is not made of letters, digits, `_ + . -`, ends not in `.swift`, or is too long.
    case badName
    /// Two files whose names the compiler, or a file system without case, cannot tell apart.
    case sameName(as: String)
    /// The lab's own build has a file of that name.
    case reservedName
  }

  /// What stands where a regular file should.
  package enum FileKind: String, Sendable {
    case symbolicLink, folder, fifo, socket, device
  }

  /// The name as declared, with control characters made visible.
  package let file: String
  package let code: Code

  init(_ file: String, _ code: Code) {
    self.file = VisibleText.line(file)
    self.code = code
  }
}
