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
    /// The lesson that leads to the lab; nil if the course does not have it.
    package var lesson: String?
    /// The check to work on, such as `H2/crash`; nil before the first run.
    package var cell: String?
    /// What that check says.
    package var sentence: String?
  }

  package struct Next: Codable, Equatable, Sendable {
    package var sentence: String
    package var command: String?
  }

  package var schema = StatusReport.schema
  package var workspace: String?
  /// nil once every lab is passed.
  package var current: Place?
  package var next: Next
  package var labs: [LabStatus]
  /// Recorded events that this version does not know; they are kept.
  package var unknownEvents: Int

  /// - Parameters:
  ///   - latest: the whole result of the last run of the current lab, if there was one.
  ///   - workspace: the workspace that commands work on.
  package init(
    _ whereabouts: Whereabouts, snapshot: ProgressSnapshot, latest: LabResult?,
    workspace: String?
  ) {
    self.workspace = workspace
    labs = whereabouts.rows.map(LabStatus.init)
    current = whereabouts.current.map { Place($0, lesson: whereabouts.lesson(of: $0), latest) }
    next = Next(current, isStarted: latest != nil, workspace: workspace)
    unknownEvents = snapshot.unknownEvents
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
  package init(_ lab: Lab, lesson: String?, _ latest: LabResult?) {
    let manifest = lab.manifest
    let view = latest.map { StageView(manifest, $0) }
    let number = view?.current?.number ?? 1
    let failure = view?.firstFailure
    self.init(
      lab: lab.id, title: manifest.title, stage: number, stages: manifest.stages.count,
      stageTitle: manifest.stages.isEmpty ? "" : manifest.stages[number - 1].title,
      lesson: lesson, cell: failure?.cell, sentence: failure?.sentence)
  }
}

extension StatusReport.Next {
  fileprivate init(_ place: StatusReport.Place?, isStarted: Bool, workspace: String?) {
    guard let place else {
      self.init(sentence: "Every lab of the course is passed.")
      return
    }
    let command = "edalab start \(workspace ?? "DIR")"
    let lab = "lab \(LabName.number(place.lab))"
    if let cell = place.cell {
      let sentence = place.sentence ?? ""
      self.init(sentence: "Correct \(cell) in \(lab): \(sentence)", command: command)
    } else if isStarted {
      self.init(sentence: "Get \(lab) to build.", command: command)
    } else {
      let begin = "egin \(lab), \(place.title)."
      let sentence = place.lesson.map { "Read lesson \($0) (`edalab read \($0)`), then b" + begin }
      self.init(sentence: sentence ?? "B" + begin, command: command)
    }
  }
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
