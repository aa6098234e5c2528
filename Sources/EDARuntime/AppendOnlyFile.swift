/// A file that grows at its end.
///
/// What was appended before a completed `sync` survives a crash. What was appended after it may
/// survive, be lost, or be torn: a prefix of its bytes, cut anywhere. Source: curriculum R9.
public struct AppendOnlyFile {
  let name: String
  let link: any RuntimeLink

  /// Adds bytes at the end and returns the offset of the first of them.
  @discardableResult
  public func append(_ bytes: [UInt8]) throws -> Int64 {
    try number(.fileAppend(file: name, bytes: bytes))
  }

  /// At most `count` bytes from an offset; fewer at the end of the file.
  public func read(at offset: Int64, count: Int) throws -> [UInt8] {
    let answer = try link.perform(.fileRead(file: name, offset: offset, count: max(0, count)))
    guard case .bytes(let bytes) = answer else { throw RuntimeFailure.unexpected(answer) }
    return bytes
  }

  /// The size in bytes, unsynced bytes included.
  public func size() throws -> Int64 { try number(.fileSize(file: name)) }

  /// Cuts the file to a size. Like an append, it is durable only after a sync.
  public func truncate(to size: Int64) throws {
    let answer = try link.perform(.fileTruncate(file: name, size: size))
    guard case .done = answer else { throw RuntimeFailure.unexpected(answer) }
  }

  /// Asks for everything appended so far to be made durable. It is durable when the signal
  /// `.synced` with this token arrives, and not before; other inputs may come in between.
  public func sync() throws -> SyncToken { SyncToken(number: try number(.fileSync(file: name))) }

  private func number(_ call: RuntimeCall) throws -> Int64 {
    let answer = try link.perform(call)
    guard case .number(let number) = answer else { throw RuntimeFailure.unexpected(answer) }
    return number
  }
}
