import Foundation
import Results

extension ProgressSnapshot {
  /// Takes one more event into account. Events come in the order of their places, each once.
  ///
  /// An event whose kind or body is not understood is counted and changes nothing else.
  mutating func apply(_ event: StoredEvent, at place: EventPlace) {
    events += 1
    if !take(event, place) { unknownEvents += 1 }
  }

  /// Whether the event was understood.
  private mutating func take(_ event: StoredEvent, _ place: EventPlace) -> Bool {
    switch event.kind {
    case "result-recorded":
      event.with(FactsOfResult.self) {
        add(RecordedResult($0.facts, at: event.at, place), of: $0.facts)
      }
    case "workspace-opened": event.with(WorkspaceBody.self) { workspaces.moveToEnd($0.path) }
    case "hint-shown": event.with(HintBody.self) { add($0) }
    case "lesson-finished":
      event.with(LessonBody.self) { lessons[$0.lesson, default: LessonProgress()].finish($0.how) }
    case "question-answered": event.with(AnswerBody.self) { add($0) }
    case "lab-reset":
      event.with(ResetBody.self) { labs[$0.lab, default: LabProgress()].resets.moveToEnd($0.kept) }
    case "reset-undone": event.with(ResetBody.self) { undo($0) }
    default: false
    }
  }

  private mutating func add(_ result: RecordedResult, of facts: ResultFacts) {
    labs[facts.lab, default: LabProgress()][facts.mode].add(result)
  }

  private mutating func add(_ hint: HintBody) {
    labs[hint.lab, default: LabProgress()].hints[hint.property, default: 0].raise(to: hint.step)
  }

  private mutating func add(_ answer: AnswerBody) {
    lessons[answer.lesson, default: LessonProgress()].answers[answer.question] = answer.isRight
  }

  private mutating func undo(_ reset: ResetBody) {
    labs[reset.lab, default: LabProgress()].resets.removeAll { $0 == reset.kept }
  }
}

extension StoredEvent {
  /// Calls `use` with the body; false if the body is not of that form.
  fileprivate func with<Body: Decodable>(_ type: Body.Type, _ use: (Body) -> Void) -> Bool {
    guard let body = try? JSONDecoder().decode(type, from: body) else { return false }
    use(body)
    return true
  }
}

extension LessonProgress {
  /// Who has read a lesson once did not skip it, whatever comes before or after.
  fileprivate mutating func finish(_ how: LessonFinish) {
    wasSkipped = how == .skipped && (wasSkipped || !isFinished)
    isFinished = true
  }
}

extension [String] {
  fileprivate mutating func moveToEnd(_ element: String) {
    removeAll { $0 == element }
    append(element)
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
  fileprivate init(_ facts: ResultFacts, at: String, _ place: EventPlace) {
    self.init(
      chain: place.id.chain, seq: place.id.seq, time: place.time, at: at, status: facts.status,
      passed: facts.passed,
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
