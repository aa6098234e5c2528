/// The model of a transactional store: keys in byte order, each with the version that wrote it
/// last.
package struct SortedStore: Equatable, Sendable {
  private var values: [StoreKey: StoreEntry] = [:]
  /// Keys in byte order, in blocks, so that an insertion moves little however many keys there are.
  private var order = SortedKeys()
  /// Counts commits that wrote; the version of what the last one wrote.
  package private(set) var version: Int64 = 0

  package init() {}

  package var count: Int { values.count }

  package func entry(_ key: String) -> StoreEntry? { values[StoreKey(key)] }

  /// At most `limit` entries in byte order of their keys, from `from` up to but not including
  /// `upTo`.
  package func entries(from: String = "", upTo: String? = nil, limit: Int = .max) -> [StoreEntry] {
    order.keys(from: from, upTo: upTo, limit: limit).compactMap { values[StoreKey($0)] }
  }

  /// All writes, or none if a key that was read has another version by now.
  package mutating func commit(reads: [StoreRead], writes: [StoreWrite]) -> RuntimeAnswer {
    for read in reads where values[StoreKey(read.key)]?.version ?? 0 != read.version {
      return .conflict(key: read.key)
    }
    guard !writes.isEmpty else { return .done }
    version += 1
    for write in writes {
      let key = StoreKey(write.key)
      if let value = write.value {
        if values[key] == nil { order.insert(write.key) }
        values[key] = StoreEntry(key: write.key, value: value, version: version)
      } else if values.removeValue(forKey: key) != nil {
        order.remove(write.key)
      }
    }
    return .done
  }
}

/// A key as a dictionary key: compared by bytes, where `String` compares what the eye sees.
private struct StoreKey: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (a: Self, b: Self) -> Bool { a.text.isSameKey(as: b.text) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// A sorted set of keys in blocks of bounded size.
struct SortedKeys: Equatable, Sendable {
  private static let blockSize = 512
  private var blocks: [[String]] = []

  mutating func insert(_ key: String) {
    guard !blocks.isEmpty else {
      blocks = [[key]]
      return
    }
    let block = blockIndex(for: key)
    let place = Self.lowerBound(of: key, in: blocks[block])
    blocks[block].insert(key, at: place)
    guard blocks[block].count > Self.blockSize else { return }
    let upper = Array(blocks[block][(Self.blockSize / 2)...])
    blocks[block].removeSubrange((Self.blockSize / 2)...)
    blocks.insert(upper, at: block + 1)
  }

  mutating func remove(_ key: String) {
    guard !blocks.isEmpty else { return }
    let block = blockIndex(for: key)
    let place = Self.lowerBound(of: key, in: blocks[block])
    guard place < blocks[block].count, blocks[block][place].isSameKey(as: key) else { return }
    blocks[block].remove(at: place)
    if blocks[block].isEmpty { blocks.remove(at: block) }
  }

  func keys(from: String, upTo: String?, limit: Int) -> [String] {
    var found: [String] = []
    guard !blocks.isEmpty else { return found }
    var block = blockIndex(for: from)
    var place = Self.lowerBound(of: from, in: blocks[block])
    while block < blocks.count, found.count < limit {
      guard place < blocks[block].count else {
        block += 1
        place = 0
        continue
      }
      let key = blocks[block][place]
      if let upTo, !key.isKey(before: upTo) { break }
      found.append(key)
      place += 1
    }
    return found
  }

  /// The last block whose first key is not after the key.
  private func blockIndex(for key: String) -> Int {
    var low = 0
    var high = blocks.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if key.isKey(before: blocks[middle][0]) { high = middle } else { low = middle }
    }
    return low
  }

  private static func lowerBound(of key: String, in block: [String]) -> Int {
    var low = 0
    var high = block.count
    while low < high {
      let middle = (low + high) / 2
      if block[middle].isKey(before: key) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
