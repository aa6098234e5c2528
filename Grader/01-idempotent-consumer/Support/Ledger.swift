import EDARuntime
import GraderKit

/// What the totals must be in the end, by the rules of the lab alone: each distinct event counts
/// once.
struct Ledger {
  private(set) var totals: [String: Int64] = [:]
  private var known: Set<Identity> = []

  init() {}

  /// The totals after these calls, of which the first one of each event counts.
  init(_ calls: [IdempotentConsumer.Call]) {
    for case .process(let envelope, .add(let amount, let account)) in calls {
      enter(envelope, amount, account)
    }
  }

  /// Enters a payment unless its event is known.
  mutating func enter(_ envelope: Envelope, _ amount: Int64, _ account: String) {
    guard known.insert(Identity(envelope)).inserted else { return }
    totals[account, default: 0] += amount
  }

  /// Fails unless the store holds exactly these totals.
  func expectTotals(in store: StoreView) throws {
    for (account, total) in totals.sorted(by: { $0.key < $1.key }) {
      try expect(
        store.integer("total/" + account), equals: total,
        "the total of \(account) after each distinct event has had its effect once")
    }
  }
}

/// Source and id as bytes: texts that only look the same are different.
struct Identity: Hashable {
  let source: [UInt8]
  let id: [UInt8]

  init(_ envelope: Envelope) {
    source = Array(envelope.source.utf8)
    id = Array(envelope.id.utf8)
  }
}
