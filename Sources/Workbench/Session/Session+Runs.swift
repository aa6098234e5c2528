internal import Course
internal import Results

/// What is heard of a run.
extension Session {
  mutating func onBuilt(_ number: Int, _ milliseconds: Int) -> [Action] {
    guard case .checking(var run) = state, run.number == number else { return [] }
    run.isBuilt = true
    state = .checking(run)
    return [.show(.built(milliseconds: milliseconds))]
  }

  mutating func onChecked(_ number: Int, _ check: CheckResult) -> [Action] {
    guard case .checking(var run) = state, run.number == number else { return [] }
    // Nothing was heard of a run whose checker had to be built until its first check.
    run.isBuilt = true
    defer { state = .checking(run) }
    let own = run.record.flatMap { $0.check.cell == check.cell ? $0 : nil }
    let found = run.stages.take(check, own)
    guard run.told == nil, let found else { return [] }
    run.told = found.check.cell
    return tell(found)
  }

  mutating func onRecorded(_ number: Int, _ record: RunRecord) -> [Action] {
    guard case .checking(var run) = state, run.number == number, run.told == nil else { return [] }
    run.record = record
    state = .checking(run)
    return []
  }

  /// The first failure of the stage is told at once; how it comes about follows.
  mutating func onFailing(_ number: Int, _ check: CheckResult) -> [Action] {
    guard case .checking(var run) = state, run.number == number, run.told == nil else { return [] }
    run.isBuilt = true
    state = .checking(run)
    guard run.stages.isReached(check) else { return [] }
    return [.show(.failing(check))]
  }

  mutating func onFaultFree(_ number: Int) -> [Action] {
    guard case .checking(let run) = state, run.number == number, run.told == nil else { return [] }
    // A lab without faults is over at this moment.
    return manifest.faults == [.none] || run.stages.hasFailures ? [] : [.show(.faultFreePassed)]
  }

  /// A failure and the first step of its hint.
  private mutating func tell(_ found: StageWatch.Found) -> [Action] {
    let hint = hints.first(for: found.check.id)
    return [.show(.failure(found.check, hint, found.record))] + record(hint)
  }

  private mutating func record(_ hint: HintShelf.Hint?) -> [Action] {
    guard let hint, hints.show(hint) else { return [] }
    return [.recordHint(property: hint.property, step: hint.step)]
  }

  mutating func onEnded(_ number: Int, _ ending: Ending) -> [Action] {
    switch state {
    case .startingOver(number): return startRun()
    case .stopping(let cause, number): return stop(cause)
    case .checking(let run) where run.number == number:
      state = .waiting
      return onEnded(run, ending)
    default: return []
    }
  }

  private mutating func onEnded(_ run: Run, _ ending: Ending) -> [Action] {
    switch ending {
    case .judged(let result):
      let isFirstPass = result.isPassed && !wasPassed
      verdict = result
      return [.recordResult(result)] + show(result, run, isFirstPass: isFirstPass)
    case .cancelled: return []
    case .failed(let words): return [.show(.toolFault(words)), .show(.next(.tryAgain))]
    }
  }

  private mutating func show(_ result: LabResult, _ run: Run, isFirstPass: Bool) -> [Action] {
    if let refusal = result.refusal {
      return [.show(.refused(refusal)), .show(.next(.correct))]
    }
    let view = StageView(manifest, result)
    var actions: [Action] = []
    // An earlier stage may have broken after a failure was told, and one of no stage comes last.
    if let failure = view.firstFailure, failure.cell != run.told {
      actions += tell(run.stages.found(failure.cell) ?? .init(check: failure, record: nil))
    }
    actions.append(.show(.verdict(view, told: view.firstFailure?.cell)))
    let incident = Incident(manifest.incident, result, isFirstPass: isFirstPass)
    if let text = incident.text { actions.append(.show(.incident(text))) }
    return actions + [.show(.next(next(after: view)))]
  }

  /// Lessons that precede the stage to work on come first, then the stage. What follows a passed
  /// lab is said from outside: it may be a lesson of this lab or of another.
  func next(after view: StageView) -> SessionNext {
    if view.isPassed { return .goOn(isComplete: view.isComplete, lab: follower) }
    let lessons = manifest.stages.prefix(view.current?.number ?? 0).flatMap(\.lessons)
    if let words = lessons.lazy.compactMap({ unread[$0] }).first { return .read(words) }
    return isTaskKnown ? .correct : .readTask
  }

  mutating func stop(_ cause: SessionEnd.Cause) -> [Action] {
    state = .stopped
    return [.stop(SessionEnd(cause: cause, unrecorded: unrecorded))]
  }
}
