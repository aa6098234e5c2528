import Digests
import Foundation

/// A row of the log.
struct StoredEvent: Equatable {
  var id: EventID
  /// UTC, RFC 3339.
  var at: String
  var kind: String
  var body: Data
  /// The hash of the event before in the same chain.
  var prev: Data
  var hash: Data

  /// The hash that the other fields must have.
  ///
  /// The length of each field is hashed before it, so that no two events have the same input.
  func expectedHash(_ form: ChainForm) -> Data {
    var hash = SHA256()
    hash.update(field: Array(form.domain.utf8))
    if form == .second { hash.update(field: Array(id.chain.utf8)) }
    hash.update(field: UInt64(bitPattern: Int64(id.seq)).bigEndianBytes)
    hash.update(field: Array(at.utf8))
    hash.update(field: Array(kind.utf8))
    hash.update(field: body)
    hash.update(field: prev)
    return Data(hash.finish().bytes)
  }
}

/// How the events of a chain are hashed. A chain keeps the form that it began with.
enum ChainForm: Int, Codable {
  /// Of stores that held one chain, without a name. No chain of this form is added to any more.
  case first = 1
  /// With the chain's name.
  case second

  var domain: String { "edalab-event-v\(rawValue)" }

  /// The form of the chain that begins with this event.
  init(of first: StoredEvent) {
    self = ChainName.ofFirstForm(firstHash: first.hash) == first.id.chain ? .first : .second
  }
}

/// The end of a chain of events: what the next one must follow.
struct ChainHead: Codable, Equatable {
  let chain: String
  private(set) var form = ChainForm.second
  /// The number of the last event; 0 before the first.
  private(set) var seq = 0
  private(set) var hash = Data(count: 32)
  /// The latest `at` so far.
  private(set) var time = ""

  /// Before the first event of a chain.
  init(chain: String) { self.chain = chain }

  /// The end of a chain of the first form.
  init(ofFirstForm chain: String, seq: Int, hash: Data) {
    self.chain = chain
    form = .first
    self.seq = seq
    self.hash = hash
  }

  /// The name of the next event.
  var next: EventID { EventID(chain: chain, seq: seq + 1) }

  /// The next event, with its place and its hashes.
  func next(at: String, kind: String, body: Data) -> StoredEvent {
    var event = StoredEvent(id: next, at: at, kind: kind, body: body, prev: hash, hash: Data())
    event.hash = event.expectedHash(form)
    return event
  }

  /// Whether the event follows.
  func isFollowed(by event: StoredEvent) -> Bool {
    var head = self
    return head.advance(over: event) != nil
  }

  /// Moves behind the event if it follows.
  ///
  /// - Returns: the event's place among those of all chains; nil if it does not follow.
  mutating func advance(over event: StoredEvent) -> EventPlace? {
    let form = seq == 0 ? ChainForm(of: event) : form
    guard event.id == next, event.prev == hash, event.hash == event.expectedHash(form) else {
      return nil
    }
    self.form = form
    seq = event.id.seq
    hash = event.hash
    time = max(time, event.at)
    return EventPlace(time: time, id: event.id)
  }
}

extension Data {
  /// Two lower-case digits for each byte.
  var hex: String { reduce(into: "") { $0 += Data.hex(of: $1) } }

  static func hex(of byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
