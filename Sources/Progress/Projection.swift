import Foundation
import Results

extension ProgressSnapshot {
  /// Takes one more event into account. Events come in the order of the log, each once.
  ///
  /// An event whose kind or body is not understood is counted and changes nothing else.
  mutating func apply(_ event: StoredEvent) {
    seq = event.seq
    let decoder = JSONDecoder()
    func body<Body: Decodable>(_ type: Body.Type) -> Body? {
      try? decoder.decode(type, from: event.body)
    }
    switch event.kind {
    case "result-recorded":
      guard let facts = body(FactsOfResult.self)?.facts else {
        unknownEvents += 1
        return
      }
      labs[facts.lab, default: LabProgress()][facts.mode].add(RecordedResult(facts, event))
    case "workspace-opened":
      guard let path = body(WorkspaceBody.self)?.path else {
        unknownEvents += 1
        return
      }
      workspaces.removeAll { $0 == path }
      workspaces.append(path)
    case "hint-shown":
      guard let hint = body(HintBody.self) else {
        unknownEvents += 1
        return
      }
      labs[hint.lab, default: LabProgress()].hints[hint.property, default: 0].raise(to: hint.step)
    default: unknownEvents += 1
    }
  }
}

/// The part of `result-recorded` that projections read.
private struct FactsOfResult: Decodable { var facts: ResultFacts }

extension Standing {
  fileprivate mutating func add(_ result: RecordedResult) {
    latest = result
    guard result.status == .graded else {
      refusals += 1
      return
    }
    attempts += 1
    if best.map(result.isBetter) ?? true { best = result }
  }
}

extension RecordedResult {
  fileprivate init(_ facts: ResultFacts, _ event: StoredEvent) {
    self.init(
      seq: event.seq, at: event.at, status: facts.status, passed: facts.passed,
      complete: facts.complete, earnedMillipoints: facts.earnedMillipoints,
      possibleMillipoints: facts.possibleMillipoints, seed: facts.seed,
      submission: facts.submission, digest: facts.digest)
  }

  /// Shares are compared without dividing: the possible points differ if the lab changed between
  /// two runs, or if only some properties were asked for.
  fileprivate func isBetter(than other: RecordedResult) -> Bool {
    if passed != other.passed { return passed }
    let mine = earnedMillipoints.multipliedFullWidth(by: other.possibleMillipoints)
    let theirs = other.earnedMillipoints.multipliedFullWidth(by: possibleMillipoints)
    return (mine.high, mine.low) > (theirs.high, theirs.low)
  }
}

extension Int {
  fileprivate mutating func raise(to other: Int) { self = Swift.max(self, other) }
}
