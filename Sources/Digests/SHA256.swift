/// A SHA-256 digest: 32 bytes.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  init(bytes: [UInt8]) {
    precondition(bytes.count == 32, "a SHA-256 digest has 32 bytes, not \(bytes.count)")
    self.bytes = bytes
  }

  /// Lower-case hexadecimal, 64 characters.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The first twelve hexadecimal characters, for people.
  package var short: String { String(hex.prefix(12)) }

  package var description: String { hex }
}

/// SHA-256, as FIPS 180-4 section 6.2 defines it.
///
/// It stands here, and not in a library, because the simulation and every checker need it, and a C
/// library would have to travel in the kit with its headers and its module map.
package struct SHA256 {
  private var state: [UInt32] = SHA256.initialState
  private var block: [UInt8] = []
  private var length: UInt64 = 0

  package init() { block.reserveCapacity(64) }

  /// The digest of one message.
  package static func digest(_ message: some Sequence<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(message)
    return hash.finish()
  }

  /// The digest of a text's UTF-8 bytes.
  package static func digest(_ text: String) -> Digest { digest(text.utf8) }

  /// Adds bytes to the message.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      block.append(byte)
      length &+= 1
      if block.count == 64 { compress() }
    }
  }

  /// Adds a length (8 bytes, big-endian) and then the bytes, so that no two lists of fields have
  /// the same message.
  package mutating func update(field bytes: some Collection<UInt8>) {
    update(UInt64(bytes.count).bigEndianBytes)
    update(bytes)
  }

  /// The digest of everything added so far.
  package consuming func finish() -> Digest {
    let bits = length &* 8
    block.append(0x80)
    if block.count == 64 { compress() }
    while block.count != 56 {
      block.append(0)
      if block.count == 64 { compress() }
    }
    block.append(contentsOf: bits.bigEndianBytes)
    compress()
    return Digest(bytes: state.flatMap { UInt64($0).bigEndianBytes.suffix(4) })
  }

  private mutating func compress() {
    block.withUnsafeBufferPointer { block in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
        SHA256.expand(block, into: schedule)
        SHA256.rounds(schedule, &state)
      }
    }
    block.removeAll(keepingCapacity: true)
  }

  private static func expand(
    _ block: UnsafeBufferPointer<UInt8>, into w: UnsafeMutableBufferPointer<UInt32>
  ) {
    for t in 0..<16 {
      w[t] =
        UInt32(block[4 * t]) << 24 | UInt32(block[4 * t + 1]) << 16
        | UInt32(block[4 * t + 2]) << 8 | UInt32(block[4 * t + 3])
    }
    for t in 16..<64 {
      let s0 = w[t - 15].rotated(7) ^ w[t - 15].rotated(18) ^ (w[t - 15] >> 3)
      let s1 = w[t - 2].rotated(17) ^ w[t - 2].rotated(19) ^ (w[t - 2] >> 10)
      w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
    }
  }

  private static func rounds(_ w: UnsafeMutableBufferPointer<UInt32>, _ state: inout [UInt32]) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let s1 = e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)
      let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ roundConstants[t] &+ w[t]
      let s0 = a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)
      let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
    }
    for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
  }
}

extension UInt32 {
  fileprivate func rotated(_ bits: UInt32) -> UInt32 { self >> bits | self << (32 - bits) }
}

extension UInt64 {
  /// Eight bytes, most significant first.
  package var bigEndianBytes: [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: self >> (56 - 8 * $0)) }
  }
}
