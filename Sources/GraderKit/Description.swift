/// Values as people read them in a failure. Unordered collections are sorted, so that the same
/// failure has the same text in every process.
enum Description {
  static let maximumLength = 600

  static func of(_ value: Any) -> String {
    let text = render(value)
    guard text.count > maximumLength else { return text }
    return text.prefix(maximumLength) + " … (\(text.count - maximumLength) more characters)"
  }

  /// The value, however long.
  static func render(_ value: Any) -> String {
    if let text = value as? String { return "\"\(text)\"" }
    if let convertible = value as? any CustomStringConvertible, !(value is any Collection) {
      return convertible.description
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .set: return "{" + mirror.children.map { render($0.value) }.sorted().joined(", ") + "}"
    case .dictionary: return "[" + mirror.children.map(pair).sorted().joined(", ") + "]"
    case .collection: return "[" + mirror.children.map { render($0.value) }.joined(", ") + "]"
    case .optional: return mirror.children.first.map { render($0.value) } ?? "nothing"
    case .tuple: return "(" + mirror.children.map(member).joined(", ") + ")"
    case .enum: return enumeration(value, mirror)
    case .struct, .class:
      return "\(mirror.subjectType)(" + mirror.children.map(member).joined(", ") + ")"
    default: return String(describing: value)
    }
  }

  private static func enumeration(_ value: Any, _ mirror: Mirror) -> String {
    guard let payload = mirror.children.first, let name = payload.label else {
      return String(describing: value)
    }
    let parts = Mirror(reflecting: payload.value)
    let isTuple = parts.displayStyle == .tuple
    let text = isTuple ? parts.children.map(member).joined(", ") : render(payload.value)
    return "\(name)(\(text))"
  }

  private static func member(_ child: Mirror.Child) -> String {
    guard let label = child.label, !label.hasPrefix(".") else { return render(child.value) }
    return "\(label): \(render(child.value))"
  }

  private static func pair(_ child: Mirror.Child) -> String {
    Mirror(reflecting: child.value).children.map { render($0.value) }.joined(": ")
  }
}

extension [String] {
  fileprivate func joined(_ separator: String) -> String { joined(separator: separator) }
}
