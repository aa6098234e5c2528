/// Where the box is and how strongly this machine can confine a process: found out once by
/// `detect`, kept by the caller (it depends on kernel, boot and the box's digest), passed on.
package struct Isolation: Sendable, Equatable, Codable {
  package let level: IsolationLevel
  /// The version of Landlock that the kernel has; 0 without it.
  package let landlockABI: Int
  /// What was tried, in the order in which it was tried.
  package let probes: [ProbeResult]
  /// The path of `edalab-box`.
  package let boxPath: String
  /// The path of bubblewrap, which only level 3 needs.
  package let bubblewrapPath: String?

  package init(
    level: IsolationLevel, landlockABI: Int, probes: [ProbeResult], boxPath: String,
    bubblewrapPath: String?
  ) {
    self.level = level
    self.landlockABI = landlockABI
    self.probes = probes
    self.boxPath = boxPath
    self.bubblewrapPath = bubblewrapPath
  }

  /// What stands on every result: `isolation: 3`, or `isolation: 0 REDUCED` below level 2.
  package var label: String { level.label }
}

/// One attack or one mechanism that was tried, and what came of it.
package struct ProbeResult: Sendable, Equatable, Codable {
  /// What was tried, beginning with its level: `level 3: read the grader's memory`.
  package let name: String
  /// Whether the machine protects: the attack was refused, or the mechanism works.
  package let passed: Bool
  /// The exact error that refused the attack or broke the mechanism.
  package let detail: String
  /// The one thing to do about it, where there is one.
  package let remedy: String?

  package init(name: String, passed: Bool, detail: String, remedy: String?) {
    self.name = name
    self.passed = passed
    self.detail = detail
    self.remedy = remedy
  }
}
