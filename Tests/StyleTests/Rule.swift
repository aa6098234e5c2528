/// One thing that a house rule found.
struct Finding: Equatable {
  let rule: String
  let path: String
  let line: Int
  let message: String
}

/// A house rule: its name in `exceptions.txt`, the files it looks at, and what it finds in one.
struct Rule: Sendable {
  let name: String
  /// Whether a file of this path has to keep the rule.
  let applies: @Sendable (String) -> Bool
  /// What breaks the rule in one file, as line and message.
  let find: @Sendable (SourceText) -> [(line: Int, message: String)]

  func findings(in source: SourceText) -> [Finding] {
    guard applies(source.path) else { return [] }
    return find(source).map {
      Finding(rule: name, path: source.path, line: $0.line, message: $0.message)
    }
  }
}

extension Rule {
  /// A rule about words of the code: `find` gets each line without strings and comments.
  static func code(
    _ name: String, applies: @escaping @Sendable (String) -> Bool,
    find: @escaping @Sendable (String) -> String?
  ) -> Rule {
    let findAll: @Sendable (SourceText) -> [(line: Int, message: String)] = { source in
      source.codeLines.compactMap { line in
        find(line.text).map { (line.number, $0) }
      }
    }
    return Rule(name: name, applies: applies, find: findAll)
  }
}

/// The module whose folder a path of `Sources` lies in.
func module(of path: String) -> String? {
  let parts = path.split(separator: "/")
  return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
}

/// The positions of a word that no other word character touches.
func positions(of word: String, in line: String) -> [String.Index] {
  var found: [String.Index] = []
  var rest = line[...]
  while let range = rest.firstRange(of: word) {
    let before =
      range.lowerBound == line.startIndex ? " " : line[line.index(before: range.lowerBound)]
    let after = range.upperBound == line.endIndex ? " " : line[range.upperBound]
    let touchesBefore = isWordCharacter(word.first ?? " ") && isWordCharacter(before)
    let touchesAfter = isWordCharacter(word.last ?? " ") && isWordCharacter(after)
    if !touchesBefore, !touchesAfter { found.append(range.lowerBound) }
    rest = line[range.upperBound...]
  }
  return found
}

func isWordCharacter(_ character: Character) -> Bool {
  character.isLetter || character.isNumber || character == "_"
}
