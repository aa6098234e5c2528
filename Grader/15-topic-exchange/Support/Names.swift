import EDARuntime

/// Random words, keys and patterns.
enum Names {
  /// Three to six small letters.
  static func word(_ random: inout RandomNumbers) -> String {
    let letters = (0..<Int.random(in: 3...6, using: &random))
      .map { _ in UInt8.random(in: 97...122, using: &random) }
    return String(decoding: letters, as: UTF8.self)
  }

  /// Up to `longest` words, few and easily mixed up: one is empty, one begins with another.
  static func key(_ random: inout RandomNumbers, longest: Int = 5) -> String {
    words(["a", "b", "ab", "a", "b", ""], &random, 0...longest)
  }

  /// The same with wildcards among the words.
  static func pattern(_ random: inout RandomNumbers, longest: Int = 5) -> String {
    words(["a", "b", "ab", "", "*", "*", "#", "#"], &random, 0...longest)
  }

  /// A pattern that matches a key: some words became wildcards, and there are more `#`.
  static func pattern(matching key: String, _ random: inout RandomNumbers) -> String {
    var words = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if key.isEmpty { words = [] }
    for index in words.indices.reversed() {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: words[index] = "*"
      case 1: words[index] = "#"
      case 2: words.insert("#", at: index)
      default: break
      }
    }
    return words.isEmpty ? "#" : words.joined(separator: ".")
  }

  private static func words(
    _ alphabet: [String], _ random: inout RandomNumbers, _ count: ClosedRange<Int>
  ) -> String {
    (0..<Int.random(in: count, using: &random))
      .map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
      .joined(separator: ".")
  }
}
