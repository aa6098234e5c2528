import EDARuntime
import Testing

@Suite("The transactional store")
struct TxStoreTests {
  let local = LocalRuntime()
  var store: TxStore { local.runtime(randomSeed: 1).store() }

  struct Stop: Error, Equatable {}

  private func seed(_ keys: String...) throws {
    try store.transaction { transaction throws in
      for key in keys { transaction.put(key, Array(key.utf8)) }
    }
  }

  @Test("a transaction sees its own writes, others see them when it has committed")
  func ownWrites() throws {
    try store.transaction { transaction throws in
      transaction.put("a", [1])
      #expect(try transaction.get("a") == [1])
      transaction.put("a", [2])
      #expect(try transaction.get("a") == [2])
      #expect(try store.get("a") == nil)
      transaction.delete("a")
      #expect(try transaction.get("a") == nil)
      transaction.put("b", [3])
    }
    #expect(try store.get("a") == nil)
    #expect(try store.get("b") == [3])
  }

  @Test("nothing is written when the body throws, and its error reaches the caller")
  func throwingBody() throws {
    try seed("a")
    #expect(throws: Stop()) {
      try store.transaction { transaction throws in
        transaction.put("b", [1])
        transaction.delete("a")
        throw Stop()
      }
    }
    #expect(try store.get("a") == Array("a".utf8))
    #expect(try store.get("b") == nil)
  }

  @Test("when a key that was read has changed, the body runs again on the new value")
  func conflictIsRetried() throws {
    try seed("n")
    var seen: [[UInt8]?] = []
    let attempts = try store.transaction { transaction -> Int in
      seen.append(try transaction.get("n"))
      if seen.count == 1 { try store.transaction { $0.put("n", [9]) } }
      transaction.put("n", [UInt8(seen.count)])
      return seen.count
    }
    #expect(attempts == 2)
    #expect(seen == [Array("n".utf8), [9]])
    #expect(try store.get("n") == [2])
  }

  @Test(
    "a transaction that meets a conflict each time gives up and names the key", arguments: [1, 3])
  func givesUp(attempts: Int) throws {
    var runs = 0
    #expect(throws: StoreConflict.self) {
      try store.transaction(attempts: attempts) { transaction in
        runs += 1
        _ = try transaction.get("n")
        try store.transaction { $0.put("n", [UInt8(runs)]) }
        transaction.put("other", [0])
      }
    }
    #expect(runs == attempts)
    #expect(try store.get("other") == nil)
    let error = #expect(throws: StoreConflict.self) {
      try store.transaction(attempts: 0) { transaction in
        _ = try transaction.get("n")
        try store.transaction { $0.put("n", [77]) }
      }
    }
    #expect(error?.key == "n")
  }

  @Test("a write without a read is no conflict")
  func blindWrite() throws {
    try store.transaction { transaction throws in
      transaction.put("n", [1])
      try store.transaction { $0.put("n", [2]) }
    }
    #expect(try store.get("n") == [1])
  }

  @Test("a transaction of reads alone is checked too: two reads belong to one moment")
  func readOnly() throws {
    var runs = 0
    let pair = try store.transaction { transaction throws in
      runs += 1
      let a = try transaction.get("a")
      if runs == 1 { try seed("a", "b") }
      return [a, try transaction.get("b")]
    }
    #expect(pair == [Array("a".utf8), Array("b".utf8)])
    #expect(runs == 2)
  }

  @Test("a scan sees own writes and not what was deleted, up to its limit, in the order of bytes")
  func scan() throws {
    try seed("a", "b", "c", "d")
    try store.transaction { transaction throws in
      transaction.delete("a")
      transaction.delete("b")
      transaction.put("bb", [1])
      transaction.put("c", [2])
      transaction.put("e", [3])
      #expect(try transaction.scan(from: "").map(\.key) == ["bb", "c", "d", "e"])
      #expect(try transaction.scan(from: "", limit: 2).map(\.value) == [[1], [2]])
      #expect(try transaction.scan(from: "c", upTo: "e").map(\.key) == ["c", "d"])
      #expect(try transaction.scan(from: "", limit: .max).count == 4)
      #expect(try transaction.scan(from: "", limit: 0).isEmpty)
      #expect(try transaction.scan(from: "", limit: -1).isEmpty)
    }
    #expect(try store.scan(from: "").map(\.key) == ["bb", "c", "d", "e"])
    #expect(try store.scan(from: "", limit: -1).isEmpty)
  }

  @Test("keys that a scan returned count as read, keys beyond its limit do not")
  func scanIsARead() throws {
    try seed("a", "b", "c")
    for (changed, expected) in [("a", 2), ("b", 2), ("c", 1)] {
      var runs = 0
      try store.transaction { transaction throws in
        runs += 1
        transaction.put("z", [0])
        _ = try transaction.scan(from: "", limit: 2)
        if runs == 1 { try store.transaction { $0.put(changed, [7]) } }
      }
      #expect(runs == expected, "after a change of \(changed)")
    }
  }

  @Test("composed and decomposed é are different keys, also within a transaction")
  func keysAreBytes() throws {
    try store.transaction { transaction throws in
      transaction.put("\u{e9}", [1])
      #expect(try transaction.get("e\u{301}") == nil)
      transaction.put("e\u{301}", [2])
      #expect(try transaction.scan(from: "").map(\.value) == [[2], [1]])
    }
    #expect(try store.get("\u{e9}") == [1])
    #expect(try store.get("e\u{301}") == [2])
  }

  @Test("stores of different names hold different keys; operations are counted")
  func names() throws {
    let runtime = local.runtime(randomSeed: 1)
    try runtime.store("x").transaction { $0.put("a", [1]) }
    #expect(try runtime.store("y").get("a") == nil)
    #expect(try runtime.store("x").get("a") == [1])
    #expect(local.storeOperations == 3)
    try runtime.store("x").transaction { _ in }
    #expect(local.storeOperations == 3)
  }

  @Test("numbers and texts are stored as people write them")
  func values() throws {
    try store.transaction { transaction throws in
      transaction.put("n", Int64.min)
      transaction.put("t", "é")
      #expect(try transaction.integer("n") == .min)
      #expect(try transaction.text("t") == "é")
      transaction.put("bad", [0xff])
    }
    #expect(try store.get("n") == Array("-9223372036854775808".utf8))
    #expect(try store.integer("n") == .min)
    #expect(try store.integer("t") == nil)
    #expect(try store.integer("absent") == nil)
    #expect(try store.text("bad") == nil)
    #expect(try store.text("t") == "é")
  }

  @Test("a local runtime has stores only")
  func onlyStores() {
    let runtime = local.runtime(randomSeed: 1)
    #expect(throws: RuntimeFailure("a local runtime has stores only")) {
      try runtime.file("log").append([1])
    }
  }
}
