package import Results

/// Where a learner stands, folded from the events.
package struct ProgressSnapshot: Codable, Equatable, Sendable {
  /// How many events are in it.
  package var events = 0
  /// By lab id, whether or not the course knows that lab.
  package var labs: [String: LabProgress] = [:]
  /// By lesson id, whether or not the course knows that lesson.
  package var lessons: [String: LessonProgress] = [:]
  /// The folders of workspaces, the one opened last at the end.
  package var workspaces: [String] = []
  /// Events of kinds that this version does not know. They are kept.
  package var unknownEvents = 0

  package init() {}

  /// What was recorded for a lab; empty if nothing was.
  package subscript(lab lab: String) -> LabProgress { labs[lab] ?? LabProgress() }

  /// What was recorded for a lesson; empty if nothing was.
  package subscript(lesson lesson: String) -> LessonProgress {
    lessons[lesson] ?? LessonProgress()
  }
}

/// What was recorded for one lesson.
package struct LessonProgress: Codable, Equatable, Sendable {
  /// Read to its end, or skipped.
  package var isFinished = false
  /// Finished by skipping, and never read to its end.
  package var wasSkipped = false
  /// By question: whether the last answer was right.
  package var answers: [String: Bool] = [:]

  package init() {}
}

/// What was recorded for one lab.
package struct LabProgress: Codable, Equatable, Sendable {
  /// The learner's own runs.
  package var selfCheck = Standing()
  /// An instructor's runs.
  package var graded = Standing()
  /// How many steps of hints were shown, by property.
  package var hints: [String: Int] = [:]
  /// The folders that resets kept the learner's files in and that were not put back since, the
  /// newest last.
  package var resets: [String] = []

  package init() {}

  /// The last run of the lab, of either kind.
  package var lastRun: RecordedResult? {
    [selfCheck.latest, graded.latest].compactMap(\.self).max { $0.place < $1.place }
  }

  package subscript(mode: RunContext.Mode) -> Standing {
    get { mode == .graded ? graded : selfCheck }
    set { if mode == .graded { graded = newValue } else { selfCheck = newValue } }
  }
}

/// The runs of one lab in one mode.
package struct Standing: Codable, Equatable, Sendable {
  /// Runs that were graded. A submission that does not build uses up no attempt.
  package var attempts = 0
  /// Runs that were not graded.
  package var refusals = 0
  /// The last run, graded or not.
  package var latest: RecordedResult?
  /// The graded run that counts: passed before not passed, then the larger share of the points; of
  /// equals the first in the order of places.
  package var best: RecordedResult?

  package init() {}

  package var isPassed: Bool { best?.passed ?? false }
}

/// The facts of a recorded run.
package struct RecordedResult: Codable, Equatable, Sendable {
  /// The chain of the event that holds the whole result.
  package var chain: String
  /// The event's number in its chain.
  package var seq: Int
  /// The latest `at` in the chain up to that event.
  var time: String
  /// UTC, RFC 3339.
  package var at: String
  package var status: RunStatus
  package var passed: Bool
  package var complete: Bool
  package var earnedMillipoints: Int
  package var possibleMillipoints: Int
  package var seed: String
  package var submission: String
  /// SHA-256 of the canonical result.
  package var digest: String

  /// The event that holds the whole result.
  package var event: EventID { EventID(chain: chain, seq: seq) }
  /// Where that event stands among those of all chains.
  package var place: EventPlace { EventPlace(time: time, id: event) }
}
