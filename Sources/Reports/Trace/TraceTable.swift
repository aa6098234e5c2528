import Results

/// The steps of a trace as a table in a page.
enum TraceTable {
  private static let headings = ["Step", "ms", "Node", "What happened", "Because of"]

  /// Columns that only some traces have something in.
  private static var extras: [(heading: String, text: (TraceStep) -> String)] {
    [("Wrote", written), ("Printed", { $0.output ?? "" }), ("State", { $0.state ?? "" })]
  }

  /// The row of the step at place n among those shown has the id `rn`, from 0.
  static func element(_ trace: Trace, steps numbers: Set<Int>? = nil) -> XMLElement {
    let shown = trace.selected(numbers)
    let places = Dictionary(shown.enumerated().map { ($1.number, $0) }) { first, _ in first }
    let extras = extras.filter { extra in shown.contains { !extra.text($0).isEmpty } }
    let heads = (headings + extras.map(\.heading)).map {
      XMLElement(name: "th", attributes: [("scope", "col")], text: $0)
    }
    func note(_ text: String) -> XMLElement { self.note(text, columns: heads.count) }
    var place = 0
    let rows = trace.rows(numbers).map { row -> XMLElement in
      switch row {
      case .omitted(let steps): return note(trace.note(omitting: steps).text)
      case .step(let step):
        defer { place += 1 }
        return element(
          step, place, places, extras.map { $0.text(step) }, isBroken: trace.isBroken(step))
      }
    }
    let head = XMLElement(name: "thead", children: [XMLElement(name: "tr", children: heads)])
    let body = XMLElement(name: "tbody", children: rows.isEmpty ? [note("No step")] : rows)
    return XMLElement(
      name: "div",
      attributes: [
        ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Steps"),
      ], children: [XMLElement(name: "table", children: [head, body])])
  }

  private static func note(_ text: String, columns: Int) -> XMLElement {
    let cell = XMLElement(name: "td", attributes: [("colspan", "\(columns)")], text: text)
    return XMLElement(name: "tr", children: [cell])
  }

  private static func element(
    _ step: TraceStep, _ place: Int, _ places: [Int: Int], _ extras: [String], isBroken: Bool
  ) -> XMLElement {
    let what = (isBroken ? "BROKEN HERE: " : "") + step.sentence
    let number = XMLElement(name: "th", attributes: [("scope", "row")], text: "\(step.number)")
    var node = cell(step.node)
    node.attributes.append(("class", "node"))
    let cells =
      [number, XMLElement("td", "\(step.at)"), node, cell(what), cause(step, places)]
      + extras.map(cell)
    let role = isBroken ? "broken" : step.mark == nil ? "step" : "fault"
    return XMLElement(
      name: "tr", attributes: [("id", "r\(place)"), ("class", role)], children: cells)
  }

  private static func written(_ step: TraceStep) -> String {
    let lines = step.writes.map { write in
      let value = write.value.map { "= \($0)" } ?? "deleted"
      return "\(write.store)/\(write.key) \(value)".onOneLine
    }
    return lines.joined(separator: "\n")
  }

  private static func cell(_ text: String) -> XMLElement {
    XMLElement("td", text.directionless)
  }

  /// A link to the step that led to this one, if it is shown.
  private static func cause(_ step: TraceStep, _ places: [Int: Int]) -> XMLElement {
    guard let cause = step.cause else { return XMLElement("td", "the plan") }
    guard let place = places[cause] else { return XMLElement("td", "\(cause)") }
    let link = XMLElement(name: "a", attributes: [("href", "#r\(place)")], text: "\(cause)")
    return XMLElement(name: "td", attributes: [("class", "cause")], children: [link])
  }
}

extension String {
  /// The text with its lines, and with nothing that reorders them.
  fileprivate var directionless: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).onOneLine }
      .joined(separator: "\n")
  }
}
