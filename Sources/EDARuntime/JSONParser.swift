/// Why bytes are not a value of the boundary's JSON, and where.
package struct JSONSyntaxError: Error, Equatable, Sendable {
  package enum Code: String, Sendable {
    case unexpectedByte, unexpectedEnd, trailingBytes, invalidUTF8, invalidEscape, notAnInteger
    case integerOutOfRange, duplicateKey, tooDeep
  }

  package let code: Code
  /// Bytes before the place.
  package let offset: Int
}

/// A strict reader: RFC 8259, narrowed to what two programs of ours have to say to each other.
///
/// It refuses what lenient readers let through: duplicate keys, a byte order mark, invalid UTF-8,
/// lone surrogates, fractions and exponents, bytes after the value, and nesting beyond 32
/// (grader-security 2.3 and 7).
package struct JSONParser {
  /// How deep arrays and objects may nest.
  package static let maximumDepth = 32

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  /// The one value that the bytes hold, or the first thing wrong with them.
  package static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
    let result: Result<JSONValue, JSONSyntaxError> = bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(bytes: buffer)
      do throws(JSONSyntaxError) {
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.index == buffer.count else { throw parser.error(.trailingBytes) }
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func error(_ code: JSONSyntaxError.Code) -> JSONSyntaxError {
    JSONSyntaxError(code: code, offset: index)
  }

  private func peek() throws(JSONSyntaxError) -> UInt8 {
    guard index < bytes.count else { throw error(.unexpectedEnd) }
    return bytes[index]
  }

  private mutating func skipSpace() {
    while index < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[index]) { index += 1 }
  }

  private mutating func expect(_ byte: UInt8) throws(JSONSyntaxError) {
    guard try peek() == byte else { throw error(.unexpectedByte) }
    index += 1
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .integer(try integer())
    }
  }

  private mutating func word(
    _ text: StaticString, _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    for offset in 0..<text.utf8CodeUnitCount { try expect(text.utf8Start[offset]) }
    return value
  }

  /// Takes the bracket that opens an object or an array within `depth` others.
  private mutating func open(depth: Int) throws(JSONSyntaxError) {
    guard depth < Self.maximumDepth else { throw error(.tooDeep) }
    index += 1
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    try open(depth: depth)
    var members: [JSONMember] = []
    skipSpace()
    if try peek() == UInt8(ascii: "}") {
      index += 1
      return .object(members)
    }
    while true {
      skipSpace()
      let key = try string()
      guard !members.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) else {
        throw error(.duplicateKey)
      }
      skipSpace()
      try expect(UInt8(ascii: ":"))
      members.append(JSONMember(key, try value(depth: depth + 1)))
      if try isLast(closedBy: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    try open(depth: depth)
    var elements: [JSONValue] = []
    skipSpace()
    if try peek() == UInt8(ascii: "]") {
      index += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      if try isLast(closedBy: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func isLast(closedBy end: UInt8) throws(JSONSyntaxError) -> Bool {
    skipSpace()
    let byte = try peek()
    guard byte == end || byte == UInt8(ascii: ",") else { throw error(.unexpectedByte) }
    index += 1
    return byte == end
  }

  private mutating func integer() throws(JSONSyntaxError) -> Int64 {
    let start = index
    let isNegative = try peek() == UInt8(ascii: "-")
    if isNegative { index += 1 }
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(try peek()) else {
      throw error(.unexpectedByte)
    }
    let first = index
    var value: Int64 = 0
    while index < bytes.count, case let digit = bytes[index] &- UInt8(ascii: "0"), digit < 10 {
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let change = isNegative ? -Int64(digit) : Int64(digit)
      let (sum, tooFar) = product.addingReportingOverflow(change)
      guard !tooLarge, !tooFar else { throw error(.integerOutOfRange) }
      value = sum
      index += 1
    }
    // No leading zeros, no minus zero, no fraction and no exponent: one integer, one spelling.
    let isZero = bytes[first] == UInt8(ascii: "0")
    guard !isZero || (index == first + 1 && !isNegative) else {
      index = start
      throw error(.notAnInteger)
    }
    if index < bytes.count, Array(".eE".utf8).contains(bytes[index]) { throw error(.notAnInteger) }
    return value
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    try expect(UInt8(ascii: "\""))
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""),
      bytes[index] != UInt8(ascii: "\\"),
      bytes[index] >= 0x20
    {
      index += 1
    }
    let plain = UnsafeBufferPointer(rebasing: bytes[start..<index])
    if try peek() == UInt8(ascii: "\"") {
      guard let text = String(validating: plain, as: UTF8.self) else { throw error(.invalidUTF8) }
      index += 1
      return text
    }
    return try escapedString(after: Array(plain))
  }

  private mutating func escapedString(after plain: [UInt8]) throws(JSONSyntaxError) -> String {
    var text = plain
    while true {
      let byte = try peek()
      guard byte >= 0x20 else { throw error(.unexpectedByte) }
      index += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        text.append(contentsOf: try escape())
      } else {
        text.append(byte)
      }
    }
    guard let string = String(validating: text, as: UTF8.self) else { throw error(.invalidUTF8) }
    return string
  }

  private mutating func escape() throws(JSONSyntaxError) -> [UInt8] {
    let byte = try peek()
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw error(.invalidEscape)
    }
  }

  private mutating func unicodeEscape() throws(JSONSyntaxError) -> [UInt8] {
    var code = UInt32(try hexadecimal())
    if (0xd800..<0xdc00).contains(code) {
      try expect(UInt8(ascii: "\\"))
      try expect(UInt8(ascii: "u"))
      let low = UInt32(try hexadecimal())
      guard (0xdc00..<0xe000).contains(low) else { throw error(.invalidEscape) }
      code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw error(.invalidEscape) }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
        throw error(.invalidEscape)
      }
      value = value << 4 | UInt16(digit)
      index += 1
    }
    return value
  }
}
