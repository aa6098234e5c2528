import Results

extension StepShape {
  var isArrow: Bool { if case .arrow = self { true } else { false } }

  /// The shape in a row.
  ///
  /// - Parameter name: the input's, which stands above its arrow.
  func elements(_ geometry: SVGGeometry, y: Int, name: String?) -> [XMLElement] {
    switch self {
    case .point(let lane, let point):
      return Self.sign(point, geometry.laneX(lane), y)
    case .link(let one, let other):
      return [.line("stroke", geometry.laneX(one), y, geometry.laneX(other), y)]
    case .barrier(let one, let other):
      let (left, right) = (geometry.laneX(min(one, other)), geometry.laneX(max(one, other)))
      return [.line("stroke", left, y, right, y)] + Self.sign(.crash, (left + right) / 2, y)
    case .arrow(let from, let to):
      let (start, end) = (geometry.laneX(from), geometry.laneX(to))
      let back = start < end ? -9 : 9
      let name = name.map { name in
        // Beside the end at which the arrow begins.
        XMLElement.text(
          name, "", x: start - back * 2, y: y - 7, anchor: start < end ? "start" : "end")
      }
      return [
        .line("stroke", start, y, end + back, y),
        .polygon([(end, y), (end + back, y - 5), (end + back, y + 5)]),
      ] + [name].compactMap { $0 }
    }
  }

  private static func sign(_ point: Point, _ x: Int, _ y: Int) -> [XMLElement] {
    switch point {
    case .call: [.circle("sign", x, y, 4)]
    case .again: [.circle("stroke", x, y, 5)]
    case .crash:
      [.line("stroke", x - 6, y - 6, x + 6, y + 6), .line("stroke", x - 6, y + 6, x + 6, y - 6)]
    case .arrival: [.polygon([(x, y), (x - 9, y - 5), (x - 9, y + 5)])]
    case .note: [.polygon([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)])]
    case .start, .stop: [.line("stroke", x - 7, y, x + 7, y)]
    }
  }
}

extension XMLElement {
  static func line(_ role: String, _ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int) -> XMLElement {
    XMLElement(
      name: "line",
      attributes: [
        ("class", role), ("x1", "\(x1)"), ("y1", "\(y1)"), ("x2", "\(x2)"), ("y2", "\(y2)"),
      ])
  }

  static func circle(_ role: String, _ x: Int, _ y: Int, _ radius: Int) -> XMLElement {
    XMLElement(
      name: "circle",
      attributes: [("class", role), ("cx", "\(x)"), ("cy", "\(y)"), ("r", "\(radius)")])
  }

  static func polygon(_ points: [(x: Int, y: Int)]) -> XMLElement {
    let points = points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
    return XMLElement(name: "polygon", attributes: [("class", "sign"), ("points", points)])
  }

  /// The whole row around `y`.
  static func rectangle(_ role: String, y: Int, width: Int) -> XMLElement {
    let height = SVGGeometry.rowHeight
    return XMLElement(
      name: "rect",
      attributes: [
        ("class", role), ("x", "0"), ("y", "\(y - height / 2)"), ("width", "\(width)"),
        ("height", "\(height)"),
      ])
  }

  /// One line of text whose middle is at `y`.
  static func text(
    _ text: String, _ role: String, x: Int, y: Int, anchor: String = "start"
  ) -> XMLElement {
    XMLElement(
      name: "text",
      attributes: (role.isEmpty ? [] : [("class", role)]) + [
        ("x", "\(x)"), ("y", "\(y + 4)"), ("text-anchor", anchor),
      ], text: text)
  }
}
