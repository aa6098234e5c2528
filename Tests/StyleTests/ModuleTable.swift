/// Which module may import which: the table of the design, and the only place where it stands.
enum ModuleTable {
  /// Modules of this package and packages of others; modules of the system are free.
  static let allowed: [String: Set<String>] = [
    "EDARuntime": [],
    "Digests": [],
    "Results": [],
    "Simulation": ["EDARuntime", "Digests"],
    "GraderKit": ["EDARuntime", "Simulation", "Results", "Digests"],
    "Brokers": ["EDARuntime"],
    "CSandbox": [],
    "edalab-box": [],
    "Sandbox": ["CSandbox"],
    "Conductor": [
      "GraderKit", "Simulation", "EDARuntime", "Results", "Digests", "Brokers", "Sandbox",
    ],
    "Toolchain": ["Sandbox", "Digests"],
    "Engines": ["EDARuntime", "Brokers"],
    "CCommonMark": [],
    "Markdown": ["CCommonMark"],
    "CTerminal": [],
    "Terminal": ["CTerminal"],
    "Reading": ["Markdown", "Terminal"],
    "Course": ["Markdown", "Digests", "Yams"],
    "Progress": ["Results", "Digests", "GRDB"],
    "Reports": ["Results"],
    "Workbench": [
      "EDARuntime", "Results", "Digests", "Simulation", "GraderKit", "Brokers", "Conductor",
      "Sandbox", "Toolchain", "Engines", "Markdown", "Terminal", "Reading", "Course", "Progress",
      "Reports",
    ],
    "edalab": [
      "EDARuntime", "Results", "Digests", "Simulation", "GraderKit", "Brokers", "Conductor",
      "Sandbox", "Toolchain", "Engines", "Markdown", "Terminal", "Reading", "Course", "Progress",
      "Reports", "Workbench", "ArgumentParser",
    ],
    "edalab-bench": [
      "Workbench", "Course", "Results", "Sandbox", "Toolchain", "Conductor", "GraderKit",
      "Simulation", "EDARuntime",
    ],
    "TestSupport": [],
  ]

  /// Modules that come with the system or the toolchain.
  static let system: Set = [
    "Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Dispatch", "Synchronization",
    "Swift", "SwiftShims", "Testing",
  ]

  /// What is wrong with one edge; nothing if it is allowed.
  static func problem(_ module: String, _ imported: String) -> String? {
    guard let row = allowed[module] else { return "\(module) has no row in the module table" }
    if row.contains(imported) || imported == module { return nil }
    return "\(module) must not depend on \(imported)"
  }
}

/// The module that a line of code imports.
func importedModule(_ line: String) -> String? {
  var words = line.split(separator: " ")
  let before: Set<Substring> = [
    "public", "package", "internal", "private", "fileprivate", "@testable", "@_exported",
    "@preconcurrency", "@_implementationOnly",
  ]
  while let first = words.first, before.contains(first) { words.removeFirst() }
  guard words.count > 1, words.removeFirst() == "import" else { return nil }
  let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
  ]
  if words.count > 1, kinds.contains(words[0]) { words.removeFirst() }
  return words[0].split(separator: ".").first.map(String.init)
}

/// The targets of a manifest and what each depends on, read from its text.
struct Manifest {
  /// Every target that is no test, with the names of the targets and products it depends on.
  private(set) var targets: [String: Set<String>] = [:]

  init(_ source: SourceText) {
    let text = String(decoding: source.withoutComments, as: UTF8.self)
    let products = Manifest.products(text)
    guard let start = text.firstRange(of: "\n  targets: [") else { return }
    var rest = text[start.upperBound...]
    while let call = Manifest.nextCall(&rest) {
      guard let name = Manifest.strings(call).first else { continue }
      targets[name] = Manifest.dependencies(call, products)
    }
  }

  /// `let subprocess: Target.Dependency = .product(name: "Subprocess", …)`, by the constant's name.
  private static func products(_ text: String) -> [String: String] {
    var found: [String: String] = [:]
    var rest = text[...]
    while let mark = rest.firstRange(of: ": Target.Dependency = .product(") {
      let name = rest[..<mark.lowerBound].split(whereSeparator: { !isWordCharacter($0) }).last
      rest = rest[mark.upperBound...]
      if let name, let product = strings(rest.prefix(200)).first { found[String(name)] = product }
    }
    return found
  }

  /// The arguments of the next call that declares a target which is no test.
  private static func nextCall(_ rest: inout Substring) -> Substring? {
    let names = ["target(", ".executableTarget(", ".systemLibrary("]
    let next = names.compactMap { name in rest.firstRange(of: name) }
      .min { $0.lowerBound < $1.lowerBound }
    guard let next else { return nil }
    var depth = 1
    var end = next.upperBound
    while depth > 0, end < rest.endIndex {
      if rest[end] == "(" { depth += 1 } else if rest[end] == ")" { depth -= 1 }
      end = rest.index(after: end)
    }
    let call = rest[next.upperBound..<end]
    rest = rest[end...]
    return call
  }

  /// The first list of a target's arguments: its strings, and the products its constants stand for.
  private static func dependencies(_ call: Substring, _ products: [String: String]) -> Set<String> {
    guard !call.contains("pkgConfig:"), let open = call.firstIndex(of: "["),
      let close = call[open...].firstIndex(of: "]")
    else { return [] }
    let list = call[open..<close]
    let words = list.split { !isWordCharacter($0) }.compactMap { products[String($0)] }
    // A list of linker flags is no list of modules.
    return Set(strings(list).filter { !$0.hasPrefix("-") } + words)
  }

  private static func strings(_ text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
