extension Description {
  /// A part in which values differ that read the same.
  struct Part: Equatable {
    /// What leads to it, from the outside in.
    let path: [String]
    /// What it is in each of the values, in their order.
    let texts: [String]

    /// The last names that people gave, so many, with the place in a list that comes before them.
    func name(_ count: Int) -> String {
      let last = path.lastIndex { $0.hasPrefix(Self.placeMark) } ?? path.startIndex
      let names = path[last...].filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }
      return names.isEmpty || names[0].hasPrefix(Self.placeMark)
        ? names.joined(separator: ".") : names.suffix(count).joined(separator: ".")
    }

    fileprivate static let placeMark = "number "
  }

  /// The outermost parts in which the values differ, in the order of their declaration.
  ///
  /// Where `of` says what is worth saying of a value, this looks at all of it.
  static func differences(_ values: [Any]) -> [Part] { parts(values, path: []) }

  private static func differences(_ values: [Any?], path: [String]) -> [Part] {
    let texts = values.map { $0.map(wholeText) ?? "nothing" }
    let isOpened = values.contains { $0.map { isOpen($0) } ?? false }
    let kinds = Set(texts).count
    // Where some read the same, more than this part may differ between them.
    if isOpened || kinds == 1 { return parts(values, path: path) }
    let inner = kinds < values.count ? parts(values, path: path) : []
    return inner.isEmpty ? [Part(path: path, texts: texts)] : inner
  }

  private static func parts(_ values: [Any?], path: [String]) -> [Part] {
    let all = values.map { value in value.map { members(of: $0) } ?? [] }
    var seen: Set<String> = []
    let names = all.joined().map { $0.name }.filter { seen.insert($0).inserted }
    return names.flatMap { name in
      differences(
        all.map { members in members.first { $0.name == name }?.value },
        path: name.isEmpty ? path : path + [name])
    }
  }

  /// What a value consists of; nothing if it is a text in one piece.
  private static func members(of value: Any) -> [(name: String, value: Any)] {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.map { ("", $0.value) }
    case .collection where isListOfMany(value):
      return mirror.children.enumerated().map { ("\(Part.placeMark)\($0 + 1)", $1.value) }
    case .struct where isOneText(value, mirror): return []
    case .struct, .class, .tuple, .enum:
      return mirror.children.enumerated().map { ($1.label ?? ".\($0)", $1.value) }
    default: return []
    }
  }

  /// A scalar with a unit, such as an instant.
  private static func isOneText(_ value: Any, _ mirror: Mirror) -> Bool {
    guard let only = mirror.children.first, mirror.children.count == 1 else { return false }
    return value is any CustomStringConvertible && Mirror(reflecting: only.value).children.isEmpty
  }

  /// A list whose elements have parts: it is looked at element by element.
  private static func isListOfMany(_ value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .collection, let first = mirror.children.first else {
      return false
    }
    return !Mirror(reflecting: first.value).children.isEmpty
  }

  /// What is always looked into: what is in it has words of its own.
  private static func isOpen(_ value: Any) -> Bool {
    isListOfMany(value) || Mirror(reflecting: value).displayStyle == .tuple
  }

  private static func wholeText(_ value: Any) -> String {
    // Not by cast alone: an empty array can be cast to an array of anything.
    guard type(of: value) == [UInt8].self, let bytes = value as? [UInt8] else {
      return render(value)
    }
    return text(bytes)
  }

  /// Text in quotes if it is printable, else hexadecimal digits.
  private static func text(_ bytes: [UInt8]) -> String {
    guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty,
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value) })
    else {
      return bytes.isEmpty ? "no bytes" : "0x" + bytes.map(hexadecimal).joined()
    }
    return "\"\(text)\""
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
  }
}
