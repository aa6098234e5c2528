/// Why a Swift value has no form at the boundary, or the other way round.
package struct CodingFailure: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case unsupportedType, wrongType, missingKey, unknownKey, outOfRange, missingElement, custom
  }

  package let code: Code
  /// Keys from the outside in, for example `route.key`. Elements of an array have the path of the
  /// array.
  package let path: String
  package let detail: String

  package var description: String { path.isEmpty ? detail : "\(path): \(detail)" }
}

/// Turns any `Encodable` value into the boundary's JSON. Members are sorted by key and elements of
/// sets by their bytes, so that equal values have equal bytes; `[UInt8]` becomes Base64 text;
/// floating point is refused.
package enum ValueEncoder {
  package static func encode(_ value: some Encodable) throws -> JSONValue {
    let slot = EncodingSlot()
    try slot.store(value, path: [])
    return slot.finish()
  }
}

/// The place where one value of the result is being built.
private final class EncodingSlot {
  private var value = JSONValue.null
  private var members: [(key: String, slot: EncodingSlot)]?
  private var elements: [EncodingSlot]?

  var elementCount: Int { elements?.count ?? 0 }

  func set(_ value: JSONValue) { self.value = value }
  func becomeObject() { if members == nil { members = [] } }
  func becomeArray() { if elements == nil { elements = [] } }

  func member(_ key: String) -> EncodingSlot {
    let slot = EncodingSlot()
    members?.removeAll { $0.key == key }
    members?.append((key, slot))
    return slot
  }

  func element() -> EncodingSlot {
    let slot = EncodingSlot()
    elements?.append(slot)
    return slot
  }

  func store(_ value: some Encodable, path: [any CodingKey]) throws {
    // Not by cast alone: an empty array can be cast to an array of anything.
    if type(of: value) == [UInt8].self, let bytes = value as? [UInt8] { return set(.bytes(bytes)) }
    if let text = value as? String { return set(.string(text)) }
    try value.encode(to: SlotEncoder(slot: self, codingPath: path))
    if let elements, let unordered = value as? any UnorderedValue {
      self.elements = unordered.sorted(elements)
    }
  }

  func finish() -> JSONValue {
    if let members {
      let sorted = members.sorted { $0.key < $1.key }
      return .object(sorted.map { JSONMember($0.key, $0.slot.finish()) })
    }
    if let elements { return .array(elements.map { $0.finish() }) }
    return value
  }
}

/// A value that writes its elements in an order that depends on the hash seed.
private protocol UnorderedValue {
  /// The elements in an order that depends on the value alone.
  func sorted(_ elements: [EncodingSlot]) -> [EncodingSlot]
}

extension EncodingSlot {
  /// The elements in groups of a size, sorted by the bytes of each group.
  fileprivate static func sorted(_ elements: [EncodingSlot], by size: Int) -> [EncodingSlot] {
    stride(from: 0, to: elements.count, by: size)
      .map { start -> (bytes: [UInt8], group: ArraySlice<EncodingSlot>) in
        let group = elements[start..<min(start + size, elements.count)]
        return (group.flatMap { JSONWriter.write($0.finish()) }, group)
      }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
      .flatMap(\.group)
  }
}

extension Set: UnorderedValue {
  fileprivate func sorted(_ elements: [EncodingSlot]) -> [EncodingSlot] {
    EncodingSlot.sorted(elements, by: 1)
  }
}

/// A dictionary whose keys are neither texts nor integers travels as an array: key, value, key,
/// value.
extension Dictionary: UnorderedValue {
  fileprivate func sorted(_ elements: [EncodingSlot]) -> [EncodingSlot] {
    EncodingSlot.sorted(elements, by: 2)
  }
}

private struct SlotEncoder: Encoder {
  let slot: EncodingSlot
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    slot.becomeObject()
    return KeyedEncodingContainer(KeyedSlots<Key>(slot: slot, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    slot.becomeArray()
    return UnkeyedSlots(slot: slot, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleSlot(slot: slot, codingPath: codingPath)
  }
}

private struct SingleSlot: SingleValueEncodingContainer {
  let slot: EncodingSlot
  let codingPath: [any CodingKey]

  func encodeNil() { slot.set(.null) }
  func encode(_ value: Bool) { slot.set(.bool(value)) }
  func encode(_ value: String) { slot.set(.string(value)) }
  func encode(_ value: Double) throws { throw floatingPoint(codingPath) }
  func encode(_ value: Float) throws { throw floatingPoint(codingPath) }
  func encode<T: Encodable>(_ value: T) throws {
    if let number = value as? any BinaryInteger {
      guard let fitting = Int64(exactly: number) else {
        throw CodingFailure(code: .outOfRange, path: codingPath.text, detail: "beyond 64 bits")
      }
      return slot.set(.integer(fitting))
    }
    try slot.store(value, path: codingPath)
  }
}

private struct UnkeyedSlots: UnkeyedEncodingContainer {
  let slot: EncodingSlot
  let codingPath: [any CodingKey]
  var count: Int { slot.elementCount }

  private var next: SingleSlot { SingleSlot(slot: slot.element(), codingPath: codingPath) }

  func encodeNil() { next.encodeNil() }
  func encode(_ value: Bool) { next.encode(value) }
  func encode(_ value: String) { next.encode(value) }
  func encode(_ value: Double) throws { try next.encode(value) }
  func encode(_ value: Float) throws { try next.encode(value) }
  func encode<T: Encodable>(_ value: T) throws { try next.encode(value) }

  func nestedContainer<Key: CodingKey>(
    keyedBy keyType: Key.Type
  ) -> KeyedEncodingContainer<Key> {
    SlotEncoder(slot: slot.element(), codingPath: codingPath).container(keyedBy: keyType)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    SlotEncoder(slot: slot.element(), codingPath: codingPath).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { SlotEncoder(slot: slot.element(), codingPath: codingPath) }
}

private struct KeyedSlots<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let slot: EncodingSlot
  let codingPath: [any CodingKey]

  private func member(_ key: any CodingKey) -> SingleSlot {
    SingleSlot(slot: slot.member(key.stringValue), codingPath: codingPath + [key])
  }

  private func encoder(_ key: any CodingKey) -> SlotEncoder {
    SlotEncoder(slot: slot.member(key.stringValue), codingPath: codingPath + [key])
  }

  func encodeNil(forKey key: Key) { member(key).encodeNil() }
  func encode(_ value: Bool, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: String, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: Double, forKey key: Key) throws { try member(key).encode(value) }
  func encode(_ value: Float, forKey key: Key) throws { try member(key).encode(value) }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try member(key).encode(value) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder(key).container(keyedBy: keyType)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder(SuperKey()) }
  func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

/// The member under which a class keeps what its superclass has to say.
struct SuperKey: CodingKey {
  var stringValue: String { "super" }
  var intValue: Int? { nil }
  init() {}
  init?(stringValue: String) { nil }
  init?(intValue: Int) { nil }
}

/// Floating point has no form at the boundary, in neither direction.
func floatingPoint(_ path: [any CodingKey]) -> CodingFailure {
  CodingFailure(
    code: .unsupportedType, path: path.text,
    detail: "floating point does not cross the boundary; use thousandths or minor units")
}

extension [any CodingKey] {
  /// The path as people write it: `route.key`.
  var text: String { map(\.stringValue).joined(separator: ".") }
}
