/// An XML element, built as a value so that every text in it is escaped in one place.
struct XMLElement {
  var name: String
  /// In the order in which they are written.
  var attributes: [(name: String, value: String)] = []
  var children: [XMLElement] = []
  /// Stands before the children.
  var text = ""

  /// The element and everything in it, indented by two spaces a level, one element a line.
  func lines(indent: String = "") -> String {
    let opening = attributes.reduce("\(indent)<\(name)") {
      "\($0) \($1.name)=\"\($1.value.xmlEscaped)\""
    }
    if children.isEmpty {
      return text.isEmpty ? "\(opening)/>\n" : "\(opening)>\(body)</\(name)>\n"
    }
    let inner = children.map { $0.lines(indent: indent + "  ") }.joined()
    return "\(opening)>\n\(inner)\(indent)</\(name)>\n"
  }

  /// Between tags a line feed is kept by every parser, and people read it better.
  private var body: String {
    text.xmlEscaped.split(separator: "&#10;", omittingEmptySubsequences: false)
      .joined(separator: "\n")
  }
}
