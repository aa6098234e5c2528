internal import Course

/// What `course check` found out about one lab.
package struct GateReport: Codable, Equatable, Sendable {
  /// One stored submission with what became of it.
  package struct Row: Codable, Equatable, Sendable {
    /// `wrong`, `accepted`, `null`, `starter` …
    package var group: String
    package var name: String
    /// The cells that did not pass on some seed, in the lab's order, each with its verdict.
    package var broken: [Broken]
    /// What became of the whole on the first seed: `graded` or `notGradable`.
    package var status: String
    /// The cells that `grader.yaml` says must reject it.
    package var expected: [String]
    /// Everything is as it must be.
    package var isAsExpected: Bool
    /// CPU time of the checks on the first seed.
    package var cpuMilliseconds: Int
    /// What its failures look like on the first seed, by cell.
    package var symptoms: [String: String]
  }

  /// A cell that did not pass.
  package struct Broken: Codable, Equatable, Sendable {
    package var cell: String
    package var verdict: String
  }

  package var schema = "edalab.lab-check/1"
  package var lab: String
  /// What the report is true of: lab, grader, kit, toolchain, seeds and isolation level.
  package var digest: String
  package var cells: [String]
  package var seeds: [String]
  package var rows: [Row]
  /// What must be mended, one sentence each.
  package var problems: [String]
  /// What should be looked at.
  package var warnings: [String]

  package init(lab: String, digest: String, cells: [String], seeds: [String]) {
    self.lab = lab
    self.digest = digest
    self.cells = cells
    self.seeds = seeds
    rows = []
    problems = []
    warnings = []
  }

  /// How the wrong submissions fail, for those who fail in the same way.
  package var knownMistakes: KnownMistakes {
    let wrong = rows.filter { $0.group == SubmissionGroup.wrong.rawValue && !$0.symptoms.isEmpty }
    return KnownMistakes(
      mistakes: Dictionary(wrong.map { ($0.name, $0.symptoms) }) { first, _ in first })
  }

  package var isReleasable: Bool { problems.isEmpty }
}
