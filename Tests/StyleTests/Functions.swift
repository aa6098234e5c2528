/// A function, accessor or closure that stands in no other one.
struct FunctionSize {
  let name: String
  /// The line of its `func`, `init`, `var` or `let`.
  let line: Int
  /// From that line to its closing brace.
  let lines: Int
}

/// Finds functions by their braces.
///
/// A block is a type's if the last declaration keyword before its brace is; every other outermost
/// block is a function. In C a block is a function if its brace follows a parenthesis.
struct FunctionScanner {
  private struct Word {
    let text: String
    let line: Int
  }

  private enum Block {
    case type
    case nested
    case function(name: String, line: Int)

    var isType: Bool { if case .type = self { true } else { false } }
  }

  private let isC: Bool
  private var line = 1
  private var depth = 0
  private var words: [Word] = []
  private var word = ""
  private var last: UInt8 = 0
  private var blocks: [Block] = []
  private var found: [FunctionSize] = []

  private init(isC: Bool) { self.isC = isC }

  static func functions(in source: SourceText) -> [FunctionSize] {
    var scanner = FunctionScanner(isC: source.path.hasSuffix(".c") || source.path.hasSuffix(".h"))
    for byte in source.code { scanner.on(byte) }
    return scanner.found
  }

  private mutating func on(_ byte: UInt8) {
    if isWordByte(byte) {
      word.append(Character(Unicode.Scalar(byte)))
      last = byte
      return
    }
    endWord()
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
    case UInt8(ascii: "{"): open()
    case UInt8(ascii: "}"): close()
    case UInt8(ascii: ";"): if depth == 0 { words = [] }
    case UInt8(ascii: "\n"): line += 1
    default: break
    }
    if byte > 32 { last = byte }
  }

  private mutating func endWord() {
    if !word.isEmpty, depth == 0 { words.append(Word(text: word, line: line)) }
    word = ""
  }

  private mutating func open() {
    // A closure among arguments belongs to the declaration whose argument it is.
    blocks.append(depth > 0 ? .nested : block())
    if depth == 0 { words = [] }
  }

  private mutating func close() {
    if depth == 0 { words = [] }
    guard case .function(let name, let start)? = blocks.popLast() else { return }
    found.append(FunctionSize(name: name, line: start, lines: line - start + 1))
  }

  private func block() -> Block {
    if blocks.contains(where: { !$0.isType }) { return .nested }
    if isC {
      let name = words.last?.text ?? "?"
      return last == UInt8(ascii: ")") ? .function(name: name, line: line) : .type
    }
    // A list of checks is declared, not run: each check in it is a function of its own.
    if words.contains(where: { $0.text == "Checks" }) { return .type }
    guard let index = keyword() else { return .function(name: "?", line: line) }
    if typeKeywords.contains(words[index].text) { return .type }
    let name = index + 1 < words.count ? words[index + 1].text : words[index].text
    return .function(name: name, line: words[index].line)
  }

  /// The last declaration keyword that is not itself the name of a declaration.
  private func keyword() -> Int? {
    words.indices.last { index in
      let isKeyword =
        typeKeywords.contains(words[index].text) || codeKeywords.contains(words[index].text)
      return isKeyword && (index == 0 || !namingKeywords.contains(words[index - 1].text))
    }
  }
}

private let typeKeywords: Set = ["struct", "class", "enum", "actor", "protocol", "extension"]
private let codeKeywords: Set = ["func", "init", "deinit", "subscript", "var", "let"]
private let namingKeywords: Set = [
  "func", "var", "let", "case", "struct", "enum", "actor", "protocol", "extension",
]

private func isWordByte(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "_") || byte >= 128
    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}
