import Foundation
import Results

@testable import Progress

/// A folder that goes away with its last user.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "progress-\(UUID())").path()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Where a store goes.
  var store: String { path + "/data/progress.sqlite" }
}

let noon = "2026-03-02T12:00:00Z"

let someContext = RunContext(
  mode: .selfCheck, isolationLevel: 3, isolationLabel: "isolated", toolVersion: "0.1.0",
  startedAt: noon)

let gradedContext: RunContext = {
  var context = someContext
  context.mode = .graded
  return context
}()

/// A graded result with one check that earns so many of 1,000 thousandths.
func result(
  lab: String = "15-topic-exchange", earned: Int = 1000, status: RunStatus = .graded
) -> LabResult {
  let run = RunName(
    lab: lab, seed: "0000000000000029", submission: "5eed", labDigest: "1ab5", kit: "c0de",
    toolchain: "Swift version 6.3.1")
  let check = CheckResult(
    id: "H1", kind: .property, fault: .none, sentence: "A message is routed once.", isKey: false,
    verdict: earned == 1000 ? .pass : .fail, earnedMillipoints: earned, possibleMillipoints: 1000)
  return LabResult(run: run, status: status, checks: [check])
}

/// The error that a call throws.
func error(_ body: () throws -> Void) -> ProgressError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? ProgressError)?.code
  }
}

/// Runs SQL on the file behind the store's back.
func tamper(_ path: String, _ sql: String) throws {
  let connection = try Connection(path: path, busyTimeout: 5)
  try connection.execute(sql)
  try connection.close()
}

/// The permission bits of a file.
func mode(_ path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
}

/// Writes a store with this many events and closes it.
func makeStore(at path: String, events: Int) throws {
  let store = try ProgressStore.open(at: path)
  for number in 1...events {
    try store.record(.hintShown(lab: "15", property: "H\(number)", step: 1), at: noon)
  }
  try store.close()
}

/// Moves a chain over an event; `#expect` cannot call a mutating method itself.
func follows(_ event: StoredEvent, _ head: inout ChainHead) -> Bool { head.advance(over: event) }
