package import Sandbox

/// Builds a lab's checker from trusted sources against the checker's half of the kit, with the
/// optimiser on: it is built once and run often.
package struct CheckerBuild: Sendable {
  private let compiler: Compiler

  package init(
    toolchain: SwiftToolchain, kit: Kit, isolation: Isolation, cache: BuildCache,
    limits: ResourceLimits = .build, wallMilliseconds: Int = 300_000
  ) {
    compiler = Compiler(
      toolchain: toolchain, kit: kit, isolation: isolation, cache: cache, limits: limits,
      wallMilliseconds: wallMilliseconds)
  }

  /// One static executable, or diagnostics with the paths that were given. Blocks.
  ///
  /// - Parameters:
  ///   - files: absolute paths of `Checks.swift`, `Examples.swift` and the interface.
  ///   - main: the text of `main.swift`.
  package func build(
    files: [String], main: String, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(ToolchainError) -> BuildResult {
    var sources: [SourceFile] = []
    for path in files.sorted() {
      let bytes = try Files.read(path, atMost: 4 << 20)
      sources.append(
        SourceFile(SourceName.base(path), bytes, origin: .submission, shownAs: path))
    }
    sources.append(SourceFile("main.swift", Array(main.utf8), origin: .generated))
    return try compiler.build(sources, recipe(), isCancelled: isCancelled)
  }

  /// Every archive of the kit is named; the linker takes from them what is used.
  private func recipe() throws(ToolchainError) -> Recipe {
    let archives = Files.names(in: compiler.kit.checker)
      .filter { $0.hasPrefix("lib") && $0.hasSuffix(".a") }
    guard !archives.isEmpty else {
      throw ToolchainError(.kitUnreadable, path: compiler.kit.checker)
    }
    return Recipe(
      optimization: .full, moduleName: "Checker", modules: compiler.kit.checker,
      // An archive does not say which overlay its members need, as an object file would.
      libraries: archives.map { String($0.dropFirst(3).dropLast(2)) } + ["swiftGlibc"],
      extra: [
        "-package-name", "edalab",
        // The kit's modules import `CSandbox` internally; its module map must be found even so.
        "-I", compiler.kit.checker + "/include",
      ])
  }
}
