/// The rule for names of source files: nothing in them can be an option, a response file, a way out
/// of the folder, or look like another name.
enum SourceName {
  /// Whether each part matches `[A-Za-z0-9_][A-Za-z0-9_+.-]{0,99}` and the last ends in `.swift`.
  static func isValid(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = parts.last, last.hasSuffix(".swift"), last.utf8.count > 6 else { return false }
    return parts.count <= 4 && parts.allSatisfy(isValidPart)
  }

  private static func isValidPart(_ part: Substring) -> Bool {
    guard let first = part.utf8.first, isWord(first), part.utf8.count <= 100 else { return false }
    return part.utf8.allSatisfy { isWord($0) || "+.-".utf8.contains($0) }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The last part: the compiler wants it to be unique in a module.
  static func base(_ name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }
}
