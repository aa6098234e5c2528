internal import EDARuntime
internal import Simulation

/// What stands in a transactional store, read by the checker from the conductor's own copy: the
/// component is not asked.
public struct StoreView {
  private let store: SortedStore?

  init(_ store: SortedStore?) { self.store = store }

  /// How many keys begin with the prefix.
  public func count(prefix: String = "") -> Int { keys(prefix: prefix).count }

  /// The keys that begin with the prefix, in byte order.
  public func keys(prefix: String = "") -> [String] {
    (store?.entries(from: prefix) ?? []).map(\.key).filter { $0.utf8.starts(with: prefix.utf8) }
  }

  /// The whole number that a key holds as decimal text, 0 if the key is absent.
  public func integer(_ key: String) -> Int64 {
    store?.entry(key).flatMap { Int64(storedAs: $0.value) } ?? 0
  }

  /// The text that a key holds, nil if the key is absent.
  public func text(_ key: String) -> String? {
    store?.entry(key).flatMap { String(validating: $0.value, as: UTF8.self) }
  }

  /// The bytes that a key holds, nil if the key is absent.
  public func bytes(_ key: String) -> [UInt8]? { store?.entry(key)?.value }
}
