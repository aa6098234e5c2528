import Foundation
import Testing

@testable import Progress

@Suite struct StoredEventTests {
  private let first = ChainHead(chain: someChain)
    .next(at: noon, kind: "test", body: Data("{}".utf8))

  /// Computed apart from this code: SHA-256 over the fields, each after its length in eight bytes.
  @Test("the hash of an event is the documented one, in both forms")
  func golden() {
    #expect(first.hash.hex == "122977c414f98dce1d02fb7e66eda2da3a23009cd224d473a362f8bbde5a9ff5")
    #expect(
      first.expectedHash(.first).hex
        == "885e13cd8df3767e213cfb726325973205dd5e916def5707d808c7c0b726db6f")
  }

  @Test("each field changes the hash")
  func fields() {
    var changed = Array(repeating: first, count: 6)
    changed[0].id.seq = 2
    changed[1].at = "2026-03-02T12:00:01Z"
    changed[2].kind = "tesT"
    changed[3].body = Data("{ }".utf8)
    changed[4].prev[31] = 1
    changed[5].id.chain = String(someChain.reversed())
    #expect(Set(changed.map { $0.expectedHash(.second) }).union([first.hash]).count == 7)
  }

  @Test("bytes that move from one field to the next change the hash")
  func boundaries() {
    var moved = first
    moved.kind = "tes"
    moved.body = Data("t{}".utf8)
    #expect(moved.expectedHash(.second) != first.hash)
  }

  @Test("a chain takes only the event that follows it")
  func chain() {
    var head = ChainHead(chain: someChain)
    #expect(follows(first, &head))
    #expect(!follows(first, &head))
    let second = head.next(at: noon, kind: "test", body: Data())
    var start = ChainHead(chain: someChain)
    #expect(!follows(second, &start))
    #expect(start == ChainHead(chain: someChain))
    var altered = second
    altered.body = Data("x".utf8)
    #expect(!follows(altered, &head))
    #expect(follows(second, &head))
    #expect(head.seq == 2)
  }

  @Test("an event of another chain does not follow, though its number and its hashes fit")
  func otherChain() {
    var renamed = first
    renamed.id.chain = String(someChain.reversed())
    var head = ChainHead(chain: someChain)
    #expect(!follows(renamed, &head))
    var other = ChainHead(chain: renamed.id.chain)
    #expect(!follows(renamed, &other))
  }

  @Test("a chain of the first form holds only under the name that its first event gives it")
  func firstForm() {
    var event = StoredEvent(
      id: EventID(chain: "", seq: 1), at: noon, kind: "test", body: Data("{}".utf8),
      prev: Data(count: 32), hash: Data())
    event.hash = event.expectedHash(.first)
    event.id.chain = "885e13cd8df3767e213cfb7263259732"
    var head = ChainHead(chain: event.id.chain)
    #expect(follows(event, &head) && head.form == .first)
    #expect(head.next(at: noon, kind: "k", body: Data()).expectedHash(.first).count == 32)
    event.id.chain = someChain
    var other = ChainHead(chain: someChain)
    #expect(!follows(event, &other))
  }

  @Test("a clock that goes backwards does not take the place of an event with it")
  func places() {
    var head = ChainHead(chain: someChain)
    var places: [EventPlace] = []
    for at in ["2026-03-02T12:00:00Z", "2019-01-01T00:00:00Z", "2026-03-02T12:00:01Z"] {
      if let place = head.advance(over: head.next(at: at, kind: "k", body: Data())) {
        places.append(place)
      }
    }
    #expect(places.map(\.time) == [noon, noon, "2026-03-02T12:00:01Z"])
    #expect(places.sorted() == places && places.map(\.id.seq) == [1, 2, 3])
  }

  @Test("names of chains are 32 hexadecimal digits, and no two are the same")
  func names() {
    let names = (0..<100).map { _ in ChainName.random() }
    #expect(Set(names).count == 100)
    #expect(names.allSatisfy(ChainName.isValid))
    for name in ["", "0011", someChain.uppercased(), someChain + "0", "g" + someChain.dropFirst()] {
      #expect(!ChainName.isValid(name))
    }
  }
}
