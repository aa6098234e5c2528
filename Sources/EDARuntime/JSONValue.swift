/// A value of the boundary's JSON: no floating point, no duplicate keys, members in the order
/// written.
package indirect enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])
}

/// A key of an object with its value.
package struct JSONMember: Equatable, Sendable {
  package let key: String
  package var value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue {
  /// Bytes travel as Base64 text (RFC 4648, section 4).
  package static func bytes(_ bytes: [UInt8]) -> JSONValue { .string(Base64.encode(bytes)) }

  package static func optional(_ value: JSONValue?) -> JSONValue { value ?? .null }

  package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  package var bytes: [UInt8]? { string.flatMap(Base64.decode) }
}
