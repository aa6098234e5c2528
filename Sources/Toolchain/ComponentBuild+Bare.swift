extension ComponentBuild {
  /// The command line of the same build without sandbox, cache and checks: what a benchmark
  /// compares with.
  package func bareArguments(sources: [String], executable: String) -> [String] {
    let recipe = recipe(.quick)
    return recipe.flags
      + ["-module-cache-path", executable + ".modules", "-I", recipe.modules] + sources
      + ["-L", recipe.modules] + recipe.libraries.map { "-l" + $0 } + ["-o", executable]
  }
}
