/// What stands outside the canonical result: where and how the run happened.
package struct RunContext: Codable, Equatable, Sendable {
  /// Whose run it was: a learner's own, or an instructor's.
  package enum Mode: String, Codable, Sendable { case selfCheck, graded }

  package var mode: Mode
  /// 3 namespaces, 2 landlock, 1 uid, 0 reduced (grader-security 6.3).
  package var isolationLevel: Int
  /// The loud words for levels below 2.
  package var isolationLabel: String
  package var toolVersion: String
  /// UTC, RFC 3339.
  package var startedAt: String
  package var wallMilliseconds: Int
  /// CPU time of the judge and of the components, without the compile.
  package var cpuMilliseconds: Int
  package var compileMilliseconds: Int

  package init(
    mode: Mode, isolationLevel: Int, isolationLabel: String, toolVersion: String,
    startedAt: String, wallMilliseconds: Int = 0, cpuMilliseconds: Int = 0,
    compileMilliseconds: Int = 0
  ) {
    self.mode = mode
    self.isolationLevel = isolationLevel
    self.isolationLabel = isolationLabel
    self.toolVersion = toolVersion
    self.startedAt = startedAt
    self.wallMilliseconds = wallMilliseconds
    self.cpuMilliseconds = cpuMilliseconds
    self.compileMilliseconds = compileMilliseconds
  }
}
