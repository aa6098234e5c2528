extension CourseIndex {
  /// The lab that a word of a command means: its id, its number with or without the zero, or a part
  /// of the id or the title that no other lab has.
  package func lab(matching word: String) -> CourseMatch<Lab> {
    match(word, among: labs, id: \.id) { lab in
      [CourseIndex.number(lab.id), lab.manifest.title.lowercased()]
    }
  }

  /// The lesson that a word means: its id, its file's name, or a part of its name or title that no
  /// other lesson has.
  package func lesson(matching word: String) -> CourseMatch<Lesson> {
    match(word, among: lessons, id: \.id) { [$0.name, $0.title.lowercased()] }
  }

  private func match<Value: Sendable>(
    _ word: String, among values: [Value], id: (Value) -> String, names: (Value) -> [String]
  ) -> CourseMatch<Value> {
    let word = word.lowercased()
    let number = CourseIndex.number(word)
    let whole = values.filter { id($0) == word || names($0).contains(number) }
    // A number is never a part: `1` must not find `lab 11` where there is no lab 1.
    let isNumber = word.allSatisfy(\.isNumber)
    let part = values.filter { value in
      !word.isEmpty && !isNumber && ([id(value)] + names(value)).contains { $0.contains(word) }
    }
    let found = whole.isEmpty ? part : whole
    if found.count == 1 { return .found(found[0]) }
    guard found.isEmpty else { return .ambiguous(found.map(id)) }
    let known = values.flatMap { value in
      ([id(value), CourseIndex.words(id(value))] + names(value)).map { ($0, id(value)) }
    }
    // Every number is one change away from another.
    let near = isNumber ? nil : NearName.nearest(to: word, among: known.map(\.0))
    return .unknown(suggestion: known.first { $0.0 == near }?.1)
  }

  /// `07-word-count` and `07` as `7`; other words stay as they are.
  private static func number(_ word: String) -> String {
    let digits = word.prefix { $0.isNumber }
    let isNumbered = digits.count == word.count || word.dropFirst(digits.count).first == "-"
    return isNumbered ? Int(digits).map(String.init) ?? word : word
  }

  /// `07-word-count` as `word-count`.
  private static func words(_ id: String) -> String {
    id.firstIndex(of: "-").map { String(id[id.index(after: $0)...]) } ?? id
  }
}
