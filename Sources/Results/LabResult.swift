/// Names a run: the same name gives the same canonical result, byte for byte (design, rule 3).
package struct RunName: Codable, Equatable, Sendable {
  /// The lab's id: its number and its name in words.
  package var lab: String
  /// The seed in hexadecimal, 16 to 64 digits.
  package var seed: String
  /// Digest of the submission's files.
  package var submission: String
  /// Digest of the lab's and the grader's files.
  package var labDigest: String
  /// Digest of the runtime and the judge.
  package var kit: String
  /// The compiler's version line.
  package var toolchain: String
  /// Which properties were asked for; empty means all.
  package var only: [String]

  package init(
    lab: String, seed: String, submission: String, labDigest: String, kit: String,
    toolchain: String, only: [String] = []
  ) {
    self.lab = lab
    self.seed = seed
    self.submission = submission
    self.labDigest = labDigest
    self.kit = kit
    self.toolchain = toolchain
    self.only = only
  }
}

/// The canonical result of a run: everything that depends on the run's name and on nothing else.
package struct LabResult: Codable, Equatable, Sendable {
  /// The name and version of this form.
  package static let schema = "edalab.result/1"

  package var schema: String = LabResult.schema
  package var run: RunName
  package var status: RunStatus
  /// Why the run is not gradable, or whose fault it was; nil if it was graded.
  package var refusal: Refusal?
  package var checks: [CheckResult]

  package init(
    run: RunName, status: RunStatus, refusal: Refusal? = nil, checks: [CheckResult] = []
  ) {
    self.run = run
    self.status = status
    self.refusal = refusal
    self.checks = checks
  }

  package var earnedMillipoints: Int { checks.reduce(0) { $0 + $1.earnedMillipoints } }
  package var possibleMillipoints: Int { checks.reduce(0) { $0 + $1.possibleMillipoints } }

  /// Whether every check of the lab was asked for: a part says nothing about the whole.
  private var isWhole: Bool { status == .graded && run.only.isEmpty && !checks.isEmpty }

  /// Passed: graded whole, at least 60 % of the points, and every key check.
  package var isPassed: Bool {
    isWhole
      && checks.allSatisfy { !$0.isKey || $0.verdict == .pass }
      && earnedMillipoints * 100 >= possibleMillipoints * 60
  }

  /// Every check passed.
  package var isComplete: Bool {
    isWhole && checks.allSatisfy { $0.verdict == .pass }
  }
}

/// Why a submission was not graded.
package struct Refusal: Codable, Equatable, Sendable {
  /// A word for programs, for example `doesNotBuild` or `notRegular`.
  package var code: String
  /// One sentence for people.
  package var summary: String
  package var diagnostics: [CompilerDiagnostic]
  /// What to do next.
  package var help: String?

  package init(
    code: String, summary: String, diagnostics: [CompilerDiagnostic] = [], help: String? = nil
  ) {
    self.code = code
    self.summary = summary
    self.diagnostics = diagnostics
    self.help = help
  }
}

/// One message of the compiler, in the learner's names.
package struct CompilerDiagnostic: Codable, Equatable, Sendable {
  package var severity: String
  package var message: String
  package var location: SourceLocation?
  /// The source line, control characters made visible.
  package var source: String?

  package init(
    severity: String, message: String, location: SourceLocation? = nil, source: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.location = location
    self.source = source
  }
}
