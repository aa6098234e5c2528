import Foundation
import Testing

@testable import Progress

@Suite struct StoredEventTests {
  private let first = ChainHead.start.next(at: noon, kind: "test", body: Data("{}".utf8))

  /// Computed apart from this code: SHA-256 over the six fields, each after its length in eight
  /// bytes.
  @Test("the hash of an event is the documented one")
  func golden() {
    #expect(first.hash.hex == "885e13cd8df3767e213cfb726325973205dd5e916def5707d808c7c0b726db6f")
  }

  @Test("each field changes the hash")
  func fields() {
    var changed = Array(repeating: first, count: 5)
    changed[0].seq = 2
    changed[1].at = "2026-03-02T12:00:01Z"
    changed[2].kind = "tesT"
    changed[3].body = Data("{ }".utf8)
    changed[4].prev[31] = 1
    #expect(Set(changed.map(\.expectedHash)).union([first.hash]).count == 6)
  }

  @Test("bytes that move from one field to the next change the hash")
  func boundaries() {
    var moved = first
    moved.kind = "tes"
    moved.body = Data("t{}".utf8)
    #expect(moved.expectedHash != first.hash)
  }

  @Test("a chain takes only the event that follows it")
  func chain() {
    var head = ChainHead.start
    #expect(follows(first, &head))
    #expect(!follows(first, &head))
    let second = head.next(at: noon, kind: "test", body: Data())
    var start = ChainHead.start
    #expect(!follows(second, &start))
    #expect(start == .start)
    var altered = second
    altered.body = Data("x".utf8)
    #expect(!follows(altered, &head))
    #expect(follows(second, &head))
    #expect(head.seq == 2)
  }
}
