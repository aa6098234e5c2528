/// One source of a build: where it stands in the build's own folder, and what its author calls it.
struct SourceFile: Sendable, Equatable {
  struct Shown: Sendable, Equatable {
    var name: String
    var origin: Diagnostic.Origin
  }

  /// Relative, one folder per origin: so no name can be an option, and names do not depend on where
  /// the build happens.
  var path: String
  var bytes: [UInt8]
  var shown: Shown

  /// `name` must have passed ``SourceName``.
  init(_ name: String, _ bytes: [UInt8], origin: Diagnostic.Origin, shownAs shown: String? = nil) {
    path = origin.rawValue + "/" + name
    self.bytes = bytes
    self.shown = Shown(name: shown ?? name, origin: origin)
  }
}
