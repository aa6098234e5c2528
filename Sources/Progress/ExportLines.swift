import Foundation

/// The first line of an export.
struct ExportHeader: Codable, Equatable {
  /// Where one chain ends.
  struct Chain: Codable, Equatable {
    var chain: String
    var events: Int
    var head: String

    init(_ head: ChainHead) {
      chain = head.chain
      events = head.seq
      self.head = head.hash.hex
    }
  }

  /// The name of the form and its version.
  static let schema = "edalab.progress/1"
  /// Whether this names a later version of the form.
  static func isNewer(_ schema: String) -> Bool {
    let parts = schema.split(separator: "/")
    return parts.count == 2 && parts[0] == "edalab.progress" && Int(parts[1]).map { $0 > 1 } == true
  }

  var schema = ExportHeader.schema
  var events: Int
  /// In the order of their names.
  var chains: [Chain]

  init(_ heads: [String: ChainHead]) {
    events = heads.values.reduce(0) { $0 + $1.seq }
    chains = heads.values.sorted { $0.chain < $1.chain }.map(Chain.init)
  }
}

/// Every further line of an export.
struct ExportedEvent: Codable {
  var chain: String
  var seq: Int
  var at: String
  var kind: String
  /// The bytes that were hashed; those that are no UTF-8 stand in `bodyBase64` instead.
  var body: String?
  var bodyBase64: String?
  var prev: String
  var hash: String

  init(_ event: StoredEvent) {
    chain = event.id.chain
    seq = event.id.seq
    at = event.at
    kind = event.kind
    body = String(data: event.body, encoding: .utf8)
    bodyBase64 = body == nil ? event.body.base64EncodedString() : nil
    prev = event.prev.hex
    hash = event.hash.hex
  }

  /// The event; nil if a field has no value that an event can have.
  var event: StoredEvent? {
    let bytes = body.map { Data($0.utf8) } ?? bodyBase64.flatMap { Data(base64Encoded: $0) }
    guard ChainName.isValid(chain), let bytes, let prev = Data(hex: prev), prev.count == 32,
      let hash = Data(hex: hash), hash.count == 32
    else { return nil }
    return StoredEvent(
      id: EventID(chain: chain, seq: seq), at: at, kind: kind, body: bytes, prev: prev, hash: hash)
  }
}

extension Data {
  /// The bytes that pairs of hexadecimal digits stand for.
  fileprivate init?(hex: String) {
    let digits = hex.utf8.map(hexDigit)
    guard digits.count.isMultiple(of: 2) else { return nil }
    self.init()
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      append(high << 4 | low)
    }
  }
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}
