/// Why a submission was not built: a result, not a fault of the tool.
package struct BuildRefusal: Sendable, Equatable {
  package enum Reason: String, Sendable {
    /// The compiler or the linker found errors.
    case errors
    /// It took more time than a build may.
    case timeLimit
    /// It took more memory than a build may.
    case memory
    /// It printed or wrote more than a build may.
    case output
    /// The compiler itself ended by a signal.
    case compilerCrash
  }

  package let reason: Reason
  /// Errors first, at most ``DiagnosticReport/shownAtMost``.
  package let diagnostics: [Diagnostic]
  /// How many more there were.
  package let omitted: Int
}

/// What a build printed, cut to what a person can use.
package struct DiagnosticReport: Sendable, Equatable {
  package static let shownAtMost = 20

  package let shown: [Diagnostic]
  package let omitted: Int

  /// Errors come first, each with the notes that belong to it; apart from that the order stays.
  init(_ all: [Diagnostic]) {
    var groups: [[Diagnostic]] = []
    for diagnostic in all {
      let belongs = diagnostic.severity == .note && !groups.isEmpty
      if belongs {
        groups[groups.count - 1].append(diagnostic)
      } else {
        groups.append([diagnostic])
      }
    }
    let errors = groups.filter { $0[0].severity == .error }
    let others = groups.filter { $0[0].severity != .error }
    let ordered = (errors + others).joined()
    shown = Array(ordered.prefix(DiagnosticReport.shownAtMost))
    omitted = ordered.count - shown.count
  }
}
