import Foundation
import Progress
import Results
import TestSupport
import Testing

@testable import Workbench

struct LedgerTests {
  private let context = RunContext(
    mode: .selfCheck, isolationLevel: 3, isolationLabel: "l", toolVersion: "t", startedAt: "s")

  @Test("who only looks leaves no file behind")
  func looksOnly() throws {
    try withTemporaryFolder { folder in
      let ledger = Ledger(path: folder["a/p.sqlite"], now: { "now" })
      #expect(ledger.snapshot == ProgressSnapshot())
      #expect(ledger.latest(of: "01-count") == nil)
      #expect(ledger.problem == nil)
      #expect(!folder.has("a"))
    }
  }

  @Test("what was recorded is there, for this ledger and for the next")
  func records() throws {
    try withTemporaryFolder { folder in
      let ledger = Ledger(path: folder["a/p.sqlite"], now: { "2026-03-02T09:01:12Z" })
      let result = CourseFixture.result(failing: ["H1"])
      try ledger.record(.resultRecorded(result, context))
      try ledger.record(.hintShown(lab: "01-count", property: "H1", step: 1))
      let next = Ledger(path: folder["a/p.sqlite"], now: { "later" })
      for ledger in [ledger, next] {
        #expect(ledger.latest(of: "01-count") == result)
        #expect(ledger.snapshot[lab: "01-count"].hints == ["H1": 1])
      }
    }
  }

  @Test("a file that is no store is told, and each record says why it fails")
  func tellsProblem() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(String(repeating: "no store ", count: 200), to: "p.sqlite")
      let ledger = Ledger(path: path, now: { "now" })
      #expect(ledger.problem?.code == .notADatabase)
      #expect(ledger.snapshot == ProgressSnapshot())
      let error = #expect(throws: ProgressError.self) {
        try ledger.record(.workspaceOpened(path: "/w"))
      }
      #expect(error?.code == .notADatabase)
    }
  }

  @Test("a store that could not be opened is tried again when there is something to record")
  func triesAgain() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(String(repeating: "no store ", count: 200), to: "p.sqlite")
      let ledger = Ledger(path: path, now: { "2026-03-02T09:01:12Z" })
      try FileManager.default.removeItem(atPath: path)
      try ledger.record(.workspaceOpened(path: "/w"))
      #expect(ledger.snapshot.workspaces == ["/w"])
    }
  }

  @Test("after a repair behind its back it goes on with the new file")
  func goesOnAfterRepair() throws {
    try withTemporaryFolder { folder in
      let ledger = Ledger(path: folder["p.sqlite"], now: { "2026-03-02T09:01:12Z" })
      try ledger.record(.workspaceOpened(path: "/1"))
      _ = try ProgressStore.repair(at: folder["p.sqlite"], stamp: "now")
      try ledger.record(.workspaceOpened(path: "/2"))
      #expect(Set(ledger.snapshot.workspaces) == ["/1", "/2"])
      #expect(try ProgressStore.open(at: folder["p.sqlite"]).verifyChains().events == 2)
    }
  }
}
