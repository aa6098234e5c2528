/// How edalab is called from where the learner is: every command that is told goes through this.
package struct ToolName: Equatable, Sendable {
  /// `./edalab`, `edalab` or a path, as it is typed into a shell.
  package let text: String

  package init(_ text: String = "edalab") { self.text = text }

  /// The shortest form that works in a folder: its own launcher, one on the search path, that of
  /// the workspace around it, and else that of the clone.
  ///
  /// - Parameters:
  ///   - folder: where the learner is, absolute.
  ///   - search: the folders of `PATH`.
  ///   - workspace: the workspace around the folder.
  ///   - clone: the clone's launcher, absolute.
  ///   - isLauncher: whether a path names a program.
  package init(
    in folder: String, search: [String], workspace: String?, clone: String?,
    isLauncher: (String) -> Bool
  ) {
    let name = WorkspaceLauncher.name
    if isLauncher("\(folder)/\(name)") {
      self.init("./\(name)")
    } else if search.contains(where: { $0.hasPrefix("/") && isLauncher("\($0)/\(name)") }) {
      self.init(name)
    } else if let workspace, isLauncher("\(workspace)/\(name)") {
      self.init(Self.way(up: folder, to: workspace) + name)
    } else {
      self.init(clone.map(Self.quoted) ?? name)
    }
  }

  /// The command as it is typed.
  package func callAsFunction(_ words: String) -> String { "\(text) \(words)" }

  /// A text of the course, whose commands begin with the bare name: in code, and at the beginning
  /// of a line of an indented block.
  package func spelling(_ markdown: String) -> String {
    guard text != WorkspaceLauncher.name else { return markdown }
    let name = WorkspaceLauncher.name + " "
    return markdown.replacing("`" + name, with: "`\(text) ")
      .replacing("\n    " + name, with: "\n    \(text) ")
  }

  /// A line for people, in which commands stand without a mark.
  package func spelling(inLine line: String) -> String {
    guard text != WorkspaceLauncher.name else { return line }
    return line.replacing(Self.command) { "\($0.1)\(text) \($0.2)" }
  }

  // A path that ends in the name is no command of ours.
  nonisolated(unsafe) private static let command =
    #/(^|[\s"“(])edalab (trace|replay|check|hint|read|break|start|doctor|lab)\b/#

  /// `../../` from a folder to one above it.
  private static func way(up folder: String, to above: String) -> String {
    let depth = folder.dropFirst(above.count).split(separator: "/").count
    return String(repeating: "../", count: depth)
  }

  /// A path in a form that a shell takes for one word.
  static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"):
        true
      default: false
      }
    }
    return isPlain && !path.isEmpty ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }
}
