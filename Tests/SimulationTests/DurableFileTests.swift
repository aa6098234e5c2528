import Simulation
import Testing

@Suite("The model of a file")
struct DurableFileTests {
  private func file(synced: String, tail: String = "") -> DurableFile {
    var file = DurableFile()
    _ = file.append(Array(synced.utf8))
    file.completeSync(of: file.contents)
    _ = file.append(Array(tail.utf8))
    return file
  }

  /// Cuts a file and says whether that was possible.
  private func cut(_ file: inout DurableFile, to size: Int64) -> Bool { file.truncate(to: size) }

  private func texts(_ survivors: [[UInt8]]) -> [String] {
    survivors.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("an append returns the offset of its first byte")
  func append() {
    var file = DurableFile()
    #expect(file.append([1, 2, 3]) == 0)
    #expect(file.append([]) == 3)
    #expect(file.append([4]) == 3)
    #expect(file.contents == [1, 2, 3, 4])
    #expect(file.synced == [])
  }

  @Test("a file that is all synced has one survivor")
  func allSynced() {
    #expect(texts(file(synced: "abc").survivors(tornAt: [1, 2])) == ["abc"])
    #expect(DurableFile().survivors(tornAt: [1]) == [[]])
  }

  @Test(
    "an unsynced tail is lost, torn at the given places, or kept; places outside it do not count")
  func tails() {
    let file = file(synced: "abc", tail: "defg")
    #expect(texts(file.survivors()) == ["abc", "abcdefg"])
    #expect(
      texts(file.survivors(tornAt: [3, 1, 0, 4, -1, 9, 1])) == ["abc", "abcd", "abcdef", "abcdefg"])
  }

  @Test("a cut that was not synced has happened or not")
  func unsyncedTruncation() {
    var file = file(synced: "abc", tail: "de")
    #expect(cut(&file, to: 2))
    #expect(texts(file.survivors(tornAt: [1])) == ["abc", "ab"])
    _ = file.append(Array("X".utf8))
    #expect(texts(file.survivors()) == ["abc", "abX"])
  }

  @Test("a cut of the unsynced tail alone takes from the tail")
  func truncatedTail() {
    var file = file(synced: "abc", tail: "de")
    #expect(cut(&file, to: 4))
    #expect(texts(file.survivors()) == ["abc", "abcd"])
    #expect(!cut(&file, to: 5))
    #expect(!cut(&file, to: -1))
    #expect(cut(&file, to: 4))
  }

  @Test("a sync covers what stood there when it was asked for")
  func sync() {
    var file = file(synced: "a", tail: "b")
    let requested = file.contents
    _ = file.append(Array("c".utf8))
    file.completeSync(of: requested)
    #expect(texts(file.survivors()) == ["ab", "abc"])
  }

  @Test("what came back from a crash is durable: a second crash takes nothing more")
  func recovery() {
    var file = file(synced: "abc", tail: "de")
    file.recover(with: Array("abcd".utf8))
    #expect(texts(file.survivors(tornAt: [1])) == ["abcd"])
    #expect(file.append([]) == 4)
  }
}
