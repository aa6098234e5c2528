import Foundation
import Testing

@testable import Progress

@Suite struct ExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("an empty store exports its first line")
  func empty() throws {
    #expect(
      try ProgressStore.open(at: folder.store).export()
        == #"{"chains":[],"events":0,"schema":"edalab.progress/1"}"# + "\n")
  }

  @Test("the chain can be checked from the export alone")
  func chain() throws {
    try makeStore(at: folder.store, events: 3)
    let lines = try ProgressStore.open(at: folder.store).export().split(separator: "\n")
    var head: ChainHead?
    for line in lines.dropFirst() {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      var end = head ?? ChainHead(chain: object?["chain"] as? String ?? "")
      let event = end.next(
        at: object?["at"] as? String ?? "", kind: object?["kind"] as? String ?? "",
        body: Data((object?["body"] as? String ?? "").utf8))
      #expect(event.hash.hex == object?["hash"] as? String)
      #expect(follows(event, &end))
      head = end
    }
    let end = try #require(head)
    #expect(end.seq == 3 && lines[0].contains(end.hash.hex) && lines[0].contains(end.chain))
  }

  @Test("a body that is no UTF-8 is exported as it is, and imported again")
  func binary() throws {
    let store = try ProgressStore.open(at: folder.store)
    try store.adopt([
      ChainHead(chain: someChain).next(at: noon, kind: "later", body: Data([0xFF, 0x00]))
    ])
    #expect(try store.export().contains(#""bodyBase64":"/wA=""#))
    #expect(try store.progress().unknownEvents == 1)
    let other = try ProgressStore.open(at: folder.path + "/other.sqlite")
    #expect(try other.take(from: store) == ImportReport(added: 1, chains: 1, known: 0))
    #expect(try other.export() == store.export())
  }
}
