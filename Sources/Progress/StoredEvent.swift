import Digests
import Foundation

/// A row of the log.
struct StoredEvent: Equatable {
  /// The place in the log, from 1, without gaps.
  var seq: Int
  /// UTC, RFC 3339. It orders nothing: clocks go backwards.
  var at: String
  var kind: String
  var body: Data
  /// The hash of the event before.
  var prev: Data
  var hash: Data

  /// The hash that the other fields must have.
  ///
  /// The length of each field is hashed before it, so that no two events have the same input.
  var expectedHash: Data {
    var hash = SHA256()
    hash.update(field: Array("edalab-event-v1".utf8))
    hash.update(field: UInt64(bitPattern: Int64(seq)).bigEndianBytes)
    hash.update(field: Array(at.utf8))
    hash.update(field: Array(kind.utf8))
    hash.update(field: body)
    hash.update(field: prev)
    return Data(hash.finish().bytes)
  }
}

/// The end of a chain of events: what the next one must follow.
struct ChainHead: Equatable {
  var seq: Int
  var hash: Data

  /// Before the first event.
  static let start = ChainHead(seq: 0, hash: Data(count: 32))

  /// The next event, with its place and its hashes.
  func next(at: String, kind: String, body: Data) -> StoredEvent {
    var event = StoredEvent(
      seq: seq + 1, at: at, kind: kind, body: body, prev: hash, hash: Data())
    event.hash = event.expectedHash
    return event
  }

  /// Moves behind the event if it follows, and says whether it does.
  mutating func advance(over event: StoredEvent) -> Bool {
    guard event.seq == seq + 1, event.prev == hash, event.hash == event.expectedHash else {
      return false
    }
    self = ChainHead(seq: event.seq, hash: event.hash)
    return true
  }
}
