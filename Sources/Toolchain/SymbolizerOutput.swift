/// Reads the answer of `llvm-symbolizer`: for each address pairs of lines, function and place,
/// innermost first, and then an empty line.
enum SymbolizerOutput {
  struct Frame: Equatable {
    var function: String
    /// Nil unless the file is one of the build's own.
    var site: SourceSite?
  }

  static func frames(in text: String) -> [Frame] {
    let lines = text.split(separator: "\n")
    return stride(from: 0, to: lines.count - 1, by: 2).map { index in
      Frame(function: String(lines[index]), site: site(lines[index + 1]))
    }
  }

  private static func site(_ text: Substring) -> SourceSite? {
    let parts = text.split(separator: ":")
    guard parts.count == 3, let line = Int(parts[1]), let column = Int(parts[2]) else { return nil }
    return SourceSite(recorded: parts[0], line: line, column: column)
  }
}
