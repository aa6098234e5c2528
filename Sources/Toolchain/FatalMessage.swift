/// The message that Swift's runtime prints before it stops a program.
///
///     Component/Book.swift:29: Fatal error: Division by zero
struct FatalMessage: Equatable {
  var reason: String
  /// Only where the message names a file of the component's own module.
  var site: SourceSite?

  /// The last such message in what a component wrote to its standard error.
  init?(in errors: [UInt8]) {
    let kinds = ["Fatal error", "Precondition failed", "Assertion failed"]
    for bytes in errors.split(separator: 10).reversed() {
      let line = Substring(decoding: bytes, as: UTF8.self)
      for kind in kinds {
        guard let range = line.firstRange(of: ": " + kind) else { continue }
        let rest = line[range.upperBound...]
        let text = rest.hasPrefix(": ") ? rest.dropFirst(2) : Substring(kind)
        reason = VisibleText.line(text, limit: 500)
        site = FatalMessage.site(line[..<range.lowerBound])
        return
      }
    }
    return nil
  }

  private static func site(_ text: Substring) -> SourceSite? {
    let parts = text.split(separator: ":")
    let prefix = ComponentBuild.moduleName + "/"
    guard parts.count == 2, parts[0].hasPrefix(prefix), let line = Int(parts[1]) else { return nil }
    let file = VisibleText.line(parts[0].dropFirst(prefix.count))
    return SourceSite(file: file, line: line, column: 0)
  }
}
