internal import Results
internal import Terminal

/// What the learner asks for by a key.
extension Session {
  /// The keys that mean something now, the most useful first.
  package var keys: [KeyLabel] {
    if isAskingReset { return [KeyLabel("y", "reset"), KeyLabel("any other key", "leave it")] }
    let next = verdict.map { StageView(manifest, $0) }.map(self.next(after:)) ?? .correct
    let task = KeyLabel("t", "task")
    let usual = [
      KeyLabel("h", "hint"), .list, task, KeyLabel("e", "edit"), KeyLabel("r", "run"),
      KeyLabel("x", "reset"), .quit, .all,
    ]
    switch next {
    case .read, .goOn(_, .some): return [.next] + usual
    case .readTask: return [task] + usual.filter { $0 != task }
    case .correct, .tryAgain, .goOn(_, nil): return usual
    }
  }

  mutating func onKey(_ key: Key) -> [Action] {
    if isAskingReset { return onResetAnswer(key) }
    switch key {
    case .endOfInput: return leave(.quit)
    case .character(let character):
      if character != "t" { isTaskOpen = false }
      return onCharacter(character)
    default: return []
    }
  }

  private mutating func onCharacter(_ character: Character) -> [Action] {
    switch character {
    case "q": return leave(.quit)
    case "l": return leave(.list)
    case "r": return runAgain()
    case "h": return hint()
    case "n": return goOn()
    case "t": return showTask()
    case "e": return [.edit]
    case "x": return askReset()
    case "u": return [.undo]
    case "?": return [.show(.keys)]
    case _ where character.isWhitespace: return []
    default: return [.show(.unknownKey(character))]
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
    case .reading, .waiting: return farewell(cause) + stop(cause)
    case .stopping, .stopped: return []
    }
  }

  private mutating func giveUp(_ run: Int, _ cause: SessionEnd.Cause) -> [Action] {
    state = .stopping(cause, run: run)
    return farewell(cause) + [.cancelRun(run)]
  }

  private func farewell(_ cause: SessionEnd.Cause) -> [Action] {
    switch cause {
    case .quit, .interrupted: [.show(.stopping)]
    case .next, .list: []
    }
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
    guard !isNew else { return [.show(.hint(hint)), record] }
    let sentence = failures.first { $0.id == hint.property }?.sentence ?? ""
    return [
      .show(.hint(hint)),
      .show(
        .lastHint(
          property: hint.property, sentence: sentence,
          lesson: manifest.lesson(before: hint.property))),
    ]
  }

  private mutating func goOn() -> [Action] {
    guard state == .waiting, let verdict else { return [.show(.next(.correct))] }
    let next = next(after: StageView(manifest, verdict))
    switch next {
    case .read, .goOn(_, .some): return stop(.next)
    case .goOn(_, nil), .correct, .readTask, .tryAgain: return [.show(.next(next))]
    }
  }

  /// The first time it comes with what leads to the stage; later the stage alone, and all of it if
  /// it is asked for again.
  private mutating func showTask() -> [Action] {
    let view: TaskView = !isTaskKnown ? .first : isTaskOpen ? .whole : .stage
    isTaskOpen = view != .whole
    isTaskKnown = true
    return [.showTask(view)]
  }

  private mutating func askReset() -> [Action] {
    isAskingReset = true
    return [.show(.askReset)]
  }

  private mutating func onResetAnswer(_ key: Key) -> [Action] {
    isAskingReset = false
    return key == .character("y") ? [.reset] : [.show(.notReset)]
  }
}
