/// One press of a key, as a terminal reports it.
package enum Key: Hashable, Sendable {
  case character(Character)
  case enter, escape, backspace, tab
  case up, down, left, right, pageUp, pageDown, home, end
  /// The terminal is gone.
  case endOfInput
}

/// Turns the bytes that a terminal sends into keys. Total: whatever arrives, in whatever pieces,
/// gives keys, and what means nothing is passed over.
package struct KeyParser: Sendable {
  private var bytes: [UInt8] = []

  package init() {}

  /// Whether a sequence has begun that has not ended. If nothing follows soon, it was the escape
  /// key: ``flush()``.
  package var isWaiting: Bool { !bytes.isEmpty }

  /// The keys that these bytes complete.
  package mutating func take(_ new: some Sequence<UInt8>) -> [Key] {
    bytes += new
    var keys: [Key] = []
    while let (key, length) = first() {
      bytes.removeFirst(length)
      if let key { keys.append(key) }
    }
    return keys
  }

  /// What stands there is all that comes.
  package mutating func flush() -> [Key] {
    defer { bytes = [] }
    return bytes.first == 0x1b ? [.escape] : []
  }

  /// The first key and how many bytes it takes; no key if they mean nothing. Nil if more are
  /// needed.
  private func first() -> (Key?, Int)? {
    guard let byte = bytes.first else { return nil }
    switch byte {
    case 0x1b: return sequence()
    case 0x0a, 0x0d: return (.enter, 1)
    case 0x09: return (.tab, 1)
    case 0x08, 0x7f: return (.backspace, 1)
    case 0x00..<0x20: return (nil, 1)
    case 0x20..<0x80: return (.character(Character(Unicode.Scalar(byte))), 1)
    default: return character(from: byte)
    }
  }

  private func character(from byte: UInt8) -> (Key?, Int)? {
    let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    guard length > 1 else { return (nil, 1) }
    guard bytes.count >= length else { return nil }
    guard let text = String(validating: bytes.prefix(length), as: UTF8.self),
      let character = text.first
    else { return (nil, 1) }
    return (.character(character), length)
  }

  /// `ESC [ A`, `ESC O A`, `ESC [ 5 ~`; an escape before any other key is the escape key.
  private func sequence() -> (Key?, Int)? {
    guard bytes.count > 1 else { return nil }
    guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else {
      return (.escape, 1)
    }
    // Parameters, then one final byte; nothing that is longer is a key.
    guard let end = bytes.indices.dropFirst(2).first(where: { bytes[$0] >= 0x40 }) else {
      return bytes.count > 16 ? (nil, bytes.count) : nil
    }
    let parameters = String(decoding: bytes[2..<end], as: UTF8.self)
    return (Self.key(final: bytes[end], parameters), end + 1)
  }

  private static func key(final byte: UInt8, _ parameters: String) -> Key? {
    switch (byte, parameters) {
    case (UInt8(ascii: "A"), _): .up
    case (UInt8(ascii: "B"), _): .down
    case (UInt8(ascii: "C"), _): .right
    case (UInt8(ascii: "D"), _): .left
    case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): .home
    case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): .end
    case (UInt8(ascii: "~"), "5"): .pageUp
    case (UInt8(ascii: "~"), "6"): .pageDown
    default: nil
    }
  }
}
