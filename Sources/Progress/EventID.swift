import Foundation

/// Names an event, in every store that holds it.
package struct EventID: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The chain that it belongs to: 32 hexadecimal digits.
  package var chain: String
  /// Its place in the chain, from 1, without gaps.
  package var seq: Int

  package init(chain: String, seq: Int) {
    self.chain = chain
    self.seq = seq
  }

  /// `7 of chain 1a2b3c4d`, for messages.
  package var description: String { "\(seq) of chain \(chain.prefix(8))" }
}

/// Where an event stands among those of all chains. It depends on the events alone, not on when or
/// in which order they came into a store, and follows the order of each chain.
package struct EventPlace: Codable, Hashable, Comparable, Sendable {
  /// The latest `at` of the chain up to and with the event: a clock that goes backwards does not
  /// take the event with it.
  var time: String
  package var id: EventID

  package static func < (one: EventPlace, other: EventPlace) -> Bool {
    (one.time, one.id.chain, one.id.seq) < (other.time, other.id.chain, other.id.seq)
  }
}

/// The names of chains.
enum ChainName {
  /// A name that no other chain has: 16 random bytes.
  static func random() -> String {
    (0..<16).reduce(into: "") { name, _ in name += Data.hex(of: UInt8.random(in: 0...255)) }
  }

  /// The name of a chain of the first form, which had none: taken from its first event, so that it
  /// is the same in every copy.
  static func ofFirstForm(firstHash: Data) -> String { firstHash.prefix(16).hex }

  static func isValid(_ name: String) -> Bool {
    name.utf8.count == 32
      && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
