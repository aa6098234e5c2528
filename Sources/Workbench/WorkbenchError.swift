/// Why the workbench could not do its work. None of these is the learner's doing.
package struct WorkbenchError: Error, Equatable, Sendable {
  package enum Code: String, Sendable {
    /// The lab's manifests do not read; `detail` is the first problem.
    case labInvalid
    /// The lab's checker does not build; `detail` is the first diagnostic.
    case checkerDoesNotBuild
    /// The checker ended early or said that it is at fault.
    case checkerFailed
    /// The checks of the lab and its `grader.yaml` do not name the same cells.
    case cellsDiffer
    /// A submission that must build does not; `detail` is the first diagnostic.
    case doesNotBuild
    /// No failing run of that id was kept.
    case unknownRun
    /// A kept run cannot be read.
    case unreadableRun
    /// A folder or file of the workspace cannot be made or read.
    case workspace
  }

  package let code: Code
  package let detail: String

  package init(_ code: Code, detail: String) {
    self.code = code
    self.detail = detail
  }
}
