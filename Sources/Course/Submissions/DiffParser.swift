/// Reads a unified diff file by file.
struct DiffParser {
  private let lines: [Substring]
  private var index = 0

  init(_ patch: String) { lines = patch.linesByFeed }

  /// The next file's changes, `nil` after the last.
  mutating func nextFile() throws -> FileChange? {
    try skipPreamble()
    guard let old = peek else { return nil }
    let line = index + 1
    index += 1
    guard let new = peek, new.hasPrefix("+++ ") else { throw malformed("expected `+++`") }
    let name = DiffParser.name(old)
    guard name == DiffParser.name(new) else { throw malformed("a file is made or renamed") }
    index += 1
    var hunks: [FileChange.Hunk] = []
    while peek?.hasPrefix("@@ ") == true { hunks.append(try hunk()) }
    guard !hunks.isEmpty else { throw malformed("expected `@@`") }
    return FileChange(name: name, line: line, hunks: hunks)
  }

  private var peek: Substring? { index < lines.count ? lines[index] : nil }

  /// Comments may stand before the first file only; between files there is nothing but git's words.
  private mutating func skipPreamble() throws {
    let isFirst = index == 0
    while let line = peek, !line.hasPrefix("--- ") {
      let isKnown = line.isEmpty || line.hasPrefix("diff ") || line.hasPrefix("index ")
      guard isFirst || isKnown else { throw malformed("expected `---` or `@@`") }
      index += 1
    }
  }

  /// `a/Exchange.swift` without the letter that git puts before it, and without a time stamp.
  private static func name(_ line: Substring) -> String {
    let name = line.dropFirst(4).prefix { $0 != "\t" }
    return String(["a/", "b/"].contains(name.prefix(2)) ? name.dropFirst(2) : name)
  }

  private mutating func hunk() throws -> FileChange.Hunk {
    let line = index + 1
    guard let (start, oldCount, newCount) = DiffParser.ranges(lines[index]) else {
      throw malformed("expected `@@ -line,count +line,count @@`")
    }
    index += 1
    var old: [(text: String, line: Int)] = []
    var new: [String] = []
    while old.count < oldCount || new.count < newCount || peek?.first == "\\" {
      try takeLine(&old, &new)
    }
    guard old.count == oldCount, new.count == newCount else {
      throw malformed("the counts of the hunk do not match its lines")
    }
    return FileChange.Hunk(start: start, old: old, new: new, line: line)
  }

  private mutating func takeLine(
    _ old: inout [(text: String, line: Int)], _ new: inout [String]
  ) throws {
    guard let line = peek else { throw malformed("the patch ends inside a hunk") }
    let text = String(line.dropFirst() + "\n")
    switch line.first {
    case " ":
      old.append((text, index + 1))
      new.append(text)
    case "-": old.append((text, index + 1))
    case "+": new.append(text)
    case "\\": dropLineFeed(&old, &new)
    // Editors take the space of an empty context line away.
    case nil where index + 1 < lines.count:
      old.append(("\n", index + 1))
      new.append("\n")
    default: throw malformed("expected a line that starts with a space, `-` or `+`")
    }
    index += 1
  }

  /// `\ No newline at end of file` speaks about the line before it.
  private func dropLineFeed(_ old: inout [(text: String, line: Int)], _ new: inout [String]) {
    let mark = lines[index - 1].first
    if mark != "+", let last = old.popLast() {
      old.append((String(last.text.dropLast()), last.line))
    }
    if mark != "-", let last = new.popLast() { new.append(String(last.dropLast())) }
  }

  private static func ranges(_ line: Substring) -> (start: Int, old: Int, new: Int)? {
    let parts = line.split(separator: " ")
    guard parts.count >= 4, parts[0] == "@@", parts[3] == "@@", parts[1].first == "-",
      parts[2].first == "+", let old = range(parts[1].dropFirst()),
      let new = range(parts[2].dropFirst())
    else { return nil }
    return (old.start, old.count, new.count)
  }

  private static func range(_ text: Substring) -> (start: Int, count: Int)? {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard let start = numbers[0], start >= 0, numbers.count <= 2 else { return nil }
    if numbers.count == 1 { return start > 0 ? (start, 1) : nil }
    guard let count = numbers[1], count >= 0, start > 0 || count == 0 else { return nil }
    return (start, count)
  }

  private func malformed(_ detail: String) -> CourseError {
    CourseError(.malformedPatch, file: "", line: index + 1, detail: detail)
  }
}

extension String {
  /// The lines of a text, cut at each line feed byte. A carriage return before one is part of its
  /// line.
  var linesByFeed: [Substring] {
    utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map(Substring.init)
  }
}
