/// Performs runtime calls in the component's own process, in memory.
///
/// For load that is generated inside the process: differential tests of a million operations, and
/// measurements in which the boundary would be what is measured (design, section 6).
public final class LocalRuntime {
  private let link = LocalLink()

  public init() {}

  /// Handles on the stores in memory.
  public func runtime(randomSeed: UInt64) -> Runtime { Runtime(link: link, randomSeed: randomSeed) }

  /// How many reads and commits the stores have performed.
  public var storeOperations: Int { link.operations }
}

private final class LocalLink: RuntimeLink {
  private var stores: [String: SortedStore] = [:]
  private(set) var operations = 0

  func perform(_ call: RuntimeCall) throws -> RuntimeAnswer {
    operations += 1
    switch call {
    case .storeGet(let store, let key): return .entry(stores[store]?.entry(key))
    case .storeScan(let store, let from, let upTo, let limit):
      return .entries(stores[store]?.entries(from: from, upTo: upTo, limit: limit) ?? [])
    case .storeCommit(let store, let reads, let writes):
      return stores[store, default: SortedStore()].commit(reads: reads, writes: writes)
    default: throw RuntimeFailure("a local runtime has stores only")
    }
  }
}
