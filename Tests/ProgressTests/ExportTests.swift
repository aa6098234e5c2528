import Foundation
import Testing

@testable import Progress

@Suite struct ExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("an empty store exports its first line")
  func empty() throws {
    let zeros = String(repeating: "0", count: 64)
    #expect(
      try ProgressStore.open(at: folder.store).export()
        == #"{"events":0,"head":"\#(zeros)","schema":"edalab.progress/1"}"# + "\n")
  }

  @Test("the chain can be checked from the export alone")
  func chain() throws {
    try makeStore(at: folder.store, events: 3)
    let lines = try ProgressStore.open(at: folder.store).export().split(separator: "\n")
    var head = ChainHead.start
    for line in lines.dropFirst() {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let event = head.next(
        at: object?["at"] as? String ?? "", kind: object?["kind"] as? String ?? "",
        body: Data((object?["body"] as? String ?? "").utf8))
      #expect(event.hash.hex == object?["hash"] as? String)
      #expect(follows(event, &head))
    }
    #expect(head.seq == 3 && lines[0].contains(head.hash.hex))
  }

  @Test("a body that is no UTF-8 is exported as it is")
  func binary() throws {
    let store = try ProgressStore.open(at: folder.store)
    try store.adopt([ChainHead.start.next(at: noon, kind: "later", body: Data([0xFF, 0x00]))])
    #expect(try store.export().contains(#""bodyBase64":"/wA=""#))
    #expect(try store.progress().unknownEvents == 1)
  }
}
