import Foundation
import Results
import Testing

@testable import Progress

/// What a learner might do next, with a clock that is wrong.
private func anyEvent(_ numbers: inout SeededNumbers) -> (event: ProgressEvent, at: String) {
  let lab = ["15-topic-exchange", "01-idempotent-consumer"].randomElement(using: &numbers) ?? ""
  let number = Int.random(in: 1...3, using: &numbers)
  let events: [ProgressEvent] = [
    .resultRecorded(result(lab: lab, earned: number * 300), someContext),
    .resultRecorded(result(lab: lab, earned: 1000), gradedContext),
    .resultRecorded(result(lab: lab, status: .notGradable), someContext),
    .hintShown(lab: lab, property: "H\(number)", step: number),
    .workspaceOpened(path: "/w/\(number)"),
    .lessonFinished(lesson: "1.\(number)", how: Bool.random(using: &numbers) ? .read : .skipped),
    .questionAnswered(
      lesson: "1.1", question: "q\(number)", choice: number,
      isRight: Bool.random(using: &numbers)),
    .labReset(lab: lab, kept: "/k/\(number)"), .resetUndone(lab: lab, kept: "/k/\(number)"),
  ]
  let event = events.randomElement(using: &numbers) ?? events[0]
  return (event, "2026-03-02T12:00:0\(Int.random(in: 0...9, using: &numbers))Z")
}

@Suite struct ChainsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func store(_ name: String) throws -> ProgressStore {
    try ProgressStore.open(at: folder.path + "/\(name).sqlite")
  }

  @Test("each store adds to a chain of its own, also after it was opened again")
  func ownChains() throws {
    let first = try store("a").record(.workspaceOpened(path: "/a"), at: noon)
    let second = try store("a").record(.workspaceOpened(path: "/a"), at: noon)
    let other = try store("b").record(.workspaceOpened(path: "/b"), at: noon)
    #expect(first.chain == second.chain && [first.seq, second.seq] == [1, 2])
    #expect(other.chain != first.chain && other.seq == 1)
    #expect(try store("a").verifyChains().chains.map(\.isOwn) == [true])
  }

  @Test("who only reads makes no chain")
  func readsOnly() throws {
    _ = try store("a").progress()
    #expect(try store("a").verifyChains().chains.isEmpty)
  }

  /// Machines write, export and import as they like. In the end a store that imports all exports
  /// must have one content, whatever the order, and however often each is imported.
  @Test("merging is union: any order, any number of times, one result", arguments: 1...6)
  func union(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let machines = try ["a", "b", "c"].map(store)
    for _ in 0..<30 {
      guard let machine = machines.randomElement(using: &numbers) else { continue }
      let (event, at) = anyEvent(&numbers)
      try machine.record(event, at: at)
      guard Int.random(in: 0..<6, using: &numbers) == 0 else { continue }
      try machine.take(from: try #require(machines.randomElement(using: &numbers)))
    }
    let targets = try (0..<3).map { try store("target\($0)") } + machines
    for target in targets {
      for source in (machines + machines).shuffled(using: &numbers) {
        #expect(try target.take(from: source) != nil)
      }
    }
    for target in targets {
      #expect(try target.progress() == targets[0].progress())
      #expect(try target.export() == targets[0].export())
      #expect(try target.verifyChains().events == 30)
    }
  }

  @Test("what is saved is what folding everything anew gives")
  func savedIsFolded() throws {
    var numbers = SeededNumbers(seed: 99)
    let machines = try ["a", "b"].map(store)
    for _ in 0..<20 {
      for machine in machines {
        let (event, at) = anyEvent(&numbers)
        try machine.record(event, at: at)
      }
      try machines[0].take(from: machines[1])
      let saved = try machines[0].progress()
      try tamper(machines[0].path, "DELETE FROM projections")
      #expect(try machines[0].progress() == saved)
    }
  }

  @Test("an import says how many events it brought, of how many chains, and how many were known")
  func counts() throws {
    let (a, b, c) = (try store("a"), try store("b"), try store("c"))
    for _ in 1...3 { try a.record(.workspaceOpened(path: "/a"), at: noon) }
    for _ in 1...2 { try b.record(.workspaceOpened(path: "/b"), at: noon) }
    #expect(try b.take(from: a) == ImportReport(added: 3, chains: 1, known: 0))
    #expect(try c.take(from: b) == ImportReport(added: 5, chains: 2, known: 0))
    #expect(try c.take(from: a) == ImportReport(added: 0, chains: 0, known: 3))
    try a.record(.workspaceOpened(path: "/a"), at: noon)
    #expect(try c.take(from: a) == ImportReport(added: 1, chains: 1, known: 3))
  }

  @Test("of two machines the last run is the later one, not the one with the larger number")
  func lastRun() throws {
    let (a, b) = (try store("a"), try store("b"))
    for second in 1...3 {
      try a.record(
        result(earned: 300), context: someContext, at: "2026-03-02T12:00:0\(second)Z")
    }
    try b.record(result(earned: 400), context: gradedContext, at: "2026-03-02T13:00:00Z")
    try a.take(from: b)
    let lab = try a.progress()[lab: "15-topic-exchange"]
    let last = try #require(lab.lastRun)
    #expect(last.seq == 1 && last.earnedMillipoints == 400)
    #expect(try a.result(last.event)?.0.earnedMillipoints == 400)
  }

  @Test("a record that was copied and continued twice is a fork, which is refused whole")
  func fork() throws {
    try store("a").record(.workspaceOpened(path: "/common"), at: noon)
    try FileManager.default.copyItem(
      atPath: folder.path + "/a.sqlite", toPath: folder.path + "/copy.sqlite")
    let (a, copy, other) = (try store("a"), try store("copy"), try store("other"))
    let mine = try a.record(.workspaceOpened(path: "/mine"), at: noon)
    try copy.record(.workspaceOpened(path: "/theirs"), at: noon)
    try other.record(.workspaceOpened(path: "/other"), at: noon)
    try copy.take(from: other)
    let before = try a.export()
    let outcome = try a.importing(Data(try copy.export().utf8))
    guard case .refused(let refusal) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(refusal.reason == .fork(EventID(chain: mine.chain, seq: 2)))
    let lines = try copy.export().split(separator: "\n")
    #expect(lines[refusal.line - 1].contains("/theirs"))
    #expect(try a.export() == before)
  }

  @Test("a store that gets more of its own chain from elsewhere does not continue that chain")
  func behind() throws {
    try store("a").record(.workspaceOpened(path: "/1"), at: noon)
    try FileManager.default.copyItem(
      atPath: folder.path + "/a.sqlite", toPath: folder.path + "/backup.sqlite")
    let (a, backup) = (try store("a"), try store("backup"))
    let there = try a.record(.workspaceOpened(path: "/2"), at: noon)
    try backup.take(from: a)
    let here = try backup.record(.workspaceOpened(path: "/3"), at: noon)
    #expect(here.chain != there.chain && here.seq == 1)
    try a.record(.workspaceOpened(path: "/4"), at: noon)
    #expect(try a.take(from: backup) == ImportReport(added: 1, chains: 1, known: 2))
    #expect(try backup.take(from: a) == ImportReport(added: 1, chains: 1, known: 3))
    #expect(try a.export() == backup.export())
  }
}
