/// A breach of a rule that is known, counted and explained.
struct Exception: Equatable {
  let rule: String
  let path: String
  /// How much is allowed: lines for `file-length`, findings for every other rule.
  let allowed: Int
  let reason: String

  /// Reads `RULE PATH NUMBER REASON`; nothing for an empty line or a comment.
  init?(line: Substring) throws {
    if line.isEmpty || line.hasPrefix("#") { return nil }
    let parts = line.split(separator: " ", maxSplits: 3)
    guard parts.count == 4, let allowed = Int(parts[2]) else {
      throw MalformedException(line: String(line))
    }
    (rule, path, reason) = (String(parts[0]), String(parts[1]), String(parts[3]))
    self.allowed = allowed
  }

  init(rule: String, path: String, allowed: Int, reason: String) {
    (self.rule, self.path, self.allowed, self.reason) = (rule, path, allowed, reason)
  }

  /// All exceptions of a list.
  static func list(_ text: String) throws -> [Exception] {
    try text.split(separator: "\n").compactMap { try Exception(line: $0) }
  }
}

struct MalformedException: Error, Equatable {
  let line: String
}

/// Lets known breaches stay, and nothing get worse.
struct Ratchet {
  let exceptions: [Exception]

  /// Everything that has to be done: new breaches, grown ones, and exceptions nobody needs.
  func problems(_ findings: [Finding]) -> [String] {
    let groups = Dictionary(grouping: findings) { "\($0.rule) \($0.path)" }
    let known = Dictionary(
      exceptions.map { ("\($0.rule) \($0.path)", $0) }, uniquingKeysWith: { first, _ in first })
    let broken = groups.sorted { $0.key < $1.key }.flatMap { key, group in
      problems(group, exception: known[key])
    }
    let unneeded = known.keys.filter { groups[$0] == nil }.sorted()
    return broken + unneeded.map { "\($0): the exception is no longer needed, remove it" }
  }

  private func problems(_ group: [Finding], exception: Exception?) -> [String] {
    let size = group[0].rule == Rules.fileLength.name ? group[0].line : group.count
    if group[0].rule == Rules.fileLength.name, size > Rules.fileLimit {
      return ["\(group[0].path): \(size) lines, and no file may have more than \(Rules.fileLimit)"]
    }
    if group[0].rule != Rules.functionLength.name, let exception {
      if size <= exception.allowed { return [] }
      return ["\(exception.rule) \(exception.path): grew from \(exception.allowed) to \(size)"]
    }
    return group.map { "\($0.path):\($0.line): \($0.rule): \($0.message)" }
  }
}
