/// The keys of one object in a manifest.
struct ManifestObject {
  let values: [String: ManifestValue]
  let place: ManifestPlace
  /// Whether it was an object at all; if not, its missing keys are no problems of their own.
  let isReadable: Bool
}

/// Reads values and collects every problem on the way, instead of stopping at the first.
///
/// A function that finds a problem reports it and returns a placeholder; the caller throws the
/// whole value away if there were any.
struct ManifestReader {
  let file: String
  private(set) var problems: [ManifestProblem] = []

  init(file: String) { self.file = file }

  /// Composes a text and reads its root object.
  static func read<Value: Sendable>(
    _ text: String, file: String, firstLine: Int = 1,
    _ read: (inout ManifestReader, ManifestValue) -> Value
  ) -> ManifestReading<Value> {
    var reader = ManifestReader(file: file)
    let root = ManifestValue.compose(
      text, file: file, firstLine: firstLine, problems: &reader.problems)
    guard let root else { return ManifestReading(problems: reader.problems) }
    let value = read(&reader, root)
    return ManifestReading(value, reader.problems)
  }

  mutating func report(_ message: String, at place: ManifestPlace, suggestion: String? = nil) {
    problems.append(
      ManifestProblem(
        file: file, line: place.line, column: place.column, message: message,
        suggestion: suggestion))
  }

  /// The object with these keys. Any other key is a problem.
  mutating func object(_ value: ManifestValue, keys: [String]) -> ManifestObject {
    guard case .object(let pairs) = value.kind else {
      report("expected keys and values", at: value.place)
      return ManifestObject(values: [:], place: value.place, isReadable: false)
    }
    var values: [String: ManifestValue] = [:]
    for (key, value) in pairs {
      if case .text(let name) = key.kind, keys.contains(name) {
        values[name] = value
      } else {
        reportUnknown(key, keys: keys)
      }
    }
    return ManifestObject(values: values, place: value.place, isReadable: true)
  }

  private mutating func reportUnknown(_ key: ManifestValue, keys: [String]) {
    guard case .text(let name) = key.kind else {
      return report("a key must be a word", at: key.place)
    }
    let near = NearName.nearest(to: name, among: keys).map { "`\($0)`" }
    let list = keys.joined(separator: ", ")
    report("unknown key `\(name)`", at: key.place, suggestion: near ?? "one of: \(list)")
  }

  /// The value of a key that must be there.
  mutating func required(_ key: String, in object: ManifestObject) -> ManifestValue? {
    if let value = object.values[key] { return value }
    if object.isReadable { report("the key `\(key)` is missing", at: object.place) }
    return nil
  }
}

// MARK: - Scalars

extension ManifestReader {
  /// A text of the given form; empty if there is a problem.
  mutating func text(
    _ key: String, in object: ManifestObject, _ pattern: NamePattern = .anything
  ) -> String {
    required(key, in: object).map { text($0, pattern) } ?? ""
  }

  /// The same for a key that may be left out.
  mutating func optionalText(
    _ key: String, in object: ManifestObject, _ pattern: NamePattern = .anything
  ) -> String? {
    object.values[key].map { text($0, pattern) }
  }

  mutating func text(_ value: ManifestValue, _ pattern: NamePattern) -> String {
    guard case .text(let text) = value.kind else {
      report("expected a text", at: value.place)
      return ""
    }
    if text.isEmpty {
      report("expected a text, found nothing", at: value.place)
    } else if !pattern.matches(text) {
      report("`\(text)` is not \(pattern.form)", at: value.place)
    }
    return text
  }

  /// A whole number in a range; its lower bound if there is a problem.
  mutating func integer(
    _ key: String, in object: ManifestObject, _ range: ClosedRange<Int>, default: Int? = nil
  ) -> Int {
    if object.values[key] == nil, let value = `default` { return value }
    return required(key, in: object).map { integer($0, range) } ?? range.lowerBound
  }

  mutating func integer(_ value: ManifestValue, _ range: ClosedRange<Int>) -> Int {
    if case .text(let text) = value.kind, text.allSatisfy({ ("0"..."9").contains($0) }),
      let number = Int(text), range.contains(number)
    {
      return number
    }
    report(
      "expected a whole number from \(range.lowerBound) to \(range.upperBound)", at: value.place)
    return range.lowerBound
  }

  /// `true` or `false`, and no other word for them.
  mutating func flag(_ key: String, in object: ManifestObject) -> Bool {
    guard let value = object.values[key] else { return false }
    if case .text(let text) = value.kind, ["true", "false"].contains(text) {
      return text == "true"
    }
    report("expected `true` or `false`", at: value.place)
    return false
  }

  /// One of an enumeration's raw values.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, in object: ManifestObject, default first: Choice
  ) -> Choice {
    required(key, in: object).flatMap { choice($0, Choice.self) } ?? first
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ value: ManifestValue, _: Choice.Type
  ) -> Choice? {
    let name = text(value, .anything)
    if let choice = Choice(rawValue: name) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let near = NearName.nearest(to: name, among: names).map { "`\($0)`" }
    if !name.isEmpty {
      report(
        "`\(name)` is not a choice here", at: value.place,
        suggestion: near ?? "one of: \(names.joined(separator: ", "))")
    }
    return nil
  }
}

// MARK: - Lists

extension ManifestReader {
  /// The items of a list; an absent key is an empty one unless it is required.
  mutating func list<Item>(
    _ key: String, in object: ManifestObject, isRequired: Bool = true,
    _ read: (inout ManifestReader, ManifestValue) -> Item?
  ) -> [Item] {
    guard let value = isRequired ? required(key, in: object) : object.values[key] else { return [] }
    guard case .list(let values) = value.kind else {
      report("expected a list", at: value.place)
      return []
    }
    if isRequired, values.isEmpty { report("the list is empty", at: value.place) }
    return values.compactMap { read(&self, $0) }
  }

  /// A list of names, each once.
  mutating func names(
    _ key: String, in object: ManifestObject, isRequired: Bool = true, _ pattern: NamePattern
  ) -> [String] {
    var seen: Set<String> = []
    return list(key, in: object, isRequired: isRequired) { reader, value in
      let name = reader.text(value, pattern)
      if !seen.insert(name).inserted { reader.report("`\(name)` stands twice", at: value.place) }
      return name
    }
  }
}
