import Foundation
import Testing

@testable import Progress

@Suite struct ImportTests {
  private let folder: TemporaryFolder
  private let target: ProgressStore
  /// The lines of an export of two chains with three and two events.
  private let lines: [String]

  init() throws {
    folder = try TemporaryFolder()
    let (one, other) = (folder.path + "/one.sqlite", folder.path + "/other.sqlite")
    try makeStore(at: one, events: 3)
    try makeStore(at: other, events: 2)
    let source = try ProgressStore.open(at: one)
    try source.take(from: try ProgressStore.open(at: other))
    lines = try source.export().split(separator: "\n").map(String.init)
    target = try ProgressStore.open(at: folder.store)
  }

  private func refusal(_ lines: [String]) throws -> ImportRefusal? {
    let text = lines.map { $0 + "\n" }.joined()
    guard case .refused(let refusal) = try target.importing(Data(text.utf8)) else { return nil }
    return refusal
  }

  /// The lines with one of them changed; counted from 1.
  private func changed(_ line: Int, _ change: (String) -> String) -> [String] {
    var lines = lines
    lines[line - 1] = change(lines[line - 1])
    return lines
  }

  @Test("a whole export is taken, with or without a line break at its end")
  func whole() throws {
    #expect(try refusal(lines) == nil)
    let text = lines.joined(separator: "\n")
    #expect(
      try target.importing(Data(text.utf8))
        == .done(ImportReport(added: 0, chains: 0, known: 5)))
  }

  @Test(
    "what is no export is refused at its first line",
    arguments: ["", "\n", "hello\n", "{}\n", #"{"schema":"edalab.status/1"}"# + "\n", "\u{0}\u{1}"])
  func foreign(text: String) throws {
    let outcome = try target.importing(Data(text.utf8))
    #expect(outcome == .refused(ImportRefusal(.notAnExport, line: 1)))
  }

  @Test("an export of a newer form is refused with its name")
  func newer() throws {
    let found = try refusal(
      changed(1) { $0.replacing("edalab.progress/1", with: "edalab.progress/2") })
    #expect(found == ImportRefusal(.newerForm("edalab.progress/2"), line: 1))
    let older = try refusal(
      changed(1) { $0.replacing("edalab.progress/1", with: "edalab.progress/0") })
    #expect(older?.reason == .notAnExport)
  }

  @Test("every change of one character of an event is refused at its line, and nothing is written")
  func everyCharacter() throws {
    let line = lines[3]
    for index in line.indices {
      var altered = line
      let other: Character = line[index] == "0" ? "1" : "0"
      altered.replaceSubrange(index...index, with: [other])
      let found = try #require(try refusal(changed(4) { _ in altered }), "\(altered)")
      // A number or a name that changed may leave a hole that a later line shows.
      #expect(found.line >= 4, "\(altered)")
    }
    #expect(try target.progress().events == 0)
  }

  @Test("a line that is missing, twice or in another order is refused")
  func order() throws {
    for line in 1..<lines.count {
      var missing = lines
      missing.remove(at: line)
      #expect(try refusal(missing) != nil)
      #expect(try refusal(lines + [lines[line]])?.line == lines.count + 1)
    }
    let first = try #require(lines.firstIndex { $0.contains(#""seq":2"#) })
    var swapped = lines
    swapped.swapAt(first, first - 1)
    #expect(try refusal(swapped) != nil)
    #expect(try target.progress().events == 0)
  }

  @Test("a file that was cut off is refused, wherever it was cut")
  func cutOff() throws {
    let bytes = Data(lines.map { $0 + "\n" }.joined().utf8)
    for length in stride(from: 0, to: bytes.count - 1, by: 7) {
      guard case .refused = try target.importing(bytes.prefix(length)) else {
        Issue.record("\(length) of \(bytes.count) bytes were taken")
        continue
      }
    }
    #expect(try target.progress().events == 0)
  }

  @Test("a first line that names other ends than the file has is refused")
  func otherEnd() throws {
    let found = try refusal(changed(1) { $0.replacing(#""events":2"#, with: #""events":3"#) })
    guard case .otherEnd = found?.reason else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(found?.line == lines.count)
  }

  @Test("after damage was found nothing is imported")
  func damaged() throws {
    try target.record(.workspaceOpened(path: "/w"), at: noon)
    try tamper(folder.store, "DROP TRIGGER events_are_never_changed; UPDATE events SET kind = 'x'")
    let bytes = try Data(contentsOf: URL(filePath: folder.store))
    let text = Data(lines.map { $0 + "\n" }.joined().utf8)
    let code = error { _ = try target.importing(text) }
    guard case .damaged = code else {
      Issue.record("\(String(describing: code))")
      return
    }
    #expect(try Data(contentsOf: URL(filePath: folder.store)) == bytes)
  }
}
