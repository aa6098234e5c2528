/// What became of an import.
package enum ImportOutcome: Equatable, Sendable {
  case done(ImportReport)
  /// Nothing was written.
  case refused(ImportRefusal)
}

/// What an import brought.
package struct ImportReport: Equatable, Sendable {
  /// Events that were not here.
  package var added = 0
  /// How many chains they are of.
  package var chains = 0
  /// Events that were here.
  package var known = 0
}

/// Why a file is not imported.
package struct ImportRefusal: Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    /// The first line is not that of an export.
    case notAnExport
    /// A newer edalab wrote the file, in this form.
    case newerForm(String)
    /// The line is no event.
    case malformed
    /// The event does not follow the one before it in its chain, or does not have its own hash.
    case broken(EventID)
    /// The file does not have what its first line says of this chain, or has another one.
    case otherEnd(chain: String)
    /// Another event is here under the same name: the chain was continued twice. The first that
    /// differs.
    case fork(EventID)
  }

  /// From 1.
  package var line: Int
  package var reason: Reason

  init(_ reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }
}
