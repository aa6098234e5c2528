package import Results

/// A trace as a space-time diagram in SVG: one file without anything outside it.
///
/// Texts are text, so they can be selected and searched; each step has its whole sentence as its
/// title, which browsers show under the pointer. Colours follow the reader's light or dark scheme,
/// and nothing is told by colour alone.
package enum TraceSVG {
  /// The file's text.
  ///
  /// - Parameter numbers: the steps to show; nil for all.
  package static func document(_ trace: Trace, steps numbers: Set<Int>? = nil) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(trace, steps: numbers).lines()
  }

  /// The picture, to stand in a page. The step at place n of those shown has the id `sn`, from 0.
  static func element(_ trace: Trace, steps numbers: Set<Int>? = nil) -> XMLElement {
    let lanes = Lanes(trace, showing: numbers)
    let rows = trace.rows(numbers)
    let geometry = SVGGeometry(lanes, rows: rows)
    var drawing = SVGDrawing(trace, lanes, geometry)
    for row in rows { drawing.add(row) }
    drawing.finish()
    let (width, height) = (geometry.width, geometry.height)
    return XMLElement(
      name: "svg",
      attributes: [
        ("xmlns", "http://www.w3.org/2000/svg"), ("class", "trace"),
        ("viewBox", "0 0 \(width) \(height)"), ("width", "\(width)"), ("height", "\(height)"),
        ("role", "graphics-document document"), ("aria-labelledby", "trace-title trace-desc"),
      ], children: heading(trace, lanes) + drawing.elements)
  }

  private static func heading(_ trace: Trace, _ lanes: Lanes) -> [XMLElement] {
    let title = "Space-time diagram of \(trace.cell.onOneLine), \(trace.lab.onOneLine)"
    let names = lanes.names.map(\.onOneLine).joined(separator: ", ")
    let description =
      "\(trace.summary) Columns: \(names). Time runs downwards, in virtual milliseconds."
    return [
      XMLElement(name: "title", attributes: [("id", "trace-title")], text: title),
      XMLElement(name: "desc", attributes: [("id", "trace-desc")], text: description),
      XMLElement(name: "style", text: SVGStyle.text),
    ]
  }
}

/// The style sheet. It has no character that XML escapes, so that it reads the same in a page.
enum SVGStyle {
  static let text = """

    .trace { color: #1b1f24; background: #ffffff; }
    .trace .fault { color: #8a4b00; }
    .trace .broken { color: #b3001b; font-weight: bold; }
    .trace .quiet { color: #57606a; }
    .trace text { font: 13px ui-monospace, monospace; fill: currentColor; white-space: pre; }
    .trace .broken text, .trace .head { font-weight: bold; }
    .trace .stroke { stroke: currentColor; stroke-width: 1.5; fill: none; }
    .trace .life { stroke: #8c959f; stroke-width: 1.5; }
    .trace .stalled { stroke-dasharray: 2 4; }
    .trace .sign { fill: currentColor; }
    .trace .row { fill: transparent; }
    .trace .current .row { fill: #ddf4ff; }
    @media (prefers-color-scheme: dark) {
      .trace { color: #e6edf3; background: #0d1117; }
      .trace .fault { color: #f0b35a; }
      .trace .broken { color: #ff8b8b; }
      .trace .quiet { color: #9da7b1; }
      .trace .life { stroke: #6e7681; }
      .trace .current .row { fill: #12324f; }
    }

    """
}
