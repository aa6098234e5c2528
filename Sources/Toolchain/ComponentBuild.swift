package import Sandbox

/// Builds a learner's component: the submission, the lab's interface and a generated `main.swift`
/// against the learner's half of the kit.
package struct ComponentBuild: Sendable {
  /// The name of the module, and so the first part of every type's name in a component.
  package static let moduleName = "Component"

  private let compiler: Compiler

  /// - Parameters:
  ///   - cache: a folder of results that only the grader writes.
  ///   - wallMilliseconds: the backstop; CPU time in `limits` is what normally ends a long build.
  package init(
    toolchain: SwiftToolchain, kit: Kit, isolation: Isolation, cache: BuildCache,
    limits: ResourceLimits = .build, wallMilliseconds: Int = 120_000
  ) {
    compiler = Compiler(
      toolchain: toolchain, kit: kit, isolation: isolation, cache: cache, limits: limits,
      wallMilliseconds: wallMilliseconds)
  }

  /// One static executable, or the reasons why there is none. Blocks.
  ///
  /// - Parameters:
  ///   - interface: the lab's `API` files, name to content; trusted.
  ///   - main: the text of `main.swift`; trusted.
  package func build(
    _ submission: Submission, interface: [String: [UInt8]], main: String,
    optimization: Optimization = .quick, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(ToolchainError) -> BuildResult {
    let taken = Set(interface.keys.map { SourceName.base($0).lowercased() })
    if let name = submission.names.first(where: { taken.contains(SourceName.base($0).lowercased()) }
    ) {
      return .refused(BuildRefusal(takenName: name))
    }
    let sources =
      submission.names.map { SourceFile($0, submission.files[$0] ?? [], origin: .submission) }
      + interface.sorted { $0.key < $1.key }.map { SourceFile($0, $1, origin: .interface) }
      + [SourceFile("main.swift", Array(main.utf8), origin: .generated)]
    return try compiler.build(sources, recipe(optimization), isCancelled: isCancelled)
  }

  func recipe(_ optimization: Optimization) -> Recipe {
    Recipe(
      optimization: optimization, moduleName: ComponentBuild.moduleName,
      modules: compiler.kit.learner, libraries: ["EDARuntime"])
  }
}

extension BuildRefusal {
  /// A file of the submission has the name of one of the lab's own; a module cannot hold both.
  fileprivate init(takenName name: String) {
    self.init(
      reason: .errors,
      diagnostics: [
        Diagnostic(
          severity: .error, message: "the lab already has a file of this name",
          origin: .submission, file: VisibleText.line(name), line: 0, column: 0, source: "")
      ], omitted: 0)
  }
}
