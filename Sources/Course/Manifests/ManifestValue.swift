internal import Yams

/// A YAML value and its place. A scalar is the text that stands in the file: nothing is guessed.
struct ManifestValue {
  indirect enum Kind {
    case text(String)
    case list([ManifestValue])
    case object([(key: ManifestValue, value: ManifestValue)])
  }

  let kind: Kind
  let place: ManifestPlace

  /// The longest file and the deepest nesting that are read.
  static let maximumBytes = 256 * 1024
  static let maximumDepth = 8

  /// Composes the only document of a text.
  ///
  /// - Parameters:
  ///   - firstLine: The line of the file at which the text starts.
  ///   - problems: Gets what is wrong; anchors, tags and a second document are.
  static func compose(
    _ text: String, file: String, firstLine: Int = 1, problems: inout [ManifestProblem]
  ) -> ManifestValue? {
    guard text.utf8.count <= maximumBytes else {
      problems.append(ManifestProblem(file: file, message: "the file is larger than 256 KiB"))
      return nil
    }
    var composer = Composer(file: file, offset: firstLine - 1)
    defer { problems += composer.problems }
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      // An anchor's name lives only as long as the parser.
      return try withExtendedLifetime(parser) {
        guard let root = try parser.singleRoot() else {
          composer.report("the file is empty", nil)
          return nil
        }
        return composer.value(root, depth: 0)
      }
    } catch {
      composer.report(error)
      return nil
    }
  }
}

/// Turns Yams' nodes into values and refuses what manifests do not use.
private struct Composer {
  let file: String
  let offset: Int
  var problems: [ManifestProblem] = []

  init(file: String, offset: Int) {
    self.file = file
    self.offset = offset
  }

  mutating func value(_ node: Node, depth: Int) -> ManifestValue {
    let place = self.place(node.mark)
    // What stands below a refused node is not read: an alias could make it grow without end.
    guard accepts(node, depth: depth) else {
      return ManifestValue(kind: .text(""), place: place)
    }
    let kind: ManifestValue.Kind
    switch node {
    case .scalar(let scalar): kind = .text(scalar.string)
    case .sequence(let nodes): kind = .list(nodes.map { value($0, depth: depth + 1) })
    case .mapping(let pairs):
      kind = .object(
        pairs.map { (value($0.key, depth: depth + 1), value($0.value, depth: depth + 1)) })
    case .alias: kind = .text("")
    }
    return ManifestValue(kind: kind, place: place)
  }

  private mutating func accepts(_ node: Node, depth: Int) -> Bool {
    let (anchor, tag): (Anchor?, String)
    switch node {
    case .scalar(let part): (anchor, tag) = (part.anchor, part.tag.description)
    case .sequence(let part): (anchor, tag) = (part.anchor, part.tag.description)
    case .mapping(let part): (anchor, tag) = (part.anchor, part.tag.description)
    case .alias(let part): (anchor, tag) = (part.anchor, "")
    }
    // Yams gives this tag to quoted scalars and to keys, and here every scalar is a text anyway.
    let hasTag = !tag.isEmpty && tag != Tag.Name.str.rawValue
    if anchor != nil { report("anchors and aliases are not used here", node.mark) }
    if hasTag { report("tags are not used here", node.mark) }
    if depth > ManifestValue.maximumDepth { report("the values are nested too deep", node.mark) }
    return anchor == nil && !hasTag && depth <= ManifestValue.maximumDepth
  }

  private func place(_ mark: Mark?) -> ManifestPlace {
    ManifestPlace(line: (mark?.line ?? 1) + offset, column: mark?.column ?? 1)
  }

  mutating func report(_ message: String, _ mark: Mark?) {
    let place = self.place(mark)
    problems.append(
      ManifestProblem(file: file, line: place.line, column: place.column, message: message))
  }

  mutating func report(_ error: any Error) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      report("not YAML: \(problem)", mark)
    case .composer(_, let problem, let mark, _):
      report(
        problem == "found undefined alias" ? "anchors and aliases are not used here" : problem,
        mark)
    case .duplicatedKeysInMapping(let keys, let context):
      report("the key `\(keys.sorted().joined(separator: "`, `"))` stands twice", context.mark)
    case .reader(let problem, _, _, _): report("not YAML: \(problem)", nil)
    default: report("not YAML", nil)
    }
  }
}
