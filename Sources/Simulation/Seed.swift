internal import Digests
package import EDARuntime

/// The one secret that a run grows from: everything random in it derives from these bytes by HKDF,
/// each purpose for itself, so that drawing more for one purpose changes nothing for another.
package struct Seed: Hashable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  /// A graded run's seed: 32 bytes.
  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// A practice seed: a number that people can type.
  package init(number: UInt64) { bytes = number.bigEndianBytes }

  /// The seed that its hexadecimal form names: 1 to 64 digits; nil otherwise.
  package init?(hexadecimal text: String) {
    guard (1...64).contains(text.utf8.count) else { return nil }
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.utf8.count else { return nil }
    let padded = Array(repeating: 0, count: max(0, 16 - digits.count)) + digits
    let even = padded.count % 2 == 0 ? padded : [0] + padded
    bytes = stride(from: 0, to: even.count, by: 2).map { UInt8(even[$0] << 4 | even[$0 + 1]) }
  }

  /// Lower-case hexadecimal, at least 16 digits.
  package var description: String {
    bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
  }

  /// A seed for one purpose.
  package func derive(_ purpose: String) -> Seed {
    Seed(bytes: HKDF.derive(from: bytes, info: purpose, count: 32))
  }

  /// A number for one purpose.
  package func number(_ purpose: String) -> UInt64 {
    HKDF.derive(from: bytes, info: purpose, count: 8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A generator for one purpose: xoshiro256**, with all of its state derived.
  package func generator(_ purpose: String) -> RandomNumbers {
    let words = HKDF.derive(from: bytes, info: purpose, count: 32)
    let state = (0..<4).map { word in
      words[8 * word..<8 * word + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    return RandomNumbers(state: (state[0], state[1], state[2], state[3] | 1))
  }
}
