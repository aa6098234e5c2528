/// What is wrong with a text as XML, as far as the formats here use it; nil if nothing is.
///
/// Checked apart from the code that writes: tags are closed in order, attributes are quoted and
/// unique, ids too, there is one root, and no character or reference stands that XML 1.0 forbids.
struct WellFormed {
  private var rest: Substring
  private var open: [String] = []
  private var ids: Set<String> = []
  private var roots = 0
  /// Names of the elements in the order in which they begin.
  private(set) var names: [String] = []
  /// The first thing that is wrong.
  private(set) var fault: String?

  init(_ text: String) {
    // A mark must not hide the sign before it: parsers read code points, not characters.
    rest = Substring(String(text.unicodeScalars.map { $0.isASCII ? Character($0) : "x" }))
    for prologue in ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE html>"]
    where rest.hasPrefix(prologue) {
      rest = rest.dropFirst(prologue.count)
    }
    let bad = text.unicodeScalars.first {
      $0.value < 0x20 && $0 != "\n" || 0x7F..<0xA0 ~= $0.value || 0xFFFE...0xFFFF ~= $0.value
    }
    if let bad { fault = "the character \(bad.value)" }
    while fault == nil, !rest.isEmpty { readNext() }
    if fault == nil, let name = open.last { fault = "\(name) is not closed" }
    if fault == nil, roots != 1 { fault = "\(roots) roots" }
  }

  private mutating func readNext() {
    let text = rest.prefix { $0 != "<" }
    check(text)
    if open.isEmpty, text.contains(where: { !$0.isWhitespace }) { fault = "text outside: \(text)" }
    rest = rest.dropFirst(text.count)
    guard !rest.isEmpty else { return }
    let tag = rest.dropFirst().prefix { $0 != ">" }
    rest = rest.dropFirst(tag.count + 2)
    if tag.hasPrefix("/") {
      let last = open.popLast()
      if last != String(tag.dropFirst()) { fault = "\(tag) closes \(last ?? "nothing")" }
    } else {
      readOpening(tag)
    }
  }

  private mutating func readOpening(_ tag: Substring) {
    let isEmpty = tag.hasSuffix("/")
    var rest = isEmpty ? tag.dropLast() : tag
    let name = String(rest.prefix { $0 != " " })
    rest = rest.dropFirst(name.count)
    var seen: Set<String> = []
    while let equals = rest.firstIndex(of: "="), fault == nil {
      let key = rest[..<equals].drop { $0 == " " }
      rest = rest[rest.index(after: equals)...]
      guard rest.first == "\"" else {
        fault = "\(key) is not quoted"
        return
      }
      let value = rest.dropFirst().prefix { $0 != "\"" }
      rest = rest.dropFirst(value.count + 2)
      check(value)
      if !seen.insert(String(key)).inserted { fault = "\(key) twice in \(name)" }
      if key == "id", !ids.insert(String(value)).inserted { fault = "the id \(value) twice" }
    }
    if !rest.allSatisfy({ $0 == " " }) { fault = "\(rest) in \(name)" }
    if open.isEmpty { roots += 1 }
    names.append(name)
    if !isEmpty { open.append(name) }
  }

  private mutating func check(_ text: Substring) {
    for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      let name = piece.prefix { $0 != ";" }
      let known: Set<Substring> = ["amp", "lt", "gt", "quot", "apos", "#9", "#10"]
      if name.count == piece.count || !known.contains(name) { fault = "the reference &\(name)" }
    }
  }
}
