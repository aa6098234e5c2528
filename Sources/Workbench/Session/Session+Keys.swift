internal import Results

/// What the learner asks for by a key.
extension Session {
  mutating func onKey(_ key: Character) -> [Action] {
    switch key {
    case "q": return leave(.quit)
    case "r": return runAgain()
    case "h": return hint()
    case "n": return goOn()
    case _ where key.isWhitespace: return []
    default: return [.show(.unknownKey(key))]
    }
  }

  /// The first time a run is given up in good order; the second time nothing is waited for.
  mutating func onInterrupted() -> [Action] {
    if case .stopping = state { return stop(.interrupted) }
    return leave(.interrupted)
  }

  private mutating func leave(_ cause: SessionEnd.Cause) -> [Action] {
    switch state {
    case .checking(let run): return giveUp(run.number, cause)
    case .startingOver(let run): return giveUp(run, cause)
    case .reading, .waiting: return [.show(.stopping)] + stop(cause)
    case .stopping, .stopped: return []
    }
  }

  private mutating func giveUp(_ run: Int, _ cause: SessionEnd.Cause) -> [Action] {
    state = .stopping(cause, run: run)
    return [.show(.stopping), .cancelRun(run)]
  }

  private mutating func runAgain() -> [Action] {
    guard state == .waiting else { return [] }
    return startRun()
  }

  private mutating func hint() -> [Action] {
    let failures = verdict.map { StageView(manifest, $0).failures } ?? []
    guard let hint = hints.next(forFirstOf: failures) else {
      return [.show(.noHint(property: failures.first?.id))]
    }
    let isNew = hints.show(hint)
    let record = Action.recordHint(property: hint.property, step: hint.step)
    return [.show(.hint(hint))] + (isNew ? [record] : [])
  }

  private mutating func goOn() -> [Action] {
    guard state == .waiting, let verdict, verdict.isPassed else { return [.show(.next(.correct))] }
    guard follower != nil else {
      return [.show(.next(.goOn(isComplete: verdict.isComplete, lab: nil)))]
    }
    return stop(.nextLab)
  }
}
