internal import EDARuntime
internal import Simulation

/// What components did to their stores: a cost that no machine's speed changes.
public struct StoreWork: Hashable, Sendable {
  /// Reads, scans and commits.
  public private(set) var calls = 0
  /// Keys that were read, returned by a scan, written or deleted.
  public private(set) var keys = 0
  /// Bytes of keys and values that these calls moved.
  public private(set) var bytes = 0

  init(_ steps: [Step]) {
    for case .performed(_, _, let call, let answer) in steps { add(call, answer) }
  }

  private init(calls: Int, keys: Int, bytes: Int) {
    self.calls = calls
    self.keys = keys
    self.bytes = bytes
  }

  /// What was done since an earlier moment of the same run.
  public static func - (later: Self, earlier: Self) -> Self {
    Self(
      calls: later.calls - earlier.calls, keys: later.keys - earlier.keys,
      bytes: later.bytes - earlier.bytes)
  }

  private mutating func add(_ call: RuntimeCall, _ answer: RuntimeAnswer) {
    switch (call, answer) {
    case (.storeGet(_, let key), .entry(let entry)): add([(key, entry?.value)])
    case (.storeScan, .entries(let entries)): add(entries.map { ($0.key, $0.value) })
    case (.storeCommit(_, _, let writes), _): add(writes.map { ($0.key, $0.value) })
    default: return
    }
  }

  private mutating func add(_ touched: [(key: String, value: [UInt8]?)]) {
    calls += 1
    keys += touched.count
    bytes += touched.reduce(0) { $0 + $1.key.utf8.count + ($1.value?.count ?? 0) }
  }
}
