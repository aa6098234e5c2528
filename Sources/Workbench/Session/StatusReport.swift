package import Course
package import Progress
package import Results

/// What `edalab status` says: where the learner is and what is next. The form of `status --json`.
///
/// Runs of the learner's own and an instructor's stand apart in it.
package struct StatusReport: Codable, Equatable, Sendable {
  /// The name and version of this form.
  package static let schema = "edalab.status/1"

  /// One lab of the course.
  package struct LabStatus: Codable, Equatable, Sendable {
    package var id: String
    package var title: String
    /// Every lab that it requires is passed.
    package var isOpen: Bool
    package var isPassed: Bool
    package var selfCheck: Standing
    package var graded: Standing
    /// How many steps of hints were shown, by check.
    package var hints: [String: Int]
  }

  /// The lab and the stage that the learner is at.
  package struct Place: Codable, Equatable, Sendable {
    package var lab: String
    package var title: String
    /// From 1.
    package var stage: Int
    package var stages: Int
    package var stageTitle: String
    /// The check to work on, such as `H2/crash`; nil before the first run.
    package var cell: String?
    /// What that check says.
    package var sentence: String?
  }

  package struct Next: Codable, Equatable, Sendable {
    package var sentence: String
    package var command: String?
    /// The lesson to read, if that is what is next.
    package var lesson: String?
  }

  /// One lesson of the course.
  package struct LessonStatus: Codable, Equatable, Sendable {
    package var id: String
    package var title: String
    /// Read to its end, or passed over.
    package var isFinished: Bool
    /// Passed over, and never read to its end.
    package var wasSkipped: Bool
    /// How many of its questions were answered, and how many of those were right the last time.
    package var answered: Int
    package var right: Int
  }

  package var schema = StatusReport.schema
  package var workspace: String?
  /// nil once every lab is passed.
  package var current: Place?
  /// What was done last; missing before the first run and the first lesson.
  package var last: LastTime?
  package var next: Next
  package var labs: [LabStatus]
  package var lessons: [LessonStatus]
  /// Recorded events that this version does not know; they are kept.
  package var unknownEvents: Int

  /// - Parameters:
  ///   - latest: the whole result of the last run of the current lab, if there was one.
  ///   - last: what was done last.
  ///   - workspace: the workspace that commands work on.
  ///   - tool: how edalab is called from where the learner is.
  package init(
    _ whereabouts: Whereabouts, snapshot: ProgressSnapshot, latest: LabResult?,
    last: LastTime? = nil, workspace: String?, tool: ToolName = ToolName()
  ) {
    self.workspace = workspace
    self.last = last.flatMap { $0.isEmpty ? nil : $0 }
    labs = whereabouts.rows.map(LabStatus.init)
    lessons = whereabouts.lessons.map { LessonStatus($0, snapshot[lesson: $0.id]) }
    current = whereabouts.current.map { Place($0, latest) }
    next = Next(
      whereabouts, current, isStarted: latest != nil, start: tool("start \(workspace ?? "DIR")"))
    unknownEvents = snapshot.unknownEvents
  }
}

extension StatusReport.LessonStatus {
  fileprivate init(_ lesson: Lesson, _ progress: LessonProgress) {
    self.init(
      id: lesson.id, title: lesson.title, isFinished: progress.isFinished,
      wasSkipped: progress.wasSkipped,
      answered: progress.answers.count, right: progress.answers.values.count { $0 })
  }
}

extension StatusReport.LabStatus {
  fileprivate init(_ row: Whereabouts.Row) {
    self.init(
      id: row.lab.id, title: row.lab.manifest.title, isOpen: row.isOpen, isPassed: row.isPassed,
      selfCheck: row.progress.selfCheck, graded: row.progress.graded, hints: row.progress.hints)
  }
}

extension StatusReport.Place {
  package init(_ lab: Lab, _ latest: LabResult?) {
    let manifest = lab.manifest
    let view = latest.map { StageView(manifest, $0) }
    let number = view.map { $0.current?.number ?? max(1, manifest.stages.count) } ?? 1
    let failure = view?.firstFailure
    self.init(
      lab: lab.id, title: manifest.title, stage: number, stages: manifest.stages.count,
      stageTitle: manifest.stages.isEmpty ? "" : manifest.stages[number - 1].title,
      cell: failure?.cell, sentence: failure?.sentence)
  }
}

extension StatusReport.Next {
  fileprivate init(
    _ whereabouts: Whereabouts, _ place: StatusReport.Place?, isStarted: Bool, start command: String
  ) {
    if case .lesson(let id) = whereabouts.next, let lesson = whereabouts.lesson(id) {
      self.init(sentence: "Read \(LessonName.words(lesson)).", command: command, lesson: id)
      return
    }
    guard let place else {
      self.init(sentence: "Every lab of the course is passed.")
      return
    }
    let lab = "lab \(LabName.number(place.lab))"
    if let cell = place.cell {
      let sentence = place.sentence ?? ""
      self.init(sentence: "Correct \(cell) in \(lab): \(sentence)", command: command)
    } else if isStarted {
      self.init(sentence: "Get \(lab) to build.", command: command)
    } else {
      self.init(sentence: "Begin \(lab), \(place.title).", command: command)
    }
  }
}

/// How lessons are called in sentences.
package enum LessonName {
  /// `lesson 1.3, Delivery semantics`.
  package static func words(_ lesson: Lesson) -> String { "lesson \(lesson.id), \(lesson.title)" }
}

/// How labs are called in sentences.
package enum LabName {
  /// `07-word-count` as `07`.
  package static func number(_ id: String) -> String { String(id.prefix { $0.isNumber }) }

  /// `lab 07, Word count`.
  package static func words(_ lab: Lab) -> String {
    "lab \(number(lab.id)), \(lab.manifest.title)"
  }
}
