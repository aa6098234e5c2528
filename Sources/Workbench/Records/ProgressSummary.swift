package import Progress

/// What is recorded, lab after lab and lesson after lesson: what `edalab progress` shows, and the
/// form of `progress --json`.
///
/// It says what the log says, also of labs and lessons that the course does not have.
package struct ProgressSummary: Codable, Equatable, Sendable {
  /// The name and version of this form.
  package static let schema = "edalab.progress-summary/1"

  package struct Lab: Codable, Equatable, Sendable {
    package var lab: String
    /// The learner's own runs.
    package var selfCheck: Standing
    /// An instructor's runs.
    package var graded: Standing
    /// How many steps of hints were shown, by check.
    package var hints: [String: Int]
    /// The folders of resets that were not undone, the newest last.
    package var resets: [String]
  }

  package struct Lesson: Codable, Equatable, Sendable {
    package var lesson: String
    package var isFinished: Bool
    package var wasSkipped: Bool
    /// Questions whose last answer is known.
    package var answered: Int
    /// Those whose last answer was right.
    package var right: Int
  }

  package var schema = ProgressSummary.schema
  /// The file of the record; nil if there is none yet.
  package var file: String?
  package var events: Int
  /// Recorded events that this version does not know; they are kept.
  package var unknownEvents: Int
  /// By their ids.
  package var labs: [Lab]
  /// By their ids.
  package var lessons: [Lesson]
  /// The one opened last at the end.
  package var workspaces: [String]

  package init(_ snapshot: ProgressSnapshot, file: String?) {
    self.file = file
    events = snapshot.events
    unknownEvents = snapshot.unknownEvents
    workspaces = snapshot.workspaces
    labs = snapshot.labs.sorted { $0.key < $1.key }.map { id, lab in
      Lab(
        lab: id, selfCheck: lab.selfCheck, graded: lab.graded, hints: lab.hints,
        resets: lab.resets)
    }
    lessons = snapshot.lessons.sorted { $0.key < $1.key }.map { id, lesson in
      Lesson(
        lesson: id, isFinished: lesson.isFinished, wasSkipped: lesson.wasSkipped,
        answered: lesson.answers.count, right: lesson.answers.values.count { $0 })
    }
  }
}
