import Testing

@testable import EDARuntime

/// The obvious model of the store: an array that is sorted whenever it is read.
private struct NaiveStore {
  var entries: [StoreEntry] = []
  var version: Int64 = 0

  func entry(_ key: String) -> StoreEntry? {
    entries.first { Array($0.key.utf8) == Array(key.utf8) }
  }

  func entries(from: String, upTo: String?, limit: Int) -> [StoreEntry] {
    let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let inRange = sorted.filter { entry in
      !entry.key.utf8.lexicographicallyPrecedes(from.utf8)
        && (upTo.map { entry.key.utf8.lexicographicallyPrecedes($0.utf8) } ?? true)
    }
    return Array(inRange.prefix(limit))
  }

  mutating func commit(_ writes: [StoreWrite]) {
    version += 1
    for write in writes {
      entries.removeAll { Array($0.key.utf8) == Array(write.key.utf8) }
      if let value = write.value {
        entries.append(StoreEntry(key: write.key, value: value, version: version))
      }
    }
  }
}

@Suite("The sorted store")
struct SortedStoreTests {
  private func put(_ key: String, _ value: UInt8 = 0) -> StoreWrite {
    StoreWrite(key: key, value: [value])
  }

  @Test("random commits and scans agree with the obvious model", arguments: [21, 22] as [UInt64])
  func agreesWithModel(seed: UInt64) {
    var values = RandomValues(seed: seed)
    let keys = (0..<60).map { _ in values.string() }
    var (store, model) = (SortedStore(), NaiveStore())
    for _ in 0..<1500 {
      let writes = (0...values.below(3)).map { _ in
        StoreWrite(
          key: keys[values.below(60)], value: values.below(3) == 0 ? nil : values.bytes(upTo: 3))
      }
      #expect(store.commit(reads: [], writes: writes) == .done)
      model.commit(writes)
      let (from, upTo) = (keys[values.below(60)], keys[values.below(60)])
      let limit = values.below(20)
      let end = values.below(2) == 0 ? nil : upTo
      #expect(
        store.entries(from: from, upTo: end, limit: limit)
          == model.entries(from: from, upTo: end, limit: limit))
      #expect(store.entry(from) == model.entry(from))
      #expect(store.count == model.entries.count)
    }
    #expect(store.version == model.version)
  }

  @Test("six thousand keys, put in and taken out in random order, stay sorted")
  func manyKeys() {
    var values = RandomValues(seed: 23)
    var keys = Set<Int>()
    var store = SortedStore()
    for round in 0..<9000 {
      let number = values.below(6000)
      // Mostly in at first, mostly out at the end: blocks split, then empty.
      let isPut = values.below(9000) >= round
      if isPut { keys.insert(number) } else { keys.remove(number) }
      let write = isPut ? put("k\(number)") : StoreWrite(key: "k\(number)", value: nil)
      _ = store.commit(reads: [], writes: [write])
      guard round % 1000 == 999 else { continue }
      #expect(store.entries().map(\.key) == keys.map { "k\($0)" }.sorted())
    }
    for number in keys {
      _ = store.commit(reads: [], writes: [StoreWrite(key: "k\(number)", value: nil)])
    }
    #expect(store.count == 0)
    #expect(store.entries().isEmpty)
  }

  @Test("keys are bytes: composed and decomposed é are two keys, and é sorts after z")
  func keysAreBytes() {
    var store = SortedStore()
    _ = store.commit(
      reads: [], writes: [put("\u{e9}", 1), put("e\u{301}", 2), put("z", 3), put("e", 4)])
    #expect(store.count == 4)
    #expect(store.entry("\u{e9}")?.value == [1])
    #expect(store.entry("e\u{301}")?.value == [2])
    #expect(store.entries().map { $0.value[0] } == [4, 2, 3, 1])
    _ = store.commit(reads: [], writes: [StoreWrite(key: "e\u{301}", value: nil)])
    #expect(store.entries().map { $0.value[0] } == [4, 3, 1])
  }

  @Test("a range begins with its first key and ends before its last")
  func ranges() {
    var store = SortedStore()
    _ = store.commit(reads: [], writes: ["a", "b", "c", "d"].map { put($0) })
    #expect(store.entries(from: "b", upTo: "d").map(\.key) == ["b", "c"])
    #expect(store.entries(from: "bb").map(\.key) == ["c", "d"])
    #expect(store.entries(from: "c", upTo: "a").isEmpty)
    #expect(store.entries(limit: 3).map(\.key) == ["a", "b", "c"])
    #expect(store.entries(limit: 0).isEmpty)
  }

  @Test("a commit is refused if a key it read has another version, and then writes nothing")
  func conflicts() {
    var store = SortedStore()
    #expect(store.commit(reads: [StoreRead(key: "a", version: 0)], writes: [put("a")]) == .done)
    #expect(store.entry("a")?.version == 1)
    let stale = [StoreRead(key: "b", version: 0), StoreRead(key: "a", version: 0)]
    #expect(store.commit(reads: stale, writes: [put("b")]) == .conflict(key: "a"))
    #expect(store.entry("b") == nil)
    #expect(store.version == 1)
    #expect(store.commit(reads: [StoreRead(key: "a", version: 1)], writes: [put("a")]) == .done)
    #expect(store.entry("a")?.version == 2)
  }

  @Test("a commit that only reads is checked and counts as no version")
  func readOnlyCommit() {
    var store = SortedStore()
    #expect(store.commit(reads: [StoreRead(key: "a", version: 0)], writes: []) == .done)
    #expect(store.version == 0)
    #expect(
      store.commit(reads: [StoreRead(key: "a", version: 1)], writes: []) == .conflict(key: "a"))
  }
}
