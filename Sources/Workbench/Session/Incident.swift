package import Course
package import Results
package import Terminal

/// The failure in the field that a lab tells of, when there is a reason to: the lab is passed for
/// the first time, or everything in it passes.
package struct Incident: Equatable, Sendable {
  /// nil if nothing is to be told.
  package let text: String?

  package init(of lab: Lab, _ result: LabResult, wasPassed: Bool) {
    self.init(lab.manifest.incident, result, isFirstPass: result.isPassed && !wasPassed)
  }

  init(_ incident: String?, _ result: LabResult, isFirstPass: Bool) {
    // A run of some checks passes nothing.
    let isMeant = result.run.only.isEmpty && (isFirstPass || result.isComplete)
    text = isMeant ? incident : nil
  }

  package func lines(width: Int) -> [StyledLine] {
    guard let text else { return [] }
    let page = SessionPage(width: width, folder: "", files: []) { _ in "" }
    return page.lines(.incident(text))
  }
}
