import EDARuntime

/// One mark for each identity, and an index of the marks by the time at which they fall due.
struct OnceConsumer: IdempotentConsumer.Consumer {
  let store: TxStore
  let windowMilliseconds: Int64

  mutating func process(
    _ envelope: Envelope, now: Instant, apply: (inout Transaction) throws -> Void
  ) throws -> IdempotentConsumer.Outcome {
    let identity = Self.identity(of: envelope)
    return try store.transaction { transaction in
      if let firstPayload = try transaction.get("mark/" + identity) {
        if firstPayload != envelope.data {
          transaction.put("mismatches", (try transaction.integer("mismatches") ?? 0) + 1)
        }
        return .duplicate
      }
      try apply(&transaction)
      transaction.put("mark/" + identity, envelope.data)
      transaction.put("due/\(Self.sortable(now.milliseconds))/" + identity, [])
      try forgetOldest(in: &transaction, before: now)
      return .applied
    }
  }

  func mismatchCount() throws -> Int64 { try store.integer("mismatches") ?? 0 }

  /// Two at a time: each event adds one mark, so the store shrinks to the window again after any burst.
  private func forgetOldest(in transaction: inout Transaction, before now: Instant) throws {
    let end = "due/" + Self.sortable(now.milliseconds - windowMilliseconds)
    for (key, _) in try transaction.scan(from: "due/", upTo: end, limit: 2) {
      transaction.delete(key)
      // "due/", nineteen digits and a slash stand before the identity.
      transaction.delete("mark/" + String(decoding: key.utf8.dropFirst(24), as: UTF8.self))
    }
  }

  /// The length says where the source ends, whatever it and the id consist of.
  private static func identity(of envelope: Envelope) -> String {
    "\(envelope.source.utf8.count):\(envelope.source)\(envelope.id)"
  }

  /// Decimal digits whose order as text is the order of the numbers.
  private static func sortable(_ number: Int64) -> String {
    let digits = String(max(0, number))
    return String(repeating: "0", count: 19 - digits.count) + digits
  }
}
