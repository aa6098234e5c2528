/// What bytes must be to count as source text.
enum SourceText {
  /// Refuses a byte order mark, a zero byte, and anything that is not UTF-8, with its position.
  static func check(_ bytes: [UInt8], of file: String) throws(SubmissionError) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.starts(with: [0xFF, 0xFE])
    {
      throw SubmissionError(file, .byteOrderMark)
    }
    if let zero = bytes.firstIndex(of: 0) {
      let at = position(of: zero, in: bytes)
      throw SubmissionError(file, .zeroByte(line: at.line, column: at.column, offset: zero))
    }
    if let offset = firstInvalidOffset(bytes) {
      let at = position(of: offset, in: bytes)
      throw SubmissionError(file, .notUTF8(line: at.line, column: at.column, offset: offset))
    }
  }

  /// Where the first sequence begins that is no UTF-8 (a lone surrogate and an overlong form are
  /// none), or nil.
  static func firstInvalidOffset(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }

  private static func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let before = bytes[..<offset]
    let line = before.reduce(into: 1) { count, byte in if byte == 10 { count += 1 } }
    let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    return (line, offset - start + 1)
  }
}
