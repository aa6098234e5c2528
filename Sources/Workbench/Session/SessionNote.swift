package import Progress
package import Results

/// Something that the learner is told. How it looks is decided by ``SessionPage``.
package enum SessionNote: Equatable, Sendable {
  /// A run begins.
  case checking
  /// The files were saved while they were being checked: that run is given up.
  case startingOver
  /// Nothing has been heard of the run for so many seconds. The first run of an evening may have
  /// to build the lab's checker too.
  case stillBuilding(seconds: Int, isFirst: Bool)
  case built(milliseconds: Int)
  /// The first failure of a run, as soon as it is known, and the hint for it.
  case failure(CheckResult, HintShelf.Hint?, RunRecord? = nil)
  /// A check has failed; what leads to it is looked for.
  case failing(CheckResult)
  /// Every check without faults passed; those under faults follow.
  case faultFreePassed
  /// A run came to its end. `told` is the cell whose failure is on the screen already.
  case verdict(StageView, told: String?)
  /// A failure in the field that the properties of a passed lab are about.
  case incident(String)
  /// The submission does not build or was refused.
  case refused(Refusal)
  /// Something failed that is not the learner's doing.
  case toolFault(String)
  case notRecorded(ProgressError)
  case hint(HintShelf.Hint)
  /// The last hint for a check was shown before: what to read again instead, the sentence of the
  /// property and a lesson, by its id.
  case lastHint(property: String, sentence: String, lesson: String?)
  /// There is nothing to give a hint for, or no hint.
  case noHint(property: String?)
  /// What to do next, and the keys.
  case next(SessionNext)
  /// The learner's files are to be put back: really?
  case askReset
  case notReset
  case wasReset(kept: String)
  case wasUndone
  /// What the learner asked for could not be done, in words.
  case refusedWish(String)
  /// Every key with what it does.
  case keys
  /// The folder tells nothing of saves, so the files are looked at all the time.
  case watchesByLooking
  /// A key that means nothing.
  case unknownKey(Character)
  case stopping
}

/// The one next action.
package enum SessionNext: Equatable, Sendable {
  /// Correct the component and save.
  case correct
  /// Read the task, which was not shown yet; then correct the component and save.
  case readTask
  /// Nothing of the learner's: try once more.
  case tryAgain
  /// A lesson precedes what is to be done next; in words.
  case read(String)
  /// The lab is passed; there may be checks left, and a lab that follows.
  case goOn(isComplete: Bool, lab: String?)
}

/// How a session ended.
package struct SessionEnd: Equatable, Sendable {
  package enum Cause: Equatable, Sendable {
    case quit
    case interrupted
    /// The learner goes on with what comes next.
    case next
    /// The learner wants to choose from the list.
    case list
  }

  package let cause: Cause
  /// Set if a result could not be recorded.
  package let unrecorded: ProgressError?

  package init(cause: Cause, unrecorded: ProgressError?) {
    self.cause = cause
    self.unrecorded = unrecorded
  }
}
