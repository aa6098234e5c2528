import Testing

@Suite struct ModuleTableTests {
  @Test("an import line is read with its attributes, access and kind")
  func imports() {
    #expect(importedModule("import A") == "A")
    #expect(importedModule("  @testable import A") == "A")
    #expect(importedModule("package import struct A.B") == "A")
    #expect(importedModule("@preconcurrency public import A.C") == "A")
    #expect(importedModule("let important = 1") == nil)
  }

  @Test("an import outside of the table is found, one inside or of the system is not")
  func edges() {
    let text = "import Brokers\nimport Foundation\nimport EDARuntime\n// import Course\n"
    let source = SourceText(path: "Sources/Simulation/A.swift", text: text)
    #expect(
      ModuleEdges.problems(in: source) == [
        "Sources/Simulation/A.swift:1: Simulation must not depend on Brokers"
      ])
  }

  @Test("a module without a row is found, and so is a test library that imports the tool")
  func rows() {
    let unknown = SourceText(path: "Sources/New/A.swift", text: "import Results")
    let support = SourceText(path: "Tests/TestSupport/A.swift", text: "import Results")
    #expect(ModuleEdges.problems(in: unknown).count == 1)
    #expect(ModuleEdges.problems(in: support).count == 1)
  }

  @Test("a manifest's edges are read, through constants and in every form of target")
  func manifest() {
    let text = """
      let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
      let package = Package(
        products: [.executable(name: "x", targets: ["y"])],
        targets: [
          target("Results", ["Course", yams]),  // target("Never")
          .target(name: "Sandbox", dependencies: ["CSandbox"]),
          .systemLibrary(name: "CCommonMark", pkgConfig: "a", providers: [.apt(["b"])]),
          .executableTarget(name: "new", dependencies: ["Results"]),
        ])
      """
    let manifest = Manifest(SourceText(path: "Package.swift", text: text))
    #expect(manifest.targets["Results"] == ["Course", "Yams"])
    #expect(manifest.targets["CCommonMark"] == [])
    #expect(
      ModuleEdges.problems(in: manifest) == [
        "Package.swift: Results must not depend on Course",
        "Package.swift: Results must not depend on Yams",
        "Package.swift: new has no row in the module table",
      ])
  }

  @Test("a word that must not stand in a file is found with its line")
  func words() {
    let lines = { (words: [String], text: String) in
      Words.findings(of: words, rule: "r", path: "a", text: text).map(\.line)
    }
    #expect(lines(["15-topic-exchange"], "x\nsee 15-topic-exchange") == [2])
    #expect(lines(Words.homes, "~/eda and /tmp/x").isEmpty)
    #expect(lines(Words.homes, "/ho" + "me/me") == [1])
  }

  @Test("no row of the table names a module that has none, unless it is another package's")
  func closed() {
    let others: Set = ["Subprocess", "SystemPackage", "GRDB", "Yams", "ArgumentParser"]
    for (module, row) in ModuleTable.allowed {
      for name in row.subtracting(others) {
        #expect(ModuleTable.allowed[name] != nil, "\(module) may import \(name), which has no row")
      }
    }
  }
}
