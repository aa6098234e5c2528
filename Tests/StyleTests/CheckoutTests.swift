import Foundation
import TestSupport
import Testing

/// The rules, applied to everything that is in the checkout.
@Suite struct CheckoutTests {
  @Test("nothing breaks a rule that its exception does not cover")
  func rules() throws {
    let sources = try Checkout.sources()
    try #require(sources.count > 20, "a walk that finds nothing proves nothing")
    let findings =
      sources.flatMap { source in Rules.all.flatMap { $0.findings(in: source) } }
      + (try Checkout.labNames()) + (try Checkout.machinePaths())
    let list = try Repository.text(of: "Tests/style-exceptions.txt")
    let problems = Ratchet(exceptions: try Exception.list(list)).problems(findings)
    #expect(problems.isEmpty, "\n\(problems.joined(separator: "\n"))")
  }

  @Test("every import stands in the module table")
  func imports() throws {
    let problems = try Checkout.sources().flatMap(ModuleEdges.problems(in:))
    #expect(problems.isEmpty, "\n\(problems.joined(separator: "\n"))")
  }

  @Test("every dependency in the manifest stands in the module table")
  func manifest() throws {
    let text = try Repository.text(of: "Package.swift")
    let manifest = Manifest(SourceText(path: "Package.swift", text: text))
    try #require(manifest.targets["edalab"]?.contains("ArgumentParser") == true)
    try #require(manifest.targets["Simulation"]?.contains("EDARuntime") == true)
    let problems = ModuleEdges.problems(in: manifest)
    #expect(problems.isEmpty, "\n\(problems.joined(separator: "\n"))")
  }

  @Test("every folder of Sources is a module of the table, and a target")
  func folders() throws {
    let text = try Repository.text(of: "Package.swift")
    let manifest = Manifest(SourceText(path: "Package.swift", text: text))
    let folders = Set(Repository.files(below: "Sources").compactMap(module(of:)))
    for folder in folders {
      #expect(ModuleTable.allowed[folder] != nil, "\(folder) has no row in the module table")
      #expect(manifest.targets[folder] != nil, "\(folder) is no target of the manifest")
    }
  }
}

/// What the rules look at.
enum Checkout {
  /// All Swift and C files.
  static func sources() throws -> [SourceText] {
    let folders = ["Sources", "Tests", "Labs", "Grader", "Benchmarks"]
    let paths = ["Package.swift"] + folders.flatMap { Repository.files(below: $0) }
    return try paths.filter { path in [".swift", ".c", ".h"].contains { path.hasSuffix($0) } }
      .map { SourceText(path: $0, text: try text(of: $0)) }
  }

  /// All files that people read or machines run.
  static func texts() -> [String] {
    let folders = [
      "Sources", "Tests", "Labs", "Grader", "Content", "Benchmarks", "Scripts", "docs",
    ]
    return ["Package.swift", "README.md", "edalab", ".ci/run"]
      + folders.flatMap { Repository.files(below: $0) }
  }

  /// A file's text; bytes that are not UTF-8, as in a hostile submission, are replaced.
  static func text(of path: String) throws -> String {
    let data = try Data(contentsOf: URL(filePath: Repository.root + "/" + path))
    return String(decoding: data, as: UTF8.self)
  }

  /// Where `Sources` names a lab: a course is data, and the tool must serve any other one.
  static func labNames() throws -> [Finding] {
    let ids = labs()
    return try Repository.files(below: "Sources").flatMap { path in
      Words.findings(of: ids, rule: "lab-name", path: path, text: try text(of: path))
    }
  }

  /// Where any text names a folder of somebody's machine.
  static func machinePaths() throws -> [Finding] {
    try texts().flatMap { path in
      // A test may use a home folder as an example.
      let words = Words.buildMachine + (path.hasPrefix("Tests/") ? [] : Words.homes)
      return Words.findings(of: words, rule: "machine-path", path: path, text: try text(of: path))
    }
  }

  /// The ids of all labs.
  private static func labs() -> [String] {
    let folders = ["Labs", "Grader"].flatMap { Repository.files(below: $0) }
      .map { String($0.split(separator: "/")[1]) }
    return Array(Set(folders.filter { $0.first?.isNumber == true && $0.contains("-") })).sorted()
  }
}

/// Words that must not stand in a file.
enum Words {
  /// Folders of the machine that this was written on. In pieces: this file is looked at, too.
  static let buildMachine = ["/wo" + "rk/main", "/wo" + "rk/shared", "/wo" + "rk/."]
  /// Folders of people.
  static let homes = ["/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/"]

  static func findings(
    of words: [String], rule: String, path: String, text: String
  ) -> [Finding] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { line in
      words.filter { line.element.contains($0) }.map {
        Finding(rule: rule, path: path, line: line.offset + 1, message: "names \($0)")
      }
    }
  }
}

/// Compares edges with the table.
enum ModuleEdges {
  /// What is wrong with a source file's imports.
  static func problems(in source: SourceText) -> [String] {
    let isSupport = source.path.hasPrefix("Tests/TestSupport/")
    guard let module = isSupport ? "TestSupport" : module(of: source.path),
      source.path.hasSuffix(".swift")
    else { return [] }
    return source.codeLines.compactMap { line in
      guard let name = importedModule(line.text), !ModuleTable.system.contains(name) else {
        return nil
      }
      return ModuleTable.problem(module, name).map { "\(source.path):\(line.number): \($0)" }
    }
  }

  /// What is wrong with a manifest's targets.
  static func problems(in manifest: Manifest) -> [String] {
    manifest.targets.sorted { $0.key < $1.key }.flatMap { module, dependencies in
      guard ModuleTable.allowed[module] != nil else {
        return ["Package.swift: \(module) has no row in the module table"]
      }
      return dependencies.sorted().compactMap { name in
        ModuleTable.problem(module, name).map { "Package.swift: \($0)" }
      }
    }
  }
}
