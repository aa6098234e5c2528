/// Why and where a component stopped.
package struct TrapLocation: Sendable, Equatable {
  /// The runtime's reason, such as `Index out of range`; nil if none is known.
  package let reason: String?
  /// The innermost place in the learner's files; nil if there is none on the way to the trap.
  package let site: SourceSite?

  /// The frames decide; what the component printed only fills the gaps they leave.
  init(frames: [SymbolizerOutput.Frame], message: FatalMessage?) {
    let own = frames.first { $0.site?.origin == .submission && $0.site?.line != 0 }
    let mark = "Swift runtime failure: "
    let artificial = frames.lazy.map(\.function).first { $0.hasPrefix(mark) }
    reason = message?.reason ?? artificial.map { VisibleText.line($0.dropFirst(mark.count)) }
    site = own?.site ?? message?.site
  }
}

/// A place in a source file, in its author's name for the file.
package struct SourceSite: Sendable, Hashable {
  package let file: String
  /// From 1.
  package let line: Int
  /// From 1; 0 if it is not known.
  package let column: Int

  let origin: Diagnostic.Origin

  init(file: String, line: Int, column: Int, origin: Diagnostic.Origin = .submission) {
    (self.file, self.line, self.column, self.origin) = (file, line, column, origin)
  }

  /// A path as it stands in debug information: `./submission/Book.swift`.
  init?(recorded path: Substring, line: Int, column: Int) {
    let path = path.hasPrefix("./") ? path.dropFirst(2) : path
    let parts = path.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, let origin = Diagnostic.Origin(rawValue: String(parts[0])) else {
      return nil
    }
    self.init(
      file: VisibleText.line(parts[1]), line: line, column: column, origin: origin)
  }
}
