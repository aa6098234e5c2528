/// Reads what `swiftc -diagnostic-style llvm` and the linker print. The result is only shown, never
/// the ground of a decision: a source can print lines that look like ours.
///
///     submission/Book.swift:3:9: error: cannot find 'x' in scope
///         let a = x
///                 ^
struct DiagnosticParser {
  /// The name that the compiler was given, to the name that its author knows and whose file it is.
  let names: [String: SourceFile.Shown]
  /// Texts that say where the build happened, and what to write for them.
  var hidden: [(text: String, replacement: String)] = []

  func diagnostics(in log: some Collection<UInt8>) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var wantsSource = false
    for bytes in log.split(separator: 10, omittingEmptySubsequences: true) {
      let line = String(decoding: bytes.prefix(4000), as: UTF8.self)
      if let diagnostic = parse(line) {
        found.append(diagnostic)
        wantsSource = diagnostic.line > 0
      } else if wantsSource {
        found[found.count - 1].source = shown(line)
        wantsSource = false
      }
    }
    return found
  }

  private func parse(_ line: String) -> Diagnostic? {
    for severity in [Diagnostic.Severity.error, .warning, .note, .remark] {
      let mark = severity.rawValue + ": "
      guard let range = line.firstRange(of: mark) else { continue }
      let before = line[..<range.lowerBound]
      guard before.isEmpty || before.hasSuffix(": ") else { continue }
      return located(severity, at: before.dropLast(2), message: line[range.upperBound...])
    }
    return nil
  }

  private func located(
    _ severity: Diagnostic.Severity, at place: Substring, message: Substring
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      severity: severity, message: shown(String(message)), origin: .none, file: "", line: 0,
      column: 0, source: "")
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, let line = Int(parts[parts.count - 2]),
      let column = Int(parts.last ?? "")
    else { return diagnostic }
    let name = parts.dropLast(2).joined(separator: ":")
    let shownFile = names[name]
    diagnostic.origin = shownFile?.origin ?? .claimed
    diagnostic.file = shownFile?.name ?? shown(name)
    (diagnostic.line, diagnostic.column) = (line, column)
    return diagnostic
  }

  private func shown(_ text: String) -> String {
    var text = text
    for (name, file) in names { text = text.replacing(name, with: file.name) }
    for (path, replacement) in hidden { text = text.replacing(path, with: replacement) }
    return VisibleText.line(text, limit: 500)
  }
}
