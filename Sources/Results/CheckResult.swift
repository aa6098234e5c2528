/// The result of one cell: a check under one class of fault.
package struct CheckResult: Codable, Equatable, Sendable {
  /// The check's name in the lab, for example `H1`.
  package var id: String
  package var kind: CheckKind
  package var fault: FaultClass
  /// A few words for tables.
  package var title: String?
  /// The property in one sentence.
  package var sentence: String
  /// Without a key check the lab is not passed, whatever the points.
  package var isKey: Bool
  package var verdict: Verdict
  /// Thousandths of a point.
  package var earnedMillipoints: Int
  package var possibleMillipoints: Int
  /// What was seen and counted, for example `routed: 241` or `crash points: 48`; sorted by name.
  package var counts: [Count]
  /// Set unless the check passed.
  package var failure: Failure?

  package init(
    id: String, kind: CheckKind, fault: FaultClass, title: String? = nil, sentence: String,
    isKey: Bool,
    verdict: Verdict, earnedMillipoints: Int, possibleMillipoints: Int, counts: [Count] = [],
    failure: Failure? = nil
  ) {
    self.id = id
    self.kind = kind
    self.fault = fault
    self.title = title
    self.sentence = sentence
    self.isKey = isKey
    self.verdict = verdict
    self.earnedMillipoints = earnedMillipoints
    self.possibleMillipoints = possibleMillipoints
    self.counts = counts
    self.failure = failure
  }

  /// The cell as people name it: `H1`, or `H1/crash`.
  package var cell: String { fault == .none ? id : "\(id)/\(fault.rawValue)" }
}

/// Something that was counted during a check.
package struct Count: Codable, Equatable, Sendable {
  package var name: String
  package var value: Int

  package init(name: String, value: Int) {
    self.name = name
    self.value = value
  }
}

/// Why a check did not pass. Everything here may be shown to the learner who ran it; what a sealed
/// run may show is `SealedFailure`.
package struct Failure: Codable, Equatable, Sendable {
  /// What happened, in one sentence.
  package var summary: String
  package var expected: String?
  package var actual: String?
  /// The step of the transcript at which it was noticed; steps count from 1.
  package var step: Int?
  /// The steps that matter, one line for each.
  package var timeline: [String]
  /// The shortest schedule that was found; nil if the run cannot be done again with less in it.
  package var schedule: Schedule?
  /// What the component printed at that step, control characters made visible.
  package var output: String
  /// Where in the learner's file it happened, if that is known.
  package var location: SourceLocation?
  /// The belief behind the most similar known mistake, as a question; nil when that is unsure.
  package var misconception: String?
  /// The command that shows the same failure again.
  package var replay: String?

  package init(
    summary: String, expected: String? = nil, actual: String? = nil, step: Int? = nil,
    timeline: [String] = [], schedule: Schedule? = nil, output: String = "",
    location: SourceLocation? = nil,
    misconception: String? = nil, replay: String? = nil
  ) {
    self.summary = summary
    self.expected = expected
    self.actual = actual
    self.step = step
    self.timeline = timeline
    self.schedule = schedule
    self.output = output
    self.location = location
    self.misconception = misconception
    self.replay = replay
  }
}

/// What has to happen so that a failure shows: messages and faults.
package struct Schedule: Codable, Equatable, Sendable {
  /// One line for each message and each fault.
  package var lines: [String]
  /// How many there were before anything was taken out.
  package var lengthBefore: Int
  /// Whether taking out any one of them is known to make the failure go away.
  package var isMinimal: Bool

  package init(lines: [String], lengthBefore: Int, isMinimal: Bool) {
    self.lines = lines
    self.lengthBefore = lengthBefore
    self.isMinimal = isMinimal
  }

  package var length: Int { lines.count }
}

/// A place in a learner's file, in the learner's names.
package struct SourceLocation: Codable, Equatable, Sendable, CustomStringConvertible {
  package var file: String
  package var line: Int
  /// From 1; 0 if unknown.
  package var column: Int

  package init(file: String, line: Int, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }

  package var description: String {
    column > 0 ? "\(file):\(line):\(column)" : "\(file):\(line)"
  }
}
