/// Checks a course as far as that needs no compiler.
package struct CourseLint: Sendable {
  package let index: CourseIndex

  package init(_ index: CourseIndex) { self.index = index }

  /// Everything about the course, in the order of files and lines.
  package func findings() -> [LintFinding] {
    var collector = FindingCollector()
    for problem in index.problems { collector.add(.manifest, problem) }
    addUnknownGraders(&collector)
    let labs = index.labs.flatMap(findings(of:))
    let content = ContentLint(index: index).findings()
    return CourseLint.sorted(collector.findings + labs + content)
  }

  /// Everything about one lab.
  package func findings(of lab: Lab) -> [LintFinding] {
    CourseLint.sorted(LabLint(index: index, lab: lab).findings())
  }

  /// The labs whose folder was read but whose manifest was not are reported already, and so is all
  /// that they hold; a grader folder without a lab is not.
  private func addUnknownGraders(_ collector: inout FindingCollector) {
    for name in index.folder.names(in: "Grader") where !index.folder.isFolder("Labs/\(name)") {
      collector.add(.deadFiles, "Grader/\(name)", "no lab has this name")
    }
  }

  private static func sorted(_ findings: [LintFinding]) -> [LintFinding] {
    findings.sorted {
      ($0.problem.file, $0.problem.line, $0.problem.column, $0.problem.message)
        < ($1.problem.file, $1.problem.line, $1.problem.column, $1.problem.message)
    }
  }
}
