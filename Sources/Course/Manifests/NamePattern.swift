/// The form that names of one kind must have, and how to say it.
struct NamePattern: Sendable {
  let form: String
  let matches: @Sendable (String) -> Bool

  /// `42-word-count`: labs and modules.
  static let numbered = NamePattern(form: "two digits and words, like `42-word-count`") {
    name in
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count >= 2 && parts[0].count == 2 && parts[0].allSatisfy(isDigit)
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { isDigit($0) || isLower($0) } }
  }

  /// `6.1`.
  static let lesson = NamePattern(form: "two numbers, like `6.1`") { name in
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
  }

  /// `H1`, `V2`, `S1`.
  static let check = NamePattern(form: "`V`, `H` or `S` and a number, like `H1`") { name in
    guard let first = name.first, "VHS".contains(first) else { return false }
    let number = name.dropFirst()
    return (1...2).contains(number.count) && number.allSatisfy(isDigit) && number.first != "0"
  }

  /// `WordCount`.
  static let type = NamePattern(form: "a Swift type name, like `WordCount`") { name in
    name.first.map(isUpper) == true
      && name.allSatisfy { isUpper($0) || isLower($0) || isDigit($0) }
  }

  /// `WordCount.swift`.
  static let swiftFile = NamePattern(form: "a Swift file name, like `WordCount.swift`") {
    name in
    guard name.hasSuffix(".swift"), let first = name.first else { return false }
    let stem = name.dropLast(6)
    return (1...100).contains(stem.count) && (isWord(first) || first == "_")
      && stem.allSatisfy { isWord($0) || "_+.-".contains($0) }
  }

  /// `m1-regex-hash`: submissions.
  static let submission = NamePattern(form: "small letters, digits and `-`, like `simple`") {
    name in
    !name.isEmpty && name.count <= 60 && name.first != "-"
      && name.allSatisfy { isDigit($0) || isLower($0) || $0 == "-" }
  }

  /// `S75`.
  static let source = NamePattern(form: "`S` and a number, like `S75`") { name in
    name.first == "S" && name.count > 1 && name.dropFirst().allSatisfy(isDigit)
  }

  static let anything = NamePattern(form: "a text") { _ in true }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
  private static func isLower(_ character: Character) -> Bool { ("a"..."z").contains(character) }
  private static func isUpper(_ character: Character) -> Bool { ("A"..."Z").contains(character) }
  private static func isWord(_ character: Character) -> Bool {
    isDigit(character) || isLower(character) || isUpper(character)
  }
}
