/// Something that `course check` says about a course.
package struct LintFinding: Hashable, Sendable {
  package enum Severity: String, Sendable { case error, warning }

  package let severity: Severity
  package let rule: LintRule
  package let problem: ManifestProblem

  package init(severity: Severity, rule: LintRule, problem: ManifestProblem) {
    self.severity = severity
    self.rule = rule
    self.problem = problem
  }
}

/// What is checked. The raw values are names for reports and for the format's description.
package enum LintRule: String, CaseIterable, Sendable {
  /// A manifest can be read.
  case manifest
  /// A file that every lab has is there.
  case requiredFiles = "required-files"
  /// No file stands in a lab or in the content that nothing names.
  case deadFiles = "dead-files"
  /// Modules, lessons and labs that are named exist, and labs do not require each other in a
  /// circle.
  case references
  /// Every check stands in exactly one stage.
  case stages
  /// The cells' thousandths sum to the points, and one check at least is key.
  case points
  /// Checks only use the faults that the lab names.
  case faults
  /// Every property has its hints.
  case hints
  /// Accepted and wrong submissions are there, named, and apply.
  case submissions
  /// The property list in TASK.md is the one that the manifest gives.
  case propertyList = "property-list"
  /// A lesson has its length, its title and no HTML or footnotes.
  case lesson
  /// Links inside the course lead somewhere.
  case links
  /// A figure names a source that the lesson lists.
  case figures
  /// A drawing is followed by its description.
  case pictures
  /// A quiz can be read.
  case quiz
  /// A program in a lesson is followed by what it prints.
  case programs
  /// At most eight minutes of reading precede a stage, and a lesson says how long it takes.
  case reading
}

/// Gathers findings of one file or one lab.
struct FindingCollector {
  private(set) var findings: [LintFinding] = []
  /// The rules whose findings are warnings, as in a draft.
  let lenient: Set<LintRule>

  init(lenient: Set<LintRule> = []) { self.lenient = lenient }

  mutating func add(
    _ rule: LintRule, _ problem: ManifestProblem, _ severity: LintFinding.Severity = .error
  ) {
    let severity = lenient.contains(rule) ? .warning : severity
    findings.append(LintFinding(severity: severity, rule: rule, problem: problem))
  }

  mutating func add(
    _ rule: LintRule, _ file: String, line: Int = 1, _ message: String, suggestion: String? = nil,
    _ severity: LintFinding.Severity = .error
  ) {
    let problem = ManifestProblem(
      file: file, line: line, message: message, suggestion: suggestion)
    add(rule, problem, severity)
  }
}
