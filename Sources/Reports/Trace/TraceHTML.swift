package import Results

/// A trace as one page for a browser that needs nothing else: summary, schedule, diagram and a
/// table of all steps.
///
/// Without script the page is complete; the script only steps through it with the keyboard. The
/// page is well-formed XML behind its first line, so every text in it is escaped in one place.
package enum TraceHTML {
  /// The file's text.
  ///
  /// - Parameters:
  ///   - numbers: the steps to show; nil for all.
  ///   - check: gives the property, and what was expected and came instead.
  package static func document(
    _ trace: Trace, steps numbers: Set<Int>? = nil, check: CheckResult? = nil
  ) -> String {
    let title = "\(trace.cell.onOneLine) of \(trace.lab.onOneLine)"
    let body =
      [XMLElement("h1", "Trace of \(title)")] + (check.map(story) ?? [])
      + [XMLElement("p", trace.summary)] + facts(trace) + schedule(trace) + diagram(trace, numbers)
      + [XMLElement("h2", "Steps"), TraceTable.element(trace, steps: numbers)]
      + [XMLElement("script", TracePage.script)]
    let root = XMLElement(
      name: "html", attributes: [("lang", "en")],
      children: [head(title), XMLElement(name: "body", children: body)])
    return "<!DOCTYPE html>\n" + root.lines()
  }

  private static func head(_ title: String) -> XMLElement {
    func meta(_ attributes: (name: String, value: String)...) -> XMLElement {
      XMLElement(name: "meta", attributes: attributes)
    }
    // Whatever a trace holds, the page asks for nothing from anywhere.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
    return XMLElement(
      name: "head",
      children: [
        meta(("charset", "utf-8")),
        meta(("name", "viewport"), ("content", "width=device-width, initial-scale=1")),
        meta(("http-equiv", "Content-Security-Policy"), ("content", policy)),
        XMLElement("title", "Trace of \(title)"), XMLElement("style", TracePage.style),
      ])
  }

  private static func story(_ check: CheckResult) -> [XMLElement] {
    let values = [("Expected", check.failure?.expected), ("Actual", check.failure?.actual)]
    let items = values.flatMap { name, value in
      value.map { [XMLElement("dt", name), XMLElement("dd", $0.onOneLine)] } ?? []
    }
    return [XMLElement("p", check.claim.onOneLine), XMLElement("p", check.headline.onOneLine)]
      + (items.isEmpty ? [] : [XMLElement(name: "dl", children: items)])
  }

  private static func facts(_ trace: Trace) -> [XMLElement] {
    let nodes = trace.nodes.map(\.onOneLine).joined(separator: ", ")
    let pairs = [
      ("Lab", trace.lab), ("Cell", trace.cell), ("Seed", trace.seed), ("Nodes", nodes),
      ("Transcript", trace.digest),
    ]
    let items = pairs.flatMap { name, value in
      [XMLElement("dt", name), XMLElement("dd", value.isEmpty ? "–" : value.onOneLine)]
    }
    return [XMLElement(name: "dl", children: items)]
  }

  private static func schedule(_ trace: Trace) -> [XMLElement] {
    guard !trace.schedule.isEmpty else { return [] }
    let items = trace.schedule.map { XMLElement("li", $0.isEmpty ? "–" : $0.onOneLine) }
    return [XMLElement("h2", "Schedule"), XMLElement(name: "ol", children: items)]
  }

  private static func diagram(_ trace: Trace, _ numbers: Set<Int>?) -> [XMLElement] {
    let picture = XMLElement(
      name: "div",
      attributes: [
        ("class", "scroll"), ("tabindex", "0"), ("role", "region"),
        ("aria-label", "Diagram"),
      ],
      children: [TraceSVG.element(trace, steps: numbers)])
    func button(_ id: String, _ text: String) -> XMLElement {
      XMLElement(name: "button", attributes: [("type", "button"), ("id", id)], text: text)
    }
    let now = XMLElement(
      name: "p", attributes: [("id", "now"), ("aria-live", "polite")],
      text: "j and k, or the right and the left arrow, go from step to step.")
    let panel = XMLElement(
      name: "div", attributes: [("id", "panel"), ("hidden", "hidden")],
      children: [button("back", "Previous step (k)"), button("on", "Next step (j)"), now])
    return [XMLElement("h2", "Diagram"), picture, panel]
  }
}

extension XMLElement {
  /// An element of text. It is never empty, because a browser reads an empty element's short form
  /// as a tag that stays open.
  init(_ name: String, _ text: String) {
    self.init(name: name, text: text.isEmpty ? " " : text)
  }
}
