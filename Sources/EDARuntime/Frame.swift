/// Why a stream is not a sequence of frames.
package struct FrameViolation: Error, Equatable, Sendable {
  package enum Code: String, Sendable { case empty, tooLong, notJSON, notAnObject, unknownMessage }

  package let code: Code
  package let detail: String

  package init(_ code: Code, _ detail: String = "") {
    self.code = code
    self.detail = detail
  }
}

/// A message that no frame can hold.
package struct FrameTooLong: Error, Equatable, Sendable, CustomStringConvertible {
  /// The bytes of the message.
  package let byteCount: Int

  package init(byteCount: Int) { self.byteCount = byteCount }

  package var description: String { words(about: "the message") }

  /// "the answer has 1048577 bytes; at most 1 MiB fits in one frame".
  package func words(about what: String) -> String {
    "\(what) has \(byteCount) bytes; at most 1 MiB fits in one frame"
  }
}

/// A frame: four bytes of length, most significant first, then that many bytes of JSON (1 to 1
/// MiB).
package enum Frame {
  /// The longest body of a frame, in bytes.
  package static let maximumLength = 1 << 20

  /// The frame of a value, which says by throwing that the value is too long for one.
  package static func encode(_ value: JSONValue) throws(FrameTooLong) -> [UInt8] {
    var bytes: [UInt8] = [0, 0, 0, 0]
    bytes.reserveCapacity(256)
    JSONWriter.append(value, to: &bytes)
    let length = bytes.count - 4
    guard length <= maximumLength else { throw FrameTooLong(byteCount: length) }
    for place in 0..<4 { bytes[place] = UInt8(truncatingIfNeeded: length >> (24 - 8 * place)) }
    return bytes
  }

  /// Says that no frame can hold the value; nil if one can, which is found out without writing the
  /// value unless it may be close.
  package static func excess(of value: JSONValue) -> FrameTooLong? {
    guard value.mostBytes > maximumLength else { return nil }
    let count = JSONWriter.write(value).count
    return count > maximumLength ? FrameTooLong(byteCount: count) : nil
  }
}

extension JSONValue {
  /// No fewer bytes than the value has when it is written.
  fileprivate var mostBytes: Int {
    switch self {
    case .null, .bool: 5
    case .integer: 20
    case .string(let text): text.mostBytes
    case .array(let elements): elements.reduce(2) { $0 + 1 + $1.mostBytes }
    case .object(let members): members.reduce(2) { $0 + 2 + $1.key.mostBytes + $1.value.mostBytes }
    }
  }
}

extension String {
  /// A control character takes six bytes, and every text two quotes.
  fileprivate var mostBytes: Int { 2 + 6 * utf8.count }
}

/// Cuts a stream of bytes into frames. Total: whatever arrives, in whatever pieces, the next frame
/// is a JSON object, or not there yet, or the stream is in violation, and stays so.
package struct FrameReader: Sendable {
  private var buffer: [UInt8] = []
  private var start = 0
  private var violation: FrameViolation?
  /// Bytes of the frames that were taken, with their lengths.
  package private(set) var takenCount = 0

  package init() {}

  /// Bytes that arrived and belong to no complete frame yet.
  package var pendingCount: Int { buffer.count - start }

  package mutating func append(_ bytes: some Collection<UInt8>) {
    if start > 0, start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next complete frame, nil if more bytes are needed.
  package mutating func next() throws(FrameViolation) -> JSONValue? {
    if let violation { throw violation }
    do throws(FrameViolation) {
      return try read()
    } catch {
      violation = error
      throw error
    }
  }

  private mutating func read() throws(FrameViolation) -> JSONValue? {
    guard pendingCount >= 4 else { return nil }
    let length = (0..<4).reduce(0) { $0 << 8 | Int(buffer[start + $1]) }
    guard length > 0 else { throw FrameViolation(.empty) }
    guard length <= Frame.maximumLength else {
      throw FrameViolation(.tooLong, "\(length) bytes, at most \(Frame.maximumLength)")
    }
    guard pendingCount >= 4 + length else { return nil }
    let body = Array(buffer[start + 4..<start + 4 + length])
    start += 4 + length
    takenCount += 4 + length
    if start > 1 << 16 {
      buffer.removeFirst(start)
      start = 0
    }
    return try Self.object(body)
  }

  private static func object(_ body: [UInt8]) throws(FrameViolation) -> JSONValue {
    let value: JSONValue
    do throws(JSONSyntaxError) {
      value = try JSONParser.parse(body)
    } catch {
      throw FrameViolation(.notJSON, "\(error.code.rawValue) at byte \(error.offset)")
    }
    guard case .object = value else { throw FrameViolation(.notAnObject) }
    return value
  }
}
