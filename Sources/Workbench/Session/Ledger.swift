internal import Foundation
package import Progress
package import Results

/// The record of progress as a learner's evening needs it: what was recorded can always be asked
/// for, and a store that cannot be opened is tried again when there is something to record.
package final class Ledger {
  private let path: String
  private let now: () -> String
  private var opened: ProgressStore?
  /// Why the store could not be read when it was first asked for; nil if it could, or if there is
  /// none.
  package private(set) var problem: ProgressError?

  /// - Parameter now: the time of an event, UTC, RFC 3339.
  package init(path: String, now: @escaping () -> String) {
    self.path = path
    self.now = now
    // Who only looks should not leave a file behind.
    guard FileManager.default.fileExists(atPath: path) else { return }
    do { _ = try store() } catch { problem = error }
  }

  private func store() throws(ProgressError) -> ProgressStore {
    // A repair meanwhile has put another file in the place.
    if let opened, opened.isInPlace { return opened }
    let store = try ProgressStore.open(at: path)
    opened = store
    return store
  }

  /// Appends an event; the store is made if there is none.
  package func record(_ event: ProgressEvent) throws(ProgressError) {
    try store().record(event, at: now())
  }

  /// Where the learner stands; nothing recorded if the store does not read.
  package var snapshot: ProgressSnapshot {
    (try? opened?.progress()) ?? ProgressSnapshot()
  }

  /// The whole result of the last run of a lab, of either kind.
  package func latest(of lab: String) -> LabResult? {
    guard let run = snapshot[lab: lab].lastRun else { return nil }
    return (try? opened?.result(run.event))?.0
  }
}
