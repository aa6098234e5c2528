/// One source file, cut into what is code, what is comment and what is neither.
///
/// A lexer of a few rules, not a parser: enough to know which characters stand in strings and
/// comments, also in nested comments, raw strings, and code inside of an interpolation.
struct SourceText {
  /// The path from the checkout's root.
  let path: String
  /// The lines as they are.
  let lines: [Substring]
  /// The text with strings and comments blanked; quotes and line ends are kept.
  let code: [UInt8]
  /// The same as lines, with their numbers from 1.
  let codeLines: [(number: Int, text: String)]
  /// The text of comments alone, as lines.
  let commentLines: [(number: Int, text: String)]
  /// The text without its comments: code and strings.
  let withoutComments: [UInt8]

  init(path: String, text: String) {
    self.path = path
    var all = text.split(separator: "\n", omittingEmptySubsequences: false)
    if all.last == "" { all.removeLast() }
    lines = all
    var lexer = Lexer(text: Array(text.utf8), isC: path.hasSuffix(".c") || path.hasSuffix(".h"))
    lexer.run()
    code = lexer.masked { $0 == .code }
    codeLines = SourceText.numbered(code)
    commentLines = SourceText.numbered(lexer.masked { $0 == .comment })
    withoutComments = lexer.masked { $0 != .comment }
  }

  private static func numbered(_ masked: [UInt8]) -> [(number: Int, text: String)] {
    masked.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated().map { ($0.offset + 1, String(decoding: $0.element, as: UTF8.self)) }
  }
}

/// What a byte of a source file belongs to.
private enum Kind: UInt8 {
  case code
  case string
  case comment
}

/// Gives every byte of a source file its kind.
private struct Lexer {
  private enum Context {
    /// Code inside of an interpolation, with its open parentheses.
    case interpolation(depth: Int)
    /// A string with this many `#` around it.
    case string(hashes: Int, isMultiline: Bool)
  }

  private let text: [UInt8]
  private let isC: Bool
  private var kinds: [Kind]
  private var at = 0
  private var stack: [Context] = []

  init(text: [UInt8], isC: Bool) {
    self.text = text
    self.isC = isC
    kinds = Array(repeating: .code, count: text.count)
  }

  func masked(where isKept: (Kind) -> Bool) -> [UInt8] {
    text.indices.map { text[$0] == newline || isKept(kinds[$0]) ? text[$0] : space }
  }

  mutating func run() {
    while at < text.count {
      if case .string(let hashes, let isMultiline)? = stack.last {
        stringByte(hashes, isMultiline)
      } else {
        codeByte()
      }
    }
  }

  private mutating func codeByte() {
    if starts("//") {
      take(.comment, while: { $0 != newline })
    } else if starts("/*") {
      blockComment()
    } else if isC, text[at] == quote {
      character()
    } else if let opening = stringOpening() {
      mark(.code, opening.hashes + (opening.isMultiline ? 3 : 1))
      stack.append(.string(hashes: opening.hashes, isMultiline: opening.isMultiline))
    } else if let count = expressionLength() {
      mark(.string, count)
    } else {
      parenthesis()
      at += 1
    }
  }

  /// Counts parentheses in an interpolation; the one that ends it belongs to the string.
  private mutating func parenthesis() {
    guard case .interpolation(let depth)? = stack.last else { return }
    let last = stack.count - 1
    if text[at] == UInt8(ascii: "(") {
      stack[last] = .interpolation(depth: depth + 1)
    } else if text[at] == UInt8(ascii: ")"), depth > 0 {
      stack[last] = .interpolation(depth: depth - 1)
    } else if text[at] == UInt8(ascii: ")") {
      kinds[at] = .string
      stack.removeLast()
    }
  }

  private mutating func stringByte(_ hashes: Int, _ isMultiline: Bool) {
    let fence = String(repeating: "#", count: hashes)
    if starts("\\" + fence + "(") {
      mark(.string, hashes + 2)
      stack.append(.interpolation(depth: 0))
    } else if starts("\\" + fence) {
      mark(.string, hashes + 2)
    } else if starts((isMultiline ? "\"\"\"" : "\"") + fence) {
      mark(.code, (isMultiline ? 3 : 1) + hashes)
      stack.removeLast()
    } else if text[at] == newline, !isMultiline {
      stack.removeLast()
    } else {
      mark(.string, 1)
    }
  }

  private func stringOpening() -> (hashes: Int, isMultiline: Bool)? {
    var end = at
    while end < text.count, text[end] == UInt8(ascii: "#"), !isC { end += 1 }
    guard end < text.count, text[end] == UInt8(ascii: "\"") else { return nil }
    return (end - at, !isC && starts("\"\"\"", at: end))
  }

  /// The length of a regular expression literal that begins here.
  private func expressionLength() -> Int? {
    if starts("#/"), !isC {
      var end = at + 2
      while end < text.count, !starts("/#", at: end) { end += 1 }
      return min(end + 2, text.count) - at
    }
    guard text[at] == UInt8(ascii: "/"), !isC, at + 1 < text.count, text[at + 1] != space,
      let before = text[..<at].last(where: { $0 != space }), "(=,:[".utf8.contains(before)
    else { return nil }
    var end = at + 1
    while end < text.count, text[end] != newline, text[end] != UInt8(ascii: "/") {
      end += text[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return end < text.count && text[end] == UInt8(ascii: "/") ? end + 1 - at : nil
  }

  private mutating func blockComment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        mark(.comment, 2)
      } else if starts("*/") {
        depth -= 1
        mark(.comment, 2)
      } else {
        mark(.comment, 1)
      }
      if isC, depth > 1 { depth = 1 }
    } while depth > 0 && at < text.count
  }

  private mutating func character() {
    mark(.code, 1)
    while at < text.count, text[at] != quote, text[at] != newline {
      mark(.string, text[at] == UInt8(ascii: "\\") ? 2 : 1)
    }
    if at < text.count { mark(.code, 1) }
  }

  private mutating func take(_ kind: Kind, while isPart: (UInt8) -> Bool) {
    while at < text.count, isPart(text[at]) { mark(kind, 1) }
  }

  private mutating func mark(_ kind: Kind, _ count: Int) {
    for index in at..<min(at + count, text.count) { kinds[index] = kind }
    at += count
  }

  private func starts(_ prefix: String, at index: Int? = nil) -> Bool {
    text[(index ?? at)...].starts(with: prefix.utf8)
  }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
private let quote = UInt8(ascii: "'")
