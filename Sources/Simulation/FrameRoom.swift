package import EDARuntime

/// What fits into one frame on its way to a component. Requests that would not are found out where
/// they arise, so that the one who is to blame is told in words.
package enum FrameRoom {
  /// So many entries never fit: each takes at least the ten bytes `["","",1],`.
  static let mostEntries = Frame.maximumLength / 8

  // As long as they can get: 64 bits in hexadecimal and in decimal.
  private static let id = "0000000000000000"
  private static let now = Instant(milliseconds: .min)

  /// Says that no frame can hold a call with this body, or only at some instants; nil if one can.
  package static func excess(ofCall body: JSONValue) -> FrameTooLong? {
    Frame.excess(of: Request.call(id: id, now: now, body: body).wire)
  }

  /// Says that no frame can hold the start of an instance with this setup; nil if one can.
  package static func excess(ofSetup setup: JSONValue) -> FrameTooLong? {
    let seed = UInt64(bitPattern: .min)
    return Frame.excess(
      of: Request.start(epoch: id, hashSeed: seed, randomSeed: seed, setup: setup).wire)
  }

  static func excess(ofTimer name: String) -> FrameTooLong? {
    Frame.excess(of: Request.signal(id: id, now: now, signal: .timer(name)).wire)
  }

  /// The answer, or a refusal in words if no frame can hold it.
  static func fitting(_ answer: RuntimeAnswer) -> RuntimeAnswer {
    holds(answer)
      ? answer : .refused("the answer is longer than 1 MiB; at most that fits in one frame")
  }

  /// Found out without writing the answer, unless it may be close.
  private static func holds(_ answer: RuntimeAnswer) -> Bool {
    switch answer {
    case .done, .number, .entry(nil): true
    case .entry(let entry?): holds(answer, CollectionOfOne(entry))
    case .entries(let entries): holds(answer, entries)
    case .bytes(let bytes):
      holds(answer, CollectionOfOne(StoreEntry(key: "", value: bytes, version: 0)))
    case .conflict, .peer, .refused: Frame.excess(of: Request.answer(answer).wire) == nil
    }
  }

  private static func holds(
    _ answer: RuntimeAnswer, _ entries: some Collection<StoreEntry>
  ) -> Bool {
    var least = 0
    // What stands around the entries, and around the key, value and version of each.
    var most = 32
    for entry in entries {
      let (key, value) = (entry.key.utf8.count, (entry.value.count + 2) / 3 * 4)
      least += key + value
      // A control character of a key takes six bytes.
      most += 6 * key + value + 32
      guard least <= Frame.maximumLength else { return false }
    }
    return most <= Frame.maximumLength || Frame.excess(of: Request.answer(answer).wire) == nil
  }
}
