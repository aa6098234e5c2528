/// Turns the boundary's JSON into any `Decodable` value. Every member must be asked for by the
/// type: one that nobody asked for is an error, because a misspelt key must not read as a missing
/// one.
package enum ValueDecoder {
  package static func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws -> T {
    let reading = Reading()
    let result = try reading.decode(type, from: value, path: [])
    try reading.verifyNothingIsLeft()
    return result
  }
}

/// One decoding: remembers the objects that were opened and the members that were asked for.
private final class Reading {
  final class OpenObject {
    let members: [JSONMember]
    let path: [any CodingKey]
    var taken: Set<Int> = []

    init(_ members: [JSONMember], _ path: [any CodingKey]) {
      self.members = members
      self.path = path
    }

    func take(_ key: String) -> JSONValue? {
      guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
      taken.insert(index)
      return members[index].value
    }

    func has(_ key: String) -> Bool { members.contains { $0.key == key } }
  }

  private var objects: [OpenObject] = []

  func open(_ members: [JSONMember], path: [any CodingKey]) -> OpenObject {
    let object = OpenObject(members, path)
    objects.append(object)
    return object
  }

  func verifyNothingIsLeft() throws {
    for object in objects where object.taken.count < object.members.count {
      for (index, member) in object.members.enumerated() where !object.taken.contains(index) {
        throw CodingFailure(
          code: .unknownKey, path: object.path.text, detail: "unknown key '\(member.key)'")
      }
    }
  }

  func decode<T: Decodable>(
    _ type: T.Type, from value: JSONValue, path: [any CodingKey]
  ) throws -> T {
    if type == [UInt8].self {
      guard let bytes = value.bytes else { throw wrongType("Base64 text", value, path) }
      if let result = bytes as? T { return result }
    }
    if type == String.self, let result = value.string as? T { return result }
    do {
      return try T(from: ValueReader(reading: self, value: value, codingPath: path))
    } catch let error as DecodingError {
      throw CodingFailure(code: .custom, path: path.text, detail: explanation(error))
    }
  }

  func integer<T: BinaryInteger>(
    _ type: T.Type, _ value: JSONValue, _ path: [any CodingKey]
  ) throws -> T {
    guard let number = value.integer else { throw wrongType("an integer", value, path) }
    guard let result = T(exactly: number) else {
      throw CodingFailure(
        code: .outOfRange, path: path.text, detail: "\(number) does not fit \(type)")
    }
    return result
  }

  private func explanation(_ error: DecodingError) -> String {
    switch error {
    case .dataCorrupted(let context), .keyNotFound(_, let context),
      .typeMismatch(_, let context), .valueNotFound(_, let context):
      return context.debugDescription
    @unknown default: return "not a value of this type"
    }
  }
}

private func wrongType(
  _ wanted: String, _ value: JSONValue, _ path: [any CodingKey]
) -> CodingFailure {
  let found =
    switch value {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  return CodingFailure(
    code: .wrongType, path: path.text, detail: "expected \(wanted), got \(found)")
}

private struct ValueReader: Decoder, SingleValueDecodingContainer {
  let reading: Reading
  let value: JSONValue
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw wrongType("an object", value, codingPath) }
    let object = reading.open(members, path: codingPath)
    return KeyedDecodingContainer(
      KeyedReader<Key>(reading: reading, object: object, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let elements = value.array else { throw wrongType("an array", value, codingPath) }
    return UnkeyedReader(reading: reading, elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { value == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard let flag = value.bool else { throw wrongType("a boolean", value, codingPath) }
    return flag
  }

  func decode(_ type: String.Type) throws -> String {
    guard let text = value.string else { throw wrongType("a string", value, codingPath) }
    return text
  }

  func decode(_ type: Double.Type) throws -> Double {
    throw floatingPoint(codingPath)
  }
  func decode(_ type: Float.Type) throws -> Float { throw floatingPoint(codingPath) }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if let integers = type as? any BinaryInteger.Type {
      let number = try integer(integers)
      if let result = number as? T { return result }
    }
    return try reading.decode(type, from: value, path: codingPath)
  }

  private func integer<N: BinaryInteger>(_ type: N.Type) throws -> N {
    try reading.integer(type, value, codingPath)
  }
}

private struct UnkeyedReader: UnkeyedDecodingContainer {
  let reading: Reading
  let elements: [JSONValue]
  let codingPath: [any CodingKey]
  var currentIndex = 0

  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  private mutating func next() throws -> ValueReader {
    guard !isAtEnd else {
      throw CodingFailure(code: .missingElement, path: codingPath.text, detail: "too few elements")
    }
    defer { currentIndex += 1 }
    return ValueReader(reading: reading, value: elements[currentIndex], codingPath: codingPath)
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }

  mutating func nestedContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next() }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let reading: Reading
  let object: Reading.OpenObject
  let codingPath: [any CodingKey]

  var allKeys: [Key] { object.members.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { object.has(key.stringValue) }

  private func reader(_ key: any CodingKey) throws -> ValueReader {
    guard let value = object.take(key.stringValue) else {
      throw CodingFailure(
        code: .missingKey, path: codingPath.text, detail: "missing key '\(key.stringValue)'")
    }
    return ValueReader(reading: reading, value: value, codingPath: codingPath + [key])
  }

  func decodeNil(forKey key: Key) throws -> Bool { try reader(key).decodeNil() }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try reader(key).decode(type)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try reader(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try reader(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try reader(SuperKey()) }

  func superDecoder(forKey key: Key) throws -> any Decoder { try reader(key) }
}
